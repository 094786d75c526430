#include "engine/base/digest.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace passung::base {
namespace {

TEST(DigestTest, TheEmptyTextHasThePublishedXxh3Digest) {
  EXPECT_EQ(DigestOf("").ToHex(), "99aa06d3014798d86001c324468d497f");
}

TEST(DigestTest, TheSameFieldsGiveTheSameDigest) {
  EXPECT_EQ(Digest().Update("a").Update(7).ToHex(), Digest().Update("a").Update(7).ToHex());
  EXPECT_EQ(Digest().ToHex().size(), 32u);
}

TEST(DigestTest, FieldsDoNotRunIntoEachOther) {
  EXPECT_NE(Digest().Update("ab").Update("c").ToHex(), Digest().Update("a").Update("bc").ToHex());
  EXPECT_NE(Digest().Update("").ToHex(), Digest().ToHex());
  EXPECT_NE(Digest().Update(1).ToHex(), Digest().Update(-1).ToHex());
}

TEST(DigestTest, TheValueCanBeReadInBetween) {
  Digest digest;
  digest.Update("a");
  const Digest128 before = digest.value();
  EXPECT_EQ(before, Digest().Update("a").value());
  digest.Update("b");
  EXPECT_NE(digest.value(), before);
}

TEST(DigestSumTest, OrderMakesNoDifference) {
  DigestSum forward;
  DigestSum backward;
  forward.Add(DigestOf("a"));
  forward.Add(DigestOf("b"));
  backward.Add(DigestOf("b"));
  backward.Add(DigestOf("a"));
  EXPECT_EQ(forward, backward);
  EXPECT_EQ(forward.ToHex(), backward.ToHex());
}

TEST(DigestSumTest, RepetitionMakesADifference) {
  DigestSum once;
  DigestSum twice;
  once.Add(DigestOf("a"));
  twice.Add(DigestOf("a"));
  twice.Add(DigestOf("a"));
  EXPECT_NE(once, twice);
}

TEST(DigestSumTest, WhatWasAddedCanBeTakenOutAgain) {
  DigestSum sum;
  sum.Add(DigestOf("a"));
  sum.Add(DigestOf("b"));
  sum.Remove(DigestOf("a"));
  EXPECT_EQ(sum.value(), DigestOf("b"));
  sum.Remove(DigestOf("b"));
  EXPECT_EQ(sum, DigestSum());
}

TEST(DigestSumTest, CarriesBetweenTheHalvesAndWrapsAround) {
  DigestSum sum;
  sum.Add({.high = 0, .low = UINT64_MAX});
  sum.Add({.high = 0, .low = 1});
  EXPECT_EQ(sum.value(), (Digest128{.high = 1, .low = 0}));
  sum.Remove({.high = 0, .low = 1});
  EXPECT_EQ(sum.value(), (Digest128{.high = 0, .low = UINT64_MAX}));
  sum.Add({.high = UINT64_MAX, .low = 1});
  EXPECT_EQ(sum, DigestSum());
}

}  // namespace
}  // namespace passung::base
