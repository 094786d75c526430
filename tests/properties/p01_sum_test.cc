// Property 1: contributions add up to the score exactly, for every hit, in both directions.

#include <gtest/gtest.h>

#include <iostream>

#include "tests/properties/compare.h"

namespace passung {
namespace {

void ExpectContributionsAddUp(const Match& match) {
  int64_t sum = 0;
  int64_t weights = 0;
  for (const Contribution& c : match.contributions) {
    EXPECT_GE(c.points, 0);
    EXPECT_LE(c.points, kMaxPoints);
    EXPECT_EQ(c.points * c.weight, c.contribution);
    EXPECT_GT(c.weight, 0);
    sum += c.contribution;
    weights += c.weight;
  }
  EXPECT_EQ(sum, match.score);
  EXPECT_EQ(weights, kWeightSum);
}

TEST(SumTest, ContributionsAddUpToTheScoreInBothDirections) {
  const int32_t count = SeedGiven() ? 1 : 200 * LongFactor();
  int64_t hits = 0;
  for (int32_t i = 0; i < count && !HasFailure(); ++i) {
    RandomSource random(BaseSeed() + static_cast<uint64_t>(i));
    SCOPED_TRACE(Reproduce(BaseSeed() + static_cast<uint64_t>(i)));
    const RandomWorld world = MakeRandomWorld(random, {.mentees = 3, .vacancies = 8});
    const auto engine = EngineOver(WorldUniverse(), world.mentees, world.vacancies);
    MatchOptions options = RandomSearchOptions(random);
    options.limit = 1000;
    for (const Mentee& mentee : world.mentees) {
      const auto result = engine->RankVacancies(mentee, options);
      ASSERT_TRUE(result.ok()) << result.status();
      for (const Match& match : result->matches) ExpectContributionsAddUp(match);
      hits += static_cast<int64_t>(result->matches.size());
    }
    options.filter = {};
    for (const Vacancy& vacancy : world.vacancies) {
      if (vacancy.kind == VacancyKind::kSelfEmployed) continue;
      const auto result = engine->RankMentees(vacancy, options);
      ASSERT_TRUE(result.ok()) << result.status();
      for (const Match& match : result->matches) ExpectContributionsAddUp(match);
      hits += static_cast<int64_t>(result->matches.size());
    }
  }
  std::cout << count << " random worlds, " << hits << " hits\n";
}

}  // namespace
}  // namespace passung
