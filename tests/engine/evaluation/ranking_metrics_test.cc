#include "passung/ranking_metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>

#include "tests/support/random_source.h"

namespace passung {
namespace {

using testing::DoubleNear;

using Grades = std::vector<int32_t>;

double Log2(double value) { return std::log2(value); }

TEST(NdcgTest, GainsAreGradesAndTheDiscountIsTheLogarithmOfThePlace) {
  const double shown = 1 / Log2(2) + 3 / Log2(4);
  const double best = 3 / Log2(2) + 2 / Log2(3) + 1 / Log2(4);
  EXPECT_DOUBLE_EQ(shown / best, NdcgAt(Grades{1, 0, 3}, Grades{1, 2, 3}, 3));
}

TEST(NdcgTest, TheBestOrderIsWorthOneAndNothingGoodIsWorthNothing) {
  EXPECT_DOUBLE_EQ(1, NdcgAt(Grades{3, 2, 1, 0}, Grades{0, 1, 2, 3}, 10));
  EXPECT_EQ(0, NdcgAt(Grades{0, 0}, Grades{0, 0}, 10));
  EXPECT_EQ(0, NdcgAt(Grades{}, Grades{1}, 10));
}

TEST(NdcgTest, WhatLiesBeyondTheCutAddsNothing) {
  EXPECT_EQ(0, NdcgAt(Grades{0, 0, 3}, Grades{3}, 2));
}

TEST(BinaryMetricsTest, CountGradesFromTheGoodOneOn) {
  const Grades ranked = {0, 2, 1, 2};
  const Grades judged = {0, 2, 1, 2, 2};
  EXPECT_DOUBLE_EQ((1.0 / 2 + 2.0 / 4) / 3, AveragePrecision(ranked, judged, {2}));
  EXPECT_DOUBLE_EQ(0.5, ReciprocalRank(ranked, {2}));
  EXPECT_DOUBLE_EQ(2.0 / 3, RecallAt(ranked, judged, 4, {2}));
  EXPECT_DOUBLE_EQ(1.0 / 3, RecallAt(ranked, judged, 2, {2}));
  EXPECT_DOUBLE_EQ(3.0 / 4, PrecisionAt(ranked, 4, {1}));
}

TEST(BinaryMetricsTest, AShortListIsHeldAgainstAllPlaces) {
  EXPECT_DOUBLE_EQ(0.1, PrecisionAt(Grades{1}, 10, {1}));
}

TEST(BinaryMetricsTest, WithoutAnythingGoodAllAreZero) {
  EXPECT_EQ(0, AveragePrecision(Grades{0}, Grades{0}, {1}));
  EXPECT_EQ(0, ReciprocalRank(Grades{0}, {1}));
  EXPECT_EQ(0, RecallAt(Grades{0}, Grades{0}, 1, {1}));
}

// By the definition: all pairs of a good and a bad one.
double AreaByPairs(const std::vector<ScoredLabel>& labels) {
  double right = 0;
  double pairs = 0;
  for (const ScoredLabel& good : labels) {
    for (const ScoredLabel& bad : labels) {
      if (!good.good || bad.good) continue;
      right += good.score > bad.score ? 1 : good.score == bad.score ? 0.5 : 0;
      pairs += 1;
    }
  }
  return pairs == 0 ? 0.5 : right / pairs;
}

TEST(AreaTest, EqualsTheShareOfPairsInTheRightOrder) {
  for (uint64_t seed = 1; seed <= 300; ++seed) {
    RandomSource random(seed);
    std::vector<ScoredLabel> labels(static_cast<size_t>(random.Between(0, 30)));
    for (ScoredLabel& label : labels) label = {random.Between(0, 9), random.Chance(40)};
    EXPECT_NEAR(AreaByPairs(labels), AreaUnderCurve(labels), 1e-12) << seed;
  }
}

// By the definition: the mean difference of all pairs over twice the mean.
double GiniByPairs(const std::vector<int64_t>& counts) {
  double differences = 0;
  double sum = 0;
  for (const int64_t a : counts) {
    sum += static_cast<double>(a);
    for (const int64_t b : counts) differences += static_cast<double>(std::abs(a - b));
  }
  return sum == 0 ? 0 : differences / (2 * static_cast<double>(counts.size()) * sum);
}

TEST(GiniTest, EqualsTheMeanDifferenceWithWhatWasNeverShownAmongThem) {
  for (uint64_t seed = 1; seed <= 300; ++seed) {
    RandomSource random(seed);
    std::vector<int64_t> counts(static_cast<size_t>(random.Between(1, 20)));
    for (int64_t& count : counts) count = random.Between(0, 5);
    const int32_t hidden = random.Between(0, 10);
    std::vector<int64_t> all = counts;
    all.resize(counts.size() + static_cast<size_t>(hidden));
    EXPECT_NEAR(GiniByPairs(all), Gini(counts, static_cast<int64_t>(all.size())), 1e-12) << seed;
  }
}

TEST(GiniTest, EqualExposureIsZeroAndNothingShownToo) {
  EXPECT_THAT(Gini({2, 2, 2}, 3), DoubleNear(0, 1e-15));
  EXPECT_EQ(0, Gini({}, 7));
}

}  // namespace
}  // namespace passung
