// ExplainAbsence against the oracle: places, what bars each combination, points missing; and what is
// named as a change was tried by ranking again.

#include <gtest/gtest.h>

#include <iostream>
#include <string>

#include "tests/properties/compare.h"

namespace passung {
namespace {

struct AbsenceCase {
  uint64_t seed = 0;
  RandomWorld world;
  MatchOptions options;

  const Mentee& mentee() const { return world.mentees.front(); }
};

AbsenceCase MakeAbsenceCase(int32_t number) {
  AbsenceCase c;
  c.seed = BaseSeed() + static_cast<uint64_t>(number);
  RandomSource random(c.seed);
  c.world = MakeRandomWorld(random, {.mentees = 1, .vacancies = random.Between(3, 14)});
  c.options = RandomMatchOptions(random);
  c.options.classes.clear();
  c.options.limit = random.Between(1, 4);
  return c;
}

// The vacancies that the oracle ranks, in order; with closed ones where asked for.
std::vector<oracle::Hit> Ranked(const AbsenceCase& c, bool with_closed) {
  MatchOptions options = c.options;
  options.limit = 1000;
  if (with_closed) {
    options.classes = {HitClass::kOpen, HitClass::kLater, HitClass::kUnclear, HitClass::kClosed};
  }
  const oracle::Oracle judge(WorldUniverse().known, options);
  return judge.RankVacancies(c.mentee(), c.world.vacancies).hits;
}

int64_t Before(const std::vector<oracle::Hit>& hits, const Match& match) {
  return std::count_if(hits.begin(), hits.end(), [&](const oracle::Hit& hit) {
    const int32_t score = hit.judgement.score;
    return score > match.score || (score == match.score && hit.vacancy.value < match.vacancy.value);
  });
}

int32_t MissingPoints(std::vector<oracle::Hit> others, const Match& match, int32_t places) {
  std::erase_if(others, [&](const oracle::Hit& hit) { return hit.vacancy == match.vacancy; });
  if (others.size() < static_cast<size_t>(places)) return 0;
  const oracle::Hit& last = others[static_cast<size_t>(places) - 1];
  const int32_t tie = match.vacancy.value < last.vacancy.value ? 0 : 1;
  return std::max(0, last.judgement.score + tie - match.score);
}

void ExpectCombinationsAsJudged(const AbsenceCase& c, const Vacancy& vacancy,
                                const AbsenceResult& result) {
  const oracle::Oracle judge(WorldUniverse().known, c.options);
  const auto judgements = judge.JudgeAll(c.mentee(), vacancy);
  ASSERT_EQ(result.combinations.size(), judgements.size());
  int32_t counting = 0;
  for (size_t i = 0; i < judgements.size(); ++i) {
    const CombinationStanding& standing = result.combinations[i];
    EXPECT_EQ(standing.score, judgements[i].score);
    EXPECT_EQ(standing.hit_class, judgements[i].hit_class);
    EXPECT_EQ(standing.occupation_index, judgements[i].combination.occupation_index);
    EXPECT_EQ(standing.place_index, judgements[i].combination.place_index);
    std::vector<RuleKey> blocking;
    for (size_t r = 0; r < kRuleCount; ++r) {
      const auto& outcome = judgements[i].outcomes[r];
      const bool enforced = judge.profile().switches[r] == RuleSwitch::kEnforce;
      if (enforced && outcome->verdict == Verdict::kFail) {
        blocking.push_back(static_cast<RuleKey>(r));
      }
    }
    std::vector<RuleKey> named;
    for (const RuleOutcome& outcome : standing.blocking) named.push_back(outcome.rule);
    EXPECT_EQ(named, blocking);
    if (!standing.counts) continue;
    ++counting;
    EXPECT_EQ(standing.score, result.match.score);
  }
  EXPECT_EQ(counting, 1);
}

// Ranks again with the weights that were named.
void ExpectWeightsToDo(const Engine& engine, const AbsenceCase& c, const AbsenceResult& result) {
  MatchOptions options = c.options;
  options.overrides.weights.clear();
  int32_t sum = 0;
  for (size_t i = 0; i < kCriterionCount; ++i) {
    options.overrides.weights.emplace_back(static_cast<CriterionKey>(i), result.weights.weights[i]);
    sum += result.weights.weights[i];
  }
  EXPECT_EQ(sum, kWeightSum);
  EXPECT_LE(result.weights.place, c.options.limit);
  const auto ranked = engine.RankVacancies(c.mentee(), options);
  ASSERT_TRUE(ranked.ok()) << ranked.status();
  ASSERT_GE(ranked->matches.size(), static_cast<size_t>(result.weights.place));
  EXPECT_EQ(ranked->matches[static_cast<size_t>(result.weights.place) - 1].vacancy,
            result.match.vacancy);
  for (size_t i = 0; i < kCriterionCount; ++i) {
    EXPECT_EQ(ranked->versions.weights[i], result.weights.weights[i]);
  }
}

// Takes the steps that were named, one after the other, and ranks again.
void ExpectStepsToDo(const Engine& engine, const AbsenceCase& c, const AbsenceResult& result) {
  Mentee after = c.mentee();
  for (const PricedStep& priced : result.facts.steps) {
    after = AfterStep(after, priced.step, c.options.as_of);
  }
  EXPECT_LE(result.facts_place, c.options.limit);
  const auto ranked = engine.RankVacancies(after, c.options);
  ASSERT_TRUE(ranked.ok()) << ranked.status();
  ASSERT_GE(ranked->matches.size(), static_cast<size_t>(result.facts_place));
  EXPECT_EQ(ranked->matches[static_cast<size_t>(result.facts_place) - 1].vacancy,
            result.match.vacancy);
}

TEST(WhyNotTest, PlacesRulesAndWeightsAreThoseOfTheOracleAndOfRankingAgain) {
  const int32_t count = SeedGiven() ? 1 : 500 * LongFactor();
  int32_t changes = 0;
  int32_t closed = 0;
  int32_t plans = 0;
  int32_t sets = 0;
  for (int32_t i = 0; i < count && !HasFailure(); ++i) {
    const AbsenceCase c = MakeAbsenceCase(i);
    SCOPED_TRACE(Reproduce(c.seed));
    const auto engine = EngineOver(WorldUniverse(), c.world.mentees, c.world.vacancies);
    const auto listed = Ranked(c, false);
    const auto all = Ranked(c, true);
    for (size_t v = 0; v < c.world.vacancies.size() && v < 4; ++v) {
      const Vacancy& vacancy = c.world.vacancies[v];
      if (vacancy.kind == VacancyKind::kSelfEmployed) continue;
      const auto result = engine->ExplainAbsence(c.mentee(), vacancy.id, c.options);
      ASSERT_TRUE(result.ok()) << result.status();
      const auto pair = engine->ExplainMatch(c.mentee(), vacancy, c.options);
      ASSERT_TRUE(pair.ok()) << pair.status();
      EXPECT_TRUE(pair->match == result->match);
      EXPECT_EQ(result->listed, static_cast<int64_t>(listed.size()));
      EXPECT_EQ(result->all, static_cast<int64_t>(all.size()));
      EXPECT_EQ(result->place, 1 + Before(listed, result->match));
      EXPECT_EQ(result->rank_of_all, 1 + Before(all, result->match));
      EXPECT_EQ(result->points_missing, MissingPoints(listed, result->match, c.options.limit));
      ExpectCombinationsAsJudged(c, vacancy, *result);
      const bool is_closed = result->match.hit_class == HitClass::kClosed;
      closed += is_closed ? 1 : 0;
      EXPECT_EQ(result->is_listed, !is_closed && result->place <= c.options.limit);
      EXPECT_EQ(result->weights.outcome == WeightOutcome::kBarred, is_closed);
      EXPECT_EQ(result->weights.outcome == WeightOutcome::kNotNeeded, result->is_listed);
      EXPECT_EQ(result->facts.outcome == PlanOutcome::kNotNeeded, result->is_listed);
      if (result->facts.outcome == PlanOutcome::kFound) {
        ++plans;
        sets += result->facts.steps.size() > 1 ? 1 : 0;
        ExpectStepsToDo(*engine, c, *result);
      }
      if (result->weights.outcome != WeightOutcome::kFound) continue;
      ++changes;
      ExpectWeightsToDo(*engine, c, *result);
    }
  }
  std::cout << changes << " changes of weights and " << plans << " of facts (" << sets
            << " of more than one step), each tried by ranking again; " << closed
            << " closed vacancies\n";
  if (!SeedGiven()) {
    EXPECT_GT(changes, 300);
  }
}

TEST(WhyNotTest, ItRefusesWhatItCannotAnswer) {
  const AbsenceCase c = MakeAbsenceCase(1);
  const auto engine = EngineOver(WorldUniverse(), c.world.mentees, c.world.vacancies);
  MatchOptions options = c.options;
  EXPECT_EQ(engine->ExplainAbsence(c.mentee(), {"nobody"}, options).status().code(),
            absl::StatusCode::kNotFound);
  options.classes = {HitClass::kOpen};
  EXPECT_EQ(engine->ExplainAbsence(c.mentee(), {"nobody"}, options).status().message(),
            "classes: must be empty where a list is analysed");
  options.classes.clear();
  options.filter.kinds = {VacancyKind::kJob};
  EXPECT_EQ(engine->ExplainAbsence(c.mentee(), {"nobody"}, options).status().code(),
            absl::StatusCode::kInvalidArgument);
  options.filter = {};
  options.limit = 0;
  EXPECT_EQ(engine->ExplainAbsence(c.mentee(), {"nobody"}, options).status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Engine().ExplainAbsence(c.mentee(), {"nobody"}, c.options).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

}  // namespace
}  // namespace passung
