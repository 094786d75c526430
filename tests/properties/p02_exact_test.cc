// Property 2: the top k equals sorting all scores of the oracle, with every contribution, verdict,
// day, step, flag, interval and count, in both directions and for a pair.

#include <gtest/gtest.h>

#include <array>
#include <iostream>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tests/properties/compare.h"
#include "tests/support/oracle_interval.h"

namespace passung {
namespace {

struct Tally {
  int64_t worlds = 0;
  int64_t pairs = 0;
  int64_t hits = 0;
  std::array<std::array<int64_t, 4>, kRuleCount> verdicts{};  // [rule][verdict]
};

void CountVerdicts(const Match& match, Tally& tally) {
  for (const RuleOutcome& outcome : match.outcomes) {
    ++tally.verdicts[Index(outcome.rule)][Index(outcome.verdict)];
  }
}

// A comparison is worth what it has seen: every verdict that a rule can give.
void ExpectEveryVerdictSeen(const Tally& tally) {
  for (size_t r = 0; r < kRuleCount; ++r) {
    const auto rule = static_cast<RuleKey>(r);
    for (size_t v = 0; v < 4; ++v) {
      const auto verdict = static_cast<Verdict>(v);
      // Dates of the vacancy and undated facts know no later day; the vacancy's days are no riddle.
      if (verdict == Verdict::kPassAfter &&
          (rule == RuleKey::kStartWindow || rule == RuleKey::kExcludedByPerson)) {
        continue;
      }
      if (verdict == Verdict::kUnknown && rule == RuleKey::kVacancyOpen) continue;
      EXPECT_GT(tally.verdicts[r][v], 0) << Name(rule) << " never " << Name(verdict);
    }
  }
}

class Comparison {
 public:
  Comparison(const Universe& universe, const RandomWorld& world, const MatchOptions& options,
             uint64_t seed)
      : universe_(universe),
        world_(world),
        options_(options),
        seed_(seed),
        judge_(universe.known, options),
        engine_(EngineOver(universe, world.mentees, world.vacancies)) {}

  void RankVacanciesFor(const Mentee& mentee, const MatchFilter& filter, Tally& tally) {
    MatchOptions options = options_;
    options.filter = filter;
    const auto result = engine_->RankVacancies(mentee, options);
    ASSERT_TRUE(result.ok()) << result.status() << "\n" << Reproduce(seed_);
    const oracle::Oracle judge(universe_.known, options);
    Check(*result, judge.RankVacancies(mentee, world_.vacancies), tally);
    // Without the summary the engine does not look at every row: another way to the same hits.
    MatchOptions hits_only = options;
    hits_only.summary = false;
    const auto found = engine_->RankVacancies(mentee, hits_only);
    ASSERT_TRUE(found.ok()) << found.status() << "\n" << Reproduce(seed_);
    EXPECT_TRUE(found->matches == result->matches) << Reproduce(seed_);
    EXPECT_EQ(found->summary, Summary()) << Reproduce(seed_);
    tally.pairs += static_cast<int64_t>(world_.vacancies.size());
  }

  void RankMenteesFor(const Vacancy& vacancy, Tally& tally) {
    const auto result = engine_->RankMentees(vacancy, options_);
    const auto expected = judge_.RankMentees(vacancy, world_.mentees);
    if (vacancy.kind == VacancyKind::kSelfEmployed && !result.ok()) return;
    ASSERT_TRUE(result.ok()) << result.status() << "\n" << Reproduce(seed_);
    Check(*result, expected, tally);
    MatchOptions hits_only = options_;
    hits_only.summary = false;
    const auto found = engine_->RankMentees(vacancy, hits_only);
    ASSERT_TRUE(found.ok()) << found.status() << "\n" << Reproduce(seed_);
    EXPECT_TRUE(found->matches == result->matches) << Reproduce(seed_);
    EXPECT_EQ(found->summary, Summary()) << Reproduce(seed_);
    tally.pairs += static_cast<int64_t>(world_.mentees.size());
  }

  void Explain(const Mentee& mentee, const Vacancy& vacancy, Tally& tally) {
    const auto expected = judge_.JudgePair(mentee, vacancy);
    if (!expected) return;
    const auto result = engine_->ExplainMatch(mentee, vacancy, options_);
    ASSERT_TRUE(result.ok()) << result.status() << "\n" << Reproduce(seed_);
    CheckHit(result->match, *expected);
    ++tally.pairs;
  }

