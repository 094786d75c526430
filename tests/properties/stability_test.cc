// The intervals in which the first k stay, against sorting by the oracle's points with exact weights,
// and against ranking again with every weight.

#include <gtest/gtest.h>

#include <iostream>
#include <string>

#include "absl/numeric/int128.h"
#include "tests/properties/compare.h"

namespace passung {
namespace {

using Wide = absl::int128;

struct StabilityCase {
  uint64_t seed = 0;
  RandomWorld world;
  MatchOptions options;

  const Mentee& mentee() const { return world.mentees.front(); }
};

StabilityCase MakeStabilityCase(int32_t number) {
  StabilityCase c;
  c.seed = BaseSeed() + static_cast<uint64_t>(number);
  RandomSource random(c.seed);
  c.world = MakeRandomWorld(random, {.mentees = 1, .vacancies = random.Between(2, 12)});
  c.options = RandomMatchOptions(random);
  c.options.classes.clear();
  c.options.limit = random.Between(1, 5);
  c.options.summary = false;
  return c;
}

// The first k by weights of any size: what section 15 says, written again.
class ExactList {
 public:
  explicit ExactList(const StabilityCase& c) : places_(static_cast<size_t>(c.options.limit)) {
    const oracle::Oracle judge(WorldUniverse().known, c.options);
    for (const Vacancy& vacancy : c.world.vacancies) {
      Entry entry{vacancy.id, {}};
      for (const oracle::Judgement& judgement : judge.JudgeAll(c.mentee(), vacancy)) {
        if (judgement.hit_class != HitClass::kClosed) entry.points.push_back(judgement.points);
      }
      if (!entry.points.empty()) entries_.push_back(entry);
    }
  }

  std::vector<VacancyId> With(const std::array<Wide, kCriterionCount>& weights) const {
    std::vector<std::pair<Wide, std::string>> scored;
    for (const Entry& entry : entries_) {
      Wide best = 0;
      for (const oracle::Points& points : entry.points) {
        Wide score = 0;
        for (size_t i = 0; i < points.size(); ++i) score += weights[i] * points[i];
        best = std::max(best, score);
      }
      scored.emplace_back(-best, entry.id.value);
    }
    std::sort(scored.begin(), scored.end());
    std::vector<VacancyId> list;
    for (size_t i = 0; i < scored.size() && i < places_; ++i) list.push_back({scored[i].second});
    return list;
  }

