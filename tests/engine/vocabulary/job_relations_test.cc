#include "engine/vocabulary/job_relations.h"

#include <gtest/gtest.h>

#include <vector>

#include "engine/vocabulary/claims.h"
#include "engine/vocabulary/day_facts.h"
#include "tests/support/builders.h"

namespace passung {
namespace {

const KnowledgeImpl& BuiltIn() { return KnowledgeImpl::From(*Knowledge::BuiltIn()); }

const std::vector<OccupationCode>& SomeOccupations() {
  static const auto* const codes = new std::vector<OccupationCode>{
      Kldb("43414"), Kldb("81302"), Kldb("81301"), Kldb("84124"), Kldb("54101"), Kldb("01104")};
  return *codes;
}

TEST(JobRelationsTest, AreThoseOfTheClassificationWhetherSomeAreKnownAlreadyOrNot) {
  for (const OccupationCode code : SomeOccupations()) {
    const JobRelations asked(BuiltIn(), code);
    // Known of the first three, each second number.
    std::vector<uint8_t> relations(6, 0xff);
    const std::vector<OccupationCode> own(SomeOccupations().begin(), SomeOccupations().begin() + 3);
    for (size_t i = 0; i < own.size(); ++i) {
      relations[i * 2] = static_cast<uint8_t>(BuiltIn().Relate(own[i], code));
    }
    const JobRelations known(BuiltIn(), code, own, relations.data(), 2);
    EXPECT_EQ(known.code(), code);
    for (const OccupationCode other : SomeOccupations()) {
      EXPECT_EQ(asked.To(other), BuiltIn().Relate(other, code));
      EXPECT_EQ(known.To(other), BuiltIn().Relate(other, code)) << other.ToString();
    }
  }
}

TEST(JobRelationsTest, WhatIsKnownIsTakenWithoutAskingTheClassification) {
  const std::vector<OccupationCode> own = {Kldb("54101")};
  const auto same = static_cast<uint8_t>(OccupationRelation::kSame5);
  const JobRelations job(BuiltIn(), Kldb("81302"), own, &same, 1);
  EXPECT_EQ(job.To(own[0]), OccupationRelation::kSame5);
  EXPECT_TRUE(Covers(job, own[0], false));
  EXPECT_FALSE(Covers(job, own[0], true)) << "rows of the law are asked for themselves";
}

}  // namespace
}  // namespace passung
