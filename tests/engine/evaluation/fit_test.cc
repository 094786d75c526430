// The fit alone, on numbers whose truth is known.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "passung/tuning.h"
#include "tests/support/random_source.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using testing::HasSubstr;

// People with `per_person` things each whose points are drawn at will.
FitData DrawData(const std::vector<double>& shares, double slope, int32_t people,
                 int32_t per_person, uint64_t seed) {
  RandomSource random(seed);
  FitData data = {.columns = static_cast<int32_t>(shares.size())};
  for (int32_t person = 0; person < people; ++person) {
    for (int32_t i = 0; i < per_person; ++i) {
      double score = 0;
      for (const double share : shares) {
        data.points.push_back(random.Between(0, kMaxPoints));
        score += share * data.points.back() / kMaxPoints;
      }
      const double chance = 1 / (1 + std::exp(-slope * (score - 0.5)));
      data.grades.push_back(random.Below(1'000'000) < chance * 1e6 ? 1 : 0);
      data.people.push_back(person);
    }
  }
  return data;
}

double Sum(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

TEST(FitTest, FindsWhatWasPlanted) {
  const std::vector<double> truth = {0.5, 0.3, 0.15, 0.05};
  const auto fit = FitShares(DrawData(truth, 10, 2000, 10, 1),
                             {.current = {0.25, 0.25, 0.25, 0.25}, .current_counts_for = 0});
  ASSERT_TRUE(fit.ok()) << fit.status();
  for (size_t i = 0; i < truth.size(); ++i) EXPECT_NEAR(truth[i], fit->shares[i], 0.015) << i;
  EXPECT_NEAR(10, fit->slope, 0.5);
  EXPECT_LT(fit->slope_before, fit->slope);
}

TEST(FitTest, SharesAreNeverNegativeAndSumToOne) {
  for (uint64_t seed = 1; seed <= 60; ++seed) {
    // Points that speak against a criterion cannot make its share negative.
    const auto fit = FitShares(DrawData({0.8, 0.5, -0.3}, 8, 60, 8, seed),
                               {.current = {0.2, 0.3, 0.5}, .current_counts_for = 10});
    ASSERT_TRUE(fit.ok()) << fit.status();
    for (size_t i = 0; i < 3; ++i) {
      EXPECT_GE(fit->shares[i], 0);
      EXPECT_GE(fit->low[i], 0);
      EXPECT_LE(fit->high[i], 1);
      EXPECT_LE(fit->low[i], fit->high[i]);
    }
    EXPECT_NEAR(1, Sum(fit->shares), 1e-12);
  }
}

TEST(FitTest, IntervalsHoldTheTruthAsOftenAsTheySay) {
  const std::vector<double> truth = {0.5, 0.3, 0.15, 0.05};
  std::vector<int> covered(truth.size());
  constexpr int kWorlds = 200;
  for (int world = 0; world < kWorlds; ++world) {
    const auto fit = FitShares(DrawData(truth, 10, 150, 10, static_cast<uint64_t>(world) + 1),
                               {.current = {0.25, 0.25, 0.25, 0.25}, .current_counts_for = 100});
    for (size_t i = 0; i < truth.size(); ++i) {
      covered[i] += fit->low[i] <= truth[i] && truth[i] <= fit->high[i] ? 1 : 0;
    }
  }
  for (const int count : covered) {
    EXPECT_GE(count, 0.9 * kWorlds);
    EXPECT_LE(count, 0.995 * kWorlds);
  }
}

TEST(FitTest, TheMoreTheCurrentOneCountsTheLessItMoves) {
  const FitData data = DrawData({0.9, 0.1}, 10, 100, 8, 3);
  double last = 1;
  for (const int32_t counts : {0, 100, 1000, 100'000}) {
    const auto fit = FitShares(data, {.current = {0.5, 0.5}, .current_counts_for = counts});
    const double moved = fit->shares[0] - 0.5;
    EXPECT_LT(moved, last) << counts;
    EXPECT_GT(moved, 0) << counts;
    last = moved;
  }
  EXPECT_LT(last, 0.01);
}

TEST(FitTest, AColumnThatNeverDiffersSaysNothingAndItsIntervalSaysSo) {
  FitData data = DrawData({0.6, 0.4, 0}, 10, 200, 8, 4);
  for (size_t row = 0; row < data.people.size(); ++row) data.points[3 * row + 2] = 5000;
  const auto fit = FitShares(data, {.current = {0.4, 0.3, 0.3}, .current_counts_for = 100});
  EXPECT_GT(fit->high[2] - fit->low[2], 0.9);
  EXPECT_GT(fit->shares[2], 0.1);
}

// The value of what is minimised, from its definition, for the conditions of Karush, Kuhn and Tucker.
TEST(FitTest, NoSmallChangeOfTheSharesFitsBetter) {
  const FitData data = DrawData({0.7, 0.4, -0.1}, 6, 80, 6, 9);
  const auto fit = FitShares(data, {.current = {0.4, 0.3, 0.3}, .current_counts_for = 0});
  const auto loss = [&data](const std::vector<double>& coefficients) {
    double sum = 0;
    for (size_t i = 0; i < data.people.size(); ++i) {
      for (size_t j = 0; j < data.people.size(); ++j) {
        if (data.people[i] != data.people[j] || data.grades[i] <= data.grades[j]) continue;
        double margin = 0;
        for (size_t c = 0; c < 3; ++c) {
          margin += coefficients[c] * (data.points[3 * i + c] - data.points[3 * j + c]) / 1e4;
        }
        sum += std::log1p(std::exp(-margin)) * 2 / 6;
      }
    }
    return sum;
  };
  std::vector<double> best;
  for (const double share : fit->shares) best.push_back(share * fit->slope);
  const double least = loss(best);
  for (size_t c = 0; c < 3; ++c) {
    for (const double change : {-0.05, 0.05}) {
      std::vector<double> other = best;
      other[c] = std::max(0.0, other[c] + change);
      EXPECT_GE(loss(other), least - 1e-6) << c << " " << change;
    }
  }
}

// Half of 40 000 things were good: 400 million pairs, of which none but those that count are ever held.
TEST(FitTest, OfSomebodyWithVeryManyThingsSomePairsCountForAll) {
  const FitData one = DrawData({0.7, 0.3}, 10, 1, 40'000, 5);
  const FitData others = DrawData({0.7, 0.3}, 10, 60, 8, 6);
  FitData data = others;
  data.points.insert(data.points.end(), one.points.begin(), one.points.end());
  data.grades.insert(data.grades.end(), one.grades.begin(), one.grades.end());
  data.people.insert(data.people.end(), one.people.size(), 60);
  const FitOptions options = {.current = {0.5, 0.5}};
  const auto without = FitShares(others, options);
  const auto with = FitShares(data, options);
  ASSERT_TRUE(with.ok()) << with.status();
  EXPECT_EQ(without->people + 1, with->people);
  EXPECT_GT(with->comparisons, without->comparisons + 1900);
  EXPECT_LE(with->comparisons, without->comparisons + 2000);
  // As many as that say nearly everything.
  EXPECT_NEAR(0.7, with->shares[0], 0.05);
}

TEST(FitTest, TooFewDataAreRefusedWithWhatIsNeeded) {
  EXPECT_THAT(FitShares(DrawData({1}, 10, 20, 10, 1), {.current = {1}}).status(),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("needed are 100 of 30")));
}

}  // namespace
}  // namespace passung