 private:
  const Mentee& Person(const std::string& id) const {
    for (const Mentee& m : world_.mentees) {
      if (m.id.value == id) return m;
    }
    return world_.mentees.front();
  }
  const Vacancy& Job(const std::string& id) const {
    for (const Vacancy& v : world_.vacancies) {
      if (v.id.value == id) return v;
    }
    return world_.vacancies.front();
  }

  void Check(const RankResult& result, const oracle::Ranking& expected, Tally& tally) {
    EXPECT_EQ("", absl::StrJoin(Differences(result.summary, expected.summary), "\n"))
        << Reproduce(seed_);
    EXPECT_EQ(expected.hits.size(), result.matches.size()) << Reproduce(seed_);
    for (size_t i = 0; i < result.matches.size() && i < expected.hits.size(); ++i) {
      ++tally.hits;
      CountVerdicts(result.matches[i], tally);
      if (!CheckHit(result.matches[i], expected.hits[i])) return;
    }
  }

  bool CheckHit(const Match& match, const oracle::Hit& hit) {
    const Mentee& person = Person(hit.mentee.value);
    const ScoreInterval interval = oracle::IntervalOf(judge_, person, hit.judgement);
    const auto lines = Differences(match, hit, judge_, interval);
    EXPECT_TRUE(lines.empty()) << "profile " << options_.profile.id
                               << (options_.frozen ? " frozen" : "") << " combination "
                               << hit.judgement.combination.occupation_index << "/"
                               << hit.judgement.combination.place_index << "\n"
                               << Describe(person) << "\n"
                               << Describe(Job(hit.vacancy.value)) << "\n"
                               << absl::StrJoin(lines, "\n") << "\n"
                               << Reproduce(seed_);
    return lines.empty();
  }

  const Universe& universe_;
  const RandomWorld& world_;
  MatchOptions options_;
  uint64_t seed_;
  oracle::Oracle judge_;
  std::unique_ptr<Engine> engine_;
};

void CompareWorld(const Universe& universe, uint64_t seed, Tally& tally) {
  RandomSource random(seed);
  RandomWorldOptions size;
  size.mentees = random.Between(1, 4);
  size.vacancies = random.Between(5, 20);
  size.unknown_percent = random.Pick<int32_t>({0, 10, 25, 60});
  const RandomWorld world = MakeRandomWorld(random, size);
  MatchOptions options = RandomSearchOptions(random);
  const MatchFilter filter = std::exchange(options.filter, {});
  Comparison comparison(universe, world, options, seed);
  const Mentee& mentee = random.Pick(world.mentees);
  comparison.RankVacanciesFor(mentee, {}, tally);
  if (!filter.empty()) comparison.RankVacanciesFor(mentee, filter, tally);
  comparison.RankMenteesFor(random.Pick(world.vacancies), tally);
  comparison.Explain(random.Pick(world.mentees), random.Pick(world.vacancies), tally);
  ++tally.worlds;
}

Tally CompareWorlds(const Universe& universe, int32_t count) {
  Tally tally;
  if (SeedGiven()) count = 1;
  for (int32_t i = 0; i < count && !testing::Test::HasFailure(); ++i) {
    CompareWorld(universe, BaseSeed() + static_cast<uint64_t>(i), tally);
  }
  std::cout << "engine and oracle agree on " << tally.worlds << " random worlds, " << tally.pairs
            << " pairs, " << tally.hits << " hits\n";
  return tally;
}

TEST(ExactTest, TopKEqualsSortingAllScoresOfTheOracle) {
  const Tally tally = CompareWorlds(WorldUniverse(), 2000 * LongFactor());
  if (!SeedGiven() && !HasFailure()) ExpectEveryVerdictSeen(tally);
}

TEST(ExactTest, TopKEqualsTheOraclesWithAnOperatorsDistrictMatrix) {
  CompareWorlds(MatrixUniverse(), 600 * LongFactor());
}

TEST(ExactTest, TopKEqualsTheOraclesWithoutAnImportedClassification) {
  CompareWorlds(BuiltInUniverse(), 20 * LongFactor());
}

}  // namespace
}  // namespace passung
