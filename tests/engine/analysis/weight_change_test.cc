// The smallest change of weights, against trying every change there is in small worlds.

#include "engine/analysis/weight_change.h"

#include <gtest/gtest.h>

#include <iostream>
#include <optional>

#include "tests/support/random_source.h"

namespace passung {
namespace {

constexpr auto kWeights = static_cast<size_t>(kCriterionCount);
constexpr int64_t kNoLimit = int64_t{1} << 40;

struct Smallest {
  int64_t changed = 0;
  int64_t moved = 0;
  WeightsRow weights{};
};

Smallest Measure(const WeightsRow& before, const WeightsRow& after) {
  Smallest result{.weights = after};
  for (size_t i = 0; i < kWeights; ++i) {
    result.changed += before[i] != after[i] ? 1 : 0;
    result.moved += std::max<int64_t>(0, after[i] - before[i]);
  }
  return result;
}

bool IsSmaller(const Smallest& a, const Smallest& b) {
  if (a.changed != b.changed) return a.changed < b.changed;
  if (a.moved != b.moved) return a.moved < b.moved;
  return a.weights > b.weights;
}

// Every way to have the same sum with up to `most` other weights, one criterion after the other.
class EveryChange {
 public:
  explicit EveryChange(const WeightQuestion& question) : question_(question) {
    for (const int64_t weight : question.weights) sum_ += weight;
    Try(question.weights, 0, 0, sum_);
  }
  const std::optional<Smallest>& best() const { return best_; }

 private:
  void Try(WeightsRow weights, size_t i, int64_t changed, int64_t left) {
    if (changed > 3 || left < 0) return;
    if (i == kWeights) {
      if (left == 0) Judge(weights);
      return;
    }
    for (int64_t weight = 0; weight <= left; ++weight) {
      weights[i] = weight;
      Try(weights, i + 1, changed + (weight != question_.weights[i] ? 1 : 0), left - weight);
    }
  }
  void Judge(const WeightsRow& weights) {
    const Smallest found = Measure(question_.weights, weights);
    if (best_ && !IsSmaller(found, *best_)) return;
    if (CountBetter(question_, weights) < question_.places) best_ = found;
  }

  const WeightQuestion& question_;
  int64_t sum_ = 0;
  std::optional<Smallest> best_;
};

PointsRow RandomPoints(RandomSource& random, int32_t most) {
  PointsRow points{};
  for (auto& value : points) value = static_cast<int16_t>(random.Between(0, most));
  return points;
}

WeightQuestion RandomQuestion(RandomSource& random) {
  WeightQuestion question;
  question.most_looks = kNoLimit;
  question.places = random.Between(1, 3);
  for (auto& weight : question.weights) weight = random.Chance(30) ? 0 : random.Between(0, 3);
  question.weights[0] += 1;
  const int32_t most = random.Between(2, 12);
  for (int32_t i = random.Between(1, 2); i > 0; --i) {
    question.target.push_back(RandomPoints(random, most));
  }
  for (int32_t v = random.Between(2, 8); v > 0; --v) {
    for (int32_t i = random.Between(1, 2); i > 0; --i) {
      question.rivals.push_back(RandomPoints(random, most));
    }
    question.ends.push_back(static_cast<uint32_t>(question.rivals.size()));
    question.wins_ties.push_back(random.Chance(50) ? 1 : 0);
  }
  return question;
}

TEST(WeightChangeTest, ItIsTheSmallestOfAllThatThereAre) {
  int32_t two = 0;
  int32_t three = 0;
  int32_t none = 0;
  for (uint64_t seed = 1; seed <= 1500; ++seed) {
    RandomSource random(seed);
    const WeightQuestion question = RandomQuestion(random);
    if (CountBetter(question, question.weights) < question.places) continue;
    const WeightFinding found = SmallestWeightChange(question);
    const EveryChange every(question);
    if (!every.best()) {
      EXPECT_EQ(found.outcome, WeightOutcome::kNone) << seed;
      ++none;
      continue;
    }
    ASSERT_EQ(found.outcome, WeightOutcome::kFound) << seed;
    EXPECT_EQ(found.weights, every.best()->weights) << seed;
    ++(every.best()->changed == 2 ? two : three);
  }
  std::cout << two << " with two weights, " << three << " with three, " << none << " with none\n";
  EXPECT_GT(two, 100);
  EXPECT_GT(three, 20);
  EXPECT_GT(none, 100);
}

TEST(WeightChangeTest, WhatIsFoundBringsItAmongTheFirstWithWeightsAsTheyAreInUse) {
  int32_t found_count = 0;
  for (uint64_t seed = 1; seed <= 300; ++seed) {
    RandomSource random(seed);
    WeightQuestion question = RandomQuestion(random);
    question.weights = {2600, 1300, 800, 1000, 1600, 1200, 800, 300, 400};
    for (PointsRow& row : question.rivals) row = RandomPoints(random, 10000);
    for (PointsRow& row : question.target) row = RandomPoints(random, 10000);
    if (CountBetter(question, question.weights) < question.places) continue;
    const WeightFinding found = SmallestWeightChange(question);
    if (found.outcome != WeightOutcome::kFound) continue;
    ++found_count;
    EXPECT_LT(CountBetter(question, found.weights), question.places) << seed;
    // With one less moved, or the like, it would not be there: that much of being smallest can be
    // seen at any size.
    const Smallest measured = Measure(question.weights, found.weights);
    if (measured.changed != 2) continue;
    WeightsRow less = found.weights;
    for (size_t i = 0; i < kWeights; ++i) {
      if (less[i] > question.weights[i]) --less[i];
      if (less[i] < question.weights[i]) ++less[i];
    }
    EXPECT_GE(CountBetter(question, less), question.places) << seed;
  }
  EXPECT_GT(found_count, 50);
}

TEST(WeightChangeTest, ItSaysSoWhereNotAllWasLookedAt) {
  for (uint64_t seed = 1; seed <= 200; ++seed) {
    RandomSource random(seed);
    WeightQuestion question = RandomQuestion(random);
    if (CountBetter(question, question.weights) < question.places) continue;
    const WeightFinding whole = SmallestWeightChange(question);
    question.most_looks = 0;
    const WeightFinding cut = SmallestWeightChange(question);
    if (Measure(question.weights, whole.weights).changed == 2) {
      EXPECT_EQ(cut.weights, whole.weights) << seed;
    } else if (whole.outcome == WeightOutcome::kFound) {
      EXPECT_EQ(cut.outcome, WeightOutcome::kGivenUp) << seed;
    }
  }
}

}  // namespace
}  // namespace passung