 private:
  struct Entry {
    VacancyId id;
    std::vector<oracle::Points> points;
  };
  std::vector<Entry> entries_;
  size_t places_;
};

// The list with one weight being numerator / denominator.
std::vector<VacancyId> ListAt(const ExactList& exact, const StabilityResult& result, size_t at,
                              Wide numerator, Wide denominator) {
  std::array<Wide, kCriterionCount> weights{};
  for (size_t i = 0; i < kCriterionCount; ++i) {
    weights[i] = result.criteria[i].weight * denominator;
  }
  weights[at] = numerator;
  return exact.With(weights);
}

TEST(StabilityTest, TheListStaysInsideTheExactIntervalAndChangesBeyondIt) {
  const int32_t count = SeedGiven() ? 1 : 200 * LongFactor();
  constexpr int64_t kFine = 1'000'003;  // no two ends lie as close as that
  int32_t ends = 0;
  for (int32_t i = 0; i < count && !HasFailure(); ++i) {
    const StabilityCase c = MakeStabilityCase(i);
    SCOPED_TRACE(Reproduce(c.seed));
    const auto engine = EngineOver(WorldUniverse(), c.world.mentees, c.world.vacancies);
    const auto result = engine->AnalyzeStability(c.mentee(), c.options);
    ASSERT_TRUE(result.ok()) << result.status();
    const ExactList exact(c);
    for (size_t at = 0; at < kCriterionCount; ++at) {
      const WeightStability& of = result->criteria[at];
      EXPECT_EQ(ListAt(exact, *result, at, of.weight, 1), result->list);
      const auto same = [&](const WeightBound& bound, int64_t beside) {
        const Wide numerator = Wide{bound.numerator} * kFine * 10'000 + beside;
        return ListAt(exact, *result, at, numerator, Wide{bound.denominator} * kFine * 10'000) ==
               result->list;
      };
      const bool is_whole = of.weight == kWeightSum;
      if (!is_whole || of.from.numerator > 0) {
        EXPECT_EQ(same(of.from, 0), of.from.included) << Name(of.criterion);
      }
      EXPECT_TRUE(of.weight == 0 || same(of.from, 1)) << Name(of.criterion);
      if (of.from.numerator > 0) {
        EXPECT_FALSE(same(of.from, -1)) << Name(of.criterion);
        ++ends;
      }
      if (of.to) {
        EXPECT_EQ(same(*of.to, 0), of.to->included) << Name(of.criterion);
        EXPECT_FALSE(same(*of.to, 1)) << Name(of.criterion);
        ++ends;
      } else {
        EXPECT_EQ(ListAt(exact, *result, at, Wide{1} << 60, 1), result->list);
      }
    }
  }
  std::cout << ends << " ends of exact intervals\n";
}

// Every weight in the first world, some of them in the others: `./dev floors answers` sweeps more.
TEST(StabilityTest, AppliedWeightsAgreeWithRankingAgainForEveryWeight) {
  const int32_t count = SeedGiven() ? 1 : 40 * LongFactor();
  int64_t swept = 0;
  int32_t swaps = 0;
  for (int32_t i = 0; i < count && !HasFailure(); ++i) {
    const StabilityCase c = MakeStabilityCase(i);
    SCOPED_TRACE(Reproduce(c.seed));
    const auto engine = EngineOver(WorldUniverse(), c.world.mentees, c.world.vacancies);
    const auto result = engine->AnalyzeStability(c.mentee(), c.options);
    ASSERT_TRUE(result.ok()) << result.status();
    const auto list_with = [&](size_t at, int64_t weight, int32_t limit) {
      std::array<int64_t, kCriterionCount> weights{};
      for (size_t k = 0; k < kCriterionCount; ++k) weights[k] = result->criteria[k].weight;
      weights[at] = weight;
      MatchOptions options = c.options;
      options.limit = limit;
      options.overrides.weights.clear();
      for (size_t k = 0; k < kCriterionCount; ++k) {
        options.overrides.weights.emplace_back(static_cast<CriterionKey>(k), weights[k]);
      }
      const auto ranked = engine->RankVacancies(c.mentee(), options);
      EXPECT_TRUE(ranked.ok()) << ranked.status();
      std::vector<VacancyId> list;
      for (const Match& match : ranked->matches) list.push_back(match.vacancy);
      return list;
    };
    const int32_t limit = c.options.limit;
    for (size_t at = 0; at < kCriterionCount; ++at) {
      const WeightStability& of = result->criteria[at];
      SCOPED_TRACE(Name(of.criterion));
      EXPECT_LE(of.least, of.weight);
      EXPECT_GE(of.most, of.weight);
      EXPECT_EQ(of.above.has_value(), of.most < StabilityResult::kMostWeight);
      const int64_t step = i < 1 ? 1 : 97;
      const int64_t end = std::min<int64_t>(of.most, 10'000);
      for (int64_t weight = of.least; weight <= end; weight += step) {
        if (weight == 0 && of.weight == kWeightSum) continue;
        ++swept;
        ASSERT_EQ(list_with(at, weight, limit), result->list) << weight;
      }
      ASSERT_EQ(list_with(at, of.most, limit), result->list);
      for (const auto& [swap, weight] :
           {std::pair(of.below, of.least - 1), std::pair(of.above, of.most + 1)}) {
        if (!swap) continue;
        ++swaps;
        ASSERT_NE(list_with(at, weight, limit), result->list) << weight;
        const auto list = list_with(at, weight, 1000);
        const auto up = std::find(list.begin(), list.end(), swap->up);
        const auto down = std::find(list.begin(), list.end(), swap->down);
        EXPECT_TRUE(up < down) << swap->up.value << " before " << swap->down.value;
      }
    }
  }
  std::cout << swept << " lists inside applied intervals, " << swaps << " swaps\n";
  if (!SeedGiven()) {
    EXPECT_GT(swaps, 100);
  }
}

TEST(StabilityTest, TheNearestSwapIsTheLeastChangeOfAll) {
  for (int32_t i = 0; i < 100; ++i) {
    const StabilityCase c = MakeStabilityCase(i);
    SCOPED_TRACE(Reproduce(c.seed));
    const auto engine = EngineOver(WorldUniverse(), c.world.mentees, c.world.vacancies);
    const auto result = engine->AnalyzeStability(c.mentee(), c.options);
    ASSERT_TRUE(result.ok()) << result.status();
    std::optional<int64_t> least;
    for (const WeightStability& of : result->criteria) {
      if (of.below) least = std::min(least.value_or(1 << 30), of.weight - of.least + 1);
      if (of.above) least = std::min(least.value_or(1 << 30), of.most + 1 - of.weight);
    }
    EXPECT_EQ(result->nearest.has_value(), least.has_value());
    if (!result->nearest) continue;
    const WeightStability& of = result->criteria[Index(*result->nearest)];
    EXPECT_EQ(result->nearest_is_above ? of.most + 1 - of.weight : of.weight - of.least + 1,
              *least);
  }
}

}  // namespace
}  // namespace passung
