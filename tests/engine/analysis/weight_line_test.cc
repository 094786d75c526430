// Where rounding may decide between two combinations, against every weight tried.
#include "engine/analysis/weight_line.h"

#include <gtest/gtest.h>

#include <array>
#include <random>

#include "engine/base/largest_remainder.h"

namespace passung {
namespace {

constexpr int64_t kMostTried = 400;

// The scores of the two with weights that are rounded to 10 000.
bool IsLost(const WeightLine& line, const PointsRow& first, const PointsRow& second,
            bool first_wins_ties, int64_t weight) {
  WeightsRow weights = line.others;
  weights[line.criterion] = weight;
  std::array<int32_t, kCriterionCount> applied{};
  base::LargestRemainder(weights, kWeightSum, applied);
  int64_t gap = 0;
  for (size_t i = 0; i < first.size(); ++i) {
    gap += int64_t{applied[i]} * (int64_t{first[i]} - second[i]);
  }
  return gap < 0 || (gap == 0 && !first_wins_ties);
}

// Where both are worth the same in everything, ties decide with every weight.
TEST(WeightLineTest, WhoIsEqualInEverythingIsLostWhereverTiesAreLost) {
  WeightsRow weights{};
  weights[0] = 1830;
  weights[4] = 7403;
  weights[5] = 767;
  const WeightLine line(weights, 5);
  PointsRow row{};
  row[0] = 3437;
  row[4] = 7880;
  row[5] = 8400;
  const Range lost = Rivalry(line, row, row, false).MayBeLostByRounding(line, kMostTried);
  EXPECT_EQ(lost.first, 0);
  EXPECT_EQ(lost.last, kMostTried);
  EXPECT_TRUE(Rivalry(line, row, row, true).MayBeLostByRounding(line, kMostTried).empty());
}

TEST(WeightLineTest, NoWeightBesideTheRangeIsLostUnlessExactlyLost) {
  std::mt19937 random(3);
  for (int round = 0; round < 300; ++round) {
    WeightsRow weights{};
    PointsRow first{};
    PointsRow second{};
    for (size_t i = 0; i < weights.size(); ++i) {
      weights[i] = random() % 3 == 0 ? 0 : static_cast<int64_t>(random() % 300);
      first[i] = static_cast<int32_t>(random() % 4) * 100;
      second[i] = random() % 2 == 0 ? first[i] : static_cast<int32_t>(random() % 4) * 100;
    }
    const WeightLine line(weights, random() % weights.size());
    if (line.sum == 0) continue;
    const bool wins_ties = random() % 2 == 0;
    const Range lost =
        Rivalry(line, first, second, wins_ties).MayBeLostByRounding(line, kMostTried);
    for (int64_t weight = 0; weight <= kMostTried; ++weight) {
      if (!IsLost(line, first, second, wins_ties, weight)) continue;
      EXPECT_TRUE(lost.first <= weight && weight <= lost.last)
          << "round " << round << ", " << weight;
    }
  }
}

}  // namespace
}  // namespace passung
