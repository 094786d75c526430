#include "passung/statistics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "tests/support/random_source.h"

namespace passung {
namespace {

using Values = std::vector<double>;

TEST(MeanTest, HasStudentsInterval) {
  // The 97.5 % quantile with four degrees of freedom is 2.7764451051977987.
  const Estimate estimate = MeanOf(Values{1, 2, 3, 4, 5});
  EXPECT_EQ(3, estimate.value);
  EXPECT_NEAR(3 - 2.7764451051977987 * std::sqrt(2.5 / 5), estimate.low, 1e-12);
  EXPECT_NEAR(3 + 2.7764451051977987 * std::sqrt(2.5 / 5), estimate.high, 1e-12);
  EXPECT_EQ(5, estimate.count);
}

TEST(MeanTest, OfOneValueOrEqualOnesIsThatValue) {
  EXPECT_EQ((Estimate{.value = 2, .low = 2, .high = 2, .count = 1}), MeanOf(Values{2}));
  EXPECT_EQ((Estimate{.value = 2, .low = 2, .high = 2, .count = 2}), MeanOf(Values{2, 2}));
  EXPECT_EQ(Estimate(), MeanOf(Values{}));
}

TEST(MeanTest, IsCutToWhatTheFigureCanBe) {
  const Estimate mean = MeanOf(Values{1, 1, 1, 1, 0});
  ASSERT_GT(mean.high, 1);
  const Estimate cut = Within(mean, 0, 1);
  EXPECT_EQ((Estimate{.value = 0.8, .low = mean.low, .high = 1, .count = 5}), cut);
  EXPECT_EQ(mean, Within(mean, -1, 2));
  EXPECT_EQ(0.5, Within(mean, 0.5, 1).low);
}

TEST(ShareTest, StaysBetweenZeroAndOneAndIsNeverSureOfEither) {
  EXPECT_EQ(0, ShareOf(0, 10).low);
  EXPECT_GT(ShareOf(0, 10).high, 0.2);
  EXPECT_EQ(1, ShareOf(10, 10).high);
  EXPECT_LT(ShareOf(10, 10).low, 0.8);
  EXPECT_EQ(Estimate(), ShareOf(0, 0));
}

TEST(BootstrapTest, CoversTheMeanAsStudentDoesAndDoesNotDependOnThreads) {
  RandomSource random(1);
  Values values(400);
  for (double& value : values) value = random.Between(0, 1000);
  const auto mean = [&values](std::span<const uint32_t> times) {
    double sum = 0;
    for (size_t i = 0; i < values.size(); ++i) sum += times[i] * values[i];
    return sum / static_cast<double>(values.size());
  };
  const Estimate one = Bootstrap(400, mean, {.resamples = 2000});
  EXPECT_EQ(one, Bootstrap(400, mean, {.resamples = 2000, .threads = 3}));
  EXPECT_NE(one.low, Bootstrap(400, mean, {.resamples = 2000, .seed = 2}).low);
  const Estimate student = MeanOf(values);
  EXPECT_NEAR(student.value, one.value, 1e-9);
  EXPECT_NEAR(student.low, one.low, 3);
  EXPECT_NEAR(student.high, one.high, 3);
}

TEST(JackknifeTest, OfAMeanWithoutOneAtATimeHasTheStandardErrorOfTheMean) {
  const Values values = {3, 1, 4, 1, 5, 9, 2, 6};
  const auto mean = [&values](std::span<const uint32_t> times) {
    double sum = 0;
    double count = 0;
    for (size_t i = 0; i < values.size(); ++i) {
      sum += times[i] * values[i];
      count += times[i];
    }
    return sum / count;
  };
  double squares = 0;
  for (const double value : values) squares += (value - 3.875) * (value - 3.875);
  const double error = std::sqrt(squares / 7 / 8);
  const Estimate estimate = Jackknife(8, mean, 8, 2);
  EXPECT_DOUBLE_EQ(3.875, estimate.value);
  EXPECT_NEAR(3.875 - 1.959963984540054 * error, estimate.low, 1e-12);
}

TEST(PairedTest, WithoutAnyDifferenceNothingSpeaksAgainstChance) {
  const Values same = {1, 2, 3};
  const PairedComparison comparison = ComparePaired(same, same, {});
  EXPECT_EQ(0, comparison.t);
  EXPECT_EQ(1, comparison.p_t);
  EXPECT_EQ(1, comparison.p_wilcoxon);
  EXPECT_EQ(1, comparison.p_permutation);
  EXPECT_EQ(0, comparison.better + comparison.worse);
}

TEST(PairedTest, TurnsWithTheOrderOfTheTwo) {
  const Values before = {1, 2, 3, 4, 5, 6};
  const Values after = {2, 2.5, 2, 6, 7, 9};
  const PairedComparison there = ComparePaired(before, after, {});
  const PairedComparison back = ComparePaired(after, before, {});
  EXPECT_DOUBLE_EQ(there.difference.value, -back.difference.value);
  EXPECT_DOUBLE_EQ(there.t, -back.t);
  EXPECT_DOUBLE_EQ(there.p_t, back.p_t);
  EXPECT_DOUBLE_EQ(there.p_wilcoxon, back.p_wilcoxon);
  EXPECT_EQ(there.better, back.worse);
}

PairedComparison Counted(int64_t better, int64_t worse, int64_t same) {
  Values after(static_cast<size_t>(better), 1.0);
  after.insert(after.end(), static_cast<size_t>(worse), -1.0);
  after.insert(after.end(), static_cast<size_t>(same), 0.0);
  return WithoutSmallCounts(ComparePaired(Values(after.size()), after, {}));
}

TEST(SmallCountsTest, NoCountOfFewerThanFivePeopleIsToldNorCanBe) {
  for (int64_t better = 0; better < 12; ++better) {
    for (int64_t worse = 0; worse < 12; ++worse) {
      for (int64_t same = 0; same < 12; ++same) {
        if (better + worse + same < 5) continue;
        const PairedComparison safe = Counted(better, worse, same);
        const auto few = [](int64_t count) { return count > 0 && count < 5; };
        EXPECT_EQ(few(better) || few(worse) || few(same), safe.counts_hidden)
            << better << " " << worse << " " << same;
        EXPECT_EQ(safe.counts_hidden ? 0 : better, safe.better);
        EXPECT_EQ(safe.counts_hidden ? 0 : worse, safe.worse);
        EXPECT_EQ(better + worse + same, safe.difference.count);
      }
    }
  }
}

TEST(SmallCountsTest, RanksAndSignsOfFewSayNothing) {
  const PairedComparison few = Counted(4, 0, 40);
  EXPECT_EQ(0, few.wilcoxon);
  EXPECT_EQ(1, few.p_wilcoxon);
  EXPECT_EQ(1, few.p_permutation);
  EXPECT_EQ(0, few.t);
  EXPECT_EQ(1, few.p_t);
  EXPECT_EQ(-1, few.difference.low);
  EXPECT_EQ(1, few.difference.high);
  EXPECT_LT(Counted(5, 0, 40).p_wilcoxon, 0.05);
  EXPECT_LT(Counted(5, 0, 40).p_t, 1);
  // One who is worse among ten who are better.
  EXPECT_EQ(0, Counted(10, 1, 30).wilcoxon);
  EXPECT_EQ(1, Counted(10, 1, 30).p_wilcoxon);
  EXPECT_LT(Counted(10, 1, 30).p_t, 1);
}

// All 2^n ways to turn signs.
double ExactPermutation(const Values& differences) {
  const double observed = std::abs(std::accumulate(differences.begin(), differences.end(), 0.0));
  int as_large = 0;
  for (uint32_t signs = 0; signs < (1U << differences.size()); ++signs) {
    double sum = 0;
    for (size_t i = 0; i < differences.size(); ++i) {
      sum += (signs >> i & 1) != 0 ? differences[i] : -differences[i];
    }
    as_large += std::abs(sum) >= observed - 1e-12 ? 1 : 0;
  }
  return static_cast<double>(as_large) / static_cast<double>(1U << differences.size());
}

TEST(PairedTest, PermutationsComeNearToAllOfThem) {
  const Values differences = {1, 0.5, -1, 2, 2, 3, -0.5, 1.5, 0.25, 1};
  const PairedComparison comparison =
      ComparePaired(Values(10), differences, {.permutations = 50000});
  EXPECT_NEAR(ExactPermutation(differences), comparison.p_permutation, 0.005);
}

// Where nothing differs in truth, a test at 5 % is wrong in about 5 of 100 cases.
TEST(PairedTest, IsWrongAsOftenAsItSays) {
  int student = 0;
  int wilcoxon = 0;
  int permutation = 0;
  for (uint64_t seed = 1; seed <= 1000; ++seed) {
    RandomSource random(seed);
    Values before(40);
    Values after(40);
    for (double& value : before) value = random.Between(0, 100000);
    for (double& value : after) value = random.Between(0, 100000);
    const PairedComparison comparison =
        ComparePaired(before, after, {.permutations = 200, .seed = seed});
    student += comparison.p_t <= 0.05 ? 1 : 0;
    wilcoxon += comparison.p_wilcoxon <= 0.05 ? 1 : 0;
    permutation += comparison.p_permutation <= 0.05 ? 1 : 0;
  }
  for (const int wrong : {student, wilcoxon, permutation}) {
    EXPECT_GE(wrong, 25);
    EXPECT_LE(wrong, 80);
  }
}

}  // namespace
}  // namespace passung
