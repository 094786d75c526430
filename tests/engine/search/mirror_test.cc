// The mirror that looks at little against the one that judges everybody.

#include "engine/search/mirror.h"

#include <gtest/gtest.h>

#include <array>

#include "engine/rules/registry.h"
#include "engine/search/mentee_search.h"
#include "passung/snapshot_writer.h"
#include "tests/engine/search/hits.h"
#include "tests/support/random_world.h"

namespace passung {
namespace {

// A world of many ties, every third of whose mentees is put (again, or anew) later.
std::shared_ptr<const Snapshot> SnapshotOf(const RandomWorld& world, bool with_later) {
  const auto knowledge = Knowledge::Create({}, WorldClassification()).value();
  SnapshotInput input = {.knowledge = knowledge};
  WriteBatch later;
  for (size_t i = 0; i < world.mentees.size(); ++i) {
    if (with_later && i % 3 == 0) later.upsert_mentees.push_back(world.mentees[i]);
    if (!with_later || i % 6 != 0) input.mentees.push_back(world.mentees[i]);
  }
  if (with_later) later.delete_mentees.push_back(world.mentees[1].id);
  auto writer = SnapshotWriter::Create(std::move(input)).value();
  return writer->Apply(later, 2).value();
}

// Asks both, and returns the number of hits.
int64_t Compare(const Snapshot& snapshot, const Vacancy& vacancy, const MatchOptions& options,
                const SearchOptions& search) {
  const SnapshotImpl& impl = SnapshotImpl::From(snapshot);
  const AppliedProfile applied = *Apply(options.profile, options.overrides);
  const SingleVacancy single(vacancy, impl.knowledge_impl());
  const Query query{impl.knowledge_impl(), applied, options.as_of, single.columns.dictionaries,
                    options.frozen};
  const auto found = SearchMenteesBestFirst(query, single, impl, search);
  const auto expected = SearchEveryMentee(query, single, impl, search).hits;
  ExpectSameHits(found, expected);
  for (size_t i = 0; i < found.size() && !testing::Test::HasFailure(); ++i) {
    EXPECT_EQ(found[i].hit_class, expected[i].hit_class) << "hit " << i;
  }
  return static_cast<int64_t>(found.size());
}

SearchOptions RandomSearch(RandomSource& random) {
  SearchOptions search{.limit = static_cast<size_t>(random.Pick<int32_t>({1, 3, 20, 1000}))};
  const int32_t classes = random.Pick<int32_t>({7, 7, 15, 1, 2, 4, 8});
  for (size_t i = 0; i < 4; ++i) search.classes[i] = (classes >> i & 1) != 0;
  return search;
}

TEST(MirrorTest, FindsWhatJudgingEverybodyFindsInWorldsOfManyTies) {
  int64_t hits = 0;
  for (uint64_t seed = 0; seed < 8; ++seed) {
    SCOPED_TRACE(seed);
    RandomSource random(300 + seed);
    const int32_t unknown = seed % 2 == 0 ? 25 : 5;
    const RandomWorld world =
        MakeRandomWorld(random, {.mentees = 1500, .vacancies = 25, .unknown_percent = unknown});
    const auto snapshot = SnapshotOf(world, seed % 4 >= 2);
    for (const Vacancy& vacancy : world.vacancies) {
      if (vacancy.kind == VacancyKind::kSelfEmployed) continue;
      const MatchOptions options = RandomMatchOptions(random);
      hits += Compare(*snapshot, vacancy, options, RandomSearch(random));
      if (HasFailure()) return;
    }
  }
  EXPECT_GT(hits, 1000);
}

TEST(MirrorTest, FindsTheSameWhicheverRuleAloneIsEnforced) {
  RandomSource random(320);
  const RandomWorld world = MakeRandomWorld(random, {.mentees = 600, .vacancies = 8});
  const auto snapshot = SnapshotOf(world, false);
  for (size_t enforced = 0; enforced < kRuleCount; ++enforced) {
    SCOPED_TRACE(Name(static_cast<RuleKey>(enforced)));
    for (const Vacancy& vacancy : world.vacancies) {
      if (vacancy.kind == VacancyKind::kSelfEmployed) continue;
      MatchOptions options = RandomMatchOptions(random);
      options.overrides.switches.clear();
      options.profile.switches.fill(RuleSwitch::kOff);
      options.profile.switches[enforced] = RuleSwitch::kEnforce;
      Compare(*snapshot, vacancy, options, {.limit = 40, .classes = {true, true, true, false}});
      Compare(*snapshot, vacancy, options, {.limit = 5, .classes = {false, true, false, true}});
      if (HasFailure()) return;
    }
  }
}

TEST(MirrorTest, FindsTheSameWhicheverCriterionAloneCounts) {
  RandomSource random(340);
  const RandomWorld world = MakeRandomWorld(random, {.mentees = 600, .vacancies = 8});
  const auto snapshot = SnapshotOf(world, false);
  for (size_t counts = 0; counts < kCriterionCount; ++counts) {
    SCOPED_TRACE(Name(static_cast<CriterionKey>(counts)));
    for (const Vacancy& vacancy : world.vacancies) {
      if (vacancy.kind == VacancyKind::kSelfEmployed) continue;
      MatchOptions options = RandomMatchOptions(random);
      options.overrides.weights.clear();
      options.profile.weights.fill(0);
      options.profile.weights[counts] = 1;
      Compare(*snapshot, vacancy, options, {.limit = 20, .classes = {true, true, true, true}});
      if (HasFailure()) return;
    }
  }
}

// What a question worked out is kept for the next ones: of other snapshots, days and profiles nothing
// may be taken for theirs, nor of other vacancies.
TEST(MirrorTest, FindsTheSameWhateverWasAskedBefore) {
  RandomSource random(350);
  std::vector<std::shared_ptr<const Snapshot>> snapshots;
  std::vector<Vacancy> vacancies;
  std::vector<MatchOptions> options;
  for (size_t i = 0; i < 2; ++i) {
    const RandomWorld world = MakeRandomWorld(random, {.mentees = 400, .vacancies = 12});
    snapshots.push_back(SnapshotOf(world, i == 1));
    vacancies.insert(vacancies.end(), world.vacancies.begin(), world.vacancies.end());
    options.push_back(RandomMatchOptions(random));
    options.push_back(options.back());
    options.back().as_of = options.back().as_of.PlusDays(60);
    options.push_back(options.back());
    options.back().profile.start_fit.unknown = 123 + static_cast<int32_t>(i);
    options.push_back(options.back());
    options.back().overrides.weights = {{CriterionKey::kStartFit, 4000}};
    options.push_back(options[options.size() - 2]);
    DistrictFitTable& ways = options.back().profile.district_fit;
    ways.unknown /= 2;
    for (int32_t& points : ways.relation) points /= 2;
    for (PointsStep& step : ways.minutes) step.points /= 2;
  }
  std::erase_if(vacancies, [](const Vacancy& v) { return v.kind == VacancyKind::kSelfEmployed; });
  for (int round = 0; round < 60; ++round) {
    SCOPED_TRACE(round);
    const auto& snapshot = snapshots[static_cast<size_t>(random.Below(2))];
    const MatchOptions& asked =
        options[static_cast<size_t>(random.Below(static_cast<int32_t>(options.size())))];
    const SearchOptions search = RandomSearch(random);
    for (int i = 0; i < 6; ++i) {
      const auto nth = static_cast<size_t>(random.Below(static_cast<int32_t>(vacancies.size())));
      Compare(*snapshot, vacancies[nth], asked, search);
      if (HasFailure()) return;
    }
  }
}

TEST(MirrorTest, LooksAtFewWhereManyPass) {
  RandomSource random(360);
  const RandomWorld world = MakeRandomWorld(random, {.mentees = 3000, .vacancies = 10});
  const auto snapshot = SnapshotOf(world, false);
  const SnapshotImpl& impl = SnapshotImpl::From(*snapshot);
  const AppliedProfile applied = *Apply(ShippedProfiles()[0], {});
  for (const Vacancy& vacancy : world.vacancies) {
    if (vacancy.kind == VacancyKind::kSelfEmployed) continue;
    const SingleVacancy single(vacancy, impl.knowledge_impl());
    const Query query{impl.knowledge_impl(), applied, WorldDay(), single.columns.dictionaries};
    const SearchOptions search{.limit = 5, .classes = {true, true, true, true}};
    MenteeSearchWork work;
    SearchMenteesBestFirst(query, single, impl, search, &work);
    EXPECT_LT(work.judged, 30);
    EXPECT_LT(work.scored, 600);
  }
}

TEST(MirrorTest, WhatARuleSaysOfAllItSaysOfEverybody) {
  std::array<int64_t, kRuleCount> decided{};
  for (uint64_t seed = 0; seed < 6; ++seed) {
    RandomSource random(380 + seed);
    const RandomWorld world = MakeRandomWorld(random, {.mentees = 60, .vacancies = 40});
    const auto knowledge = Knowledge::Create({}, WorldClassification()).value();
    for (const Vacancy& vacancy : world.vacancies) {
      if (vacancy.kind == VacancyKind::kSelfEmployed) continue;
      const MatchOptions options = RandomMatchOptions(random);
      const AppliedProfile applied = *Apply(options.profile, options.overrides);
      const SingleVacancy single(vacancy, KnowledgeImpl::From(*knowledge));
      const Query query{KnowledgeImpl::From(*knowledge), applied, options.as_of,
                        single.columns.dictionaries, options.frozen};
      for (const Rule* rule : AllRules()) {
        if (applied.profile.switches[Index(rule->key())] != RuleSwitch::kEnforce) continue;
        const uint32_t code = single.columns.CodeAt(rule->column(), 0);
        const std::optional<Verdict> verdict = rule->VerdictForAll(query, code);
        if (!verdict) continue;
        ++decided[Index(rule->key())];
        for (const Mentee& mentee : world.mentees) {
          ASSERT_EQ(JudgeAhead(query, Person(query, mentee), *rule, code).verdict, *verdict)
              << Name(rule->key());
        }
      }
    }
  }
  for (const RuleKey rule :
       {RuleKey::kRegulatedProfession, RuleKey::kSchoolCertificate, RuleKey::kLicenceRequired,
        RuleKey::kWorkingTimePossible, RuleKey::kStartWindow, RuleKey::kKindAndTrack,
        RuleKey::kVacancyOpen}) {
    EXPECT_GT(decided[Index(rule)], 0) << Name(rule);
  }
}

TEST(MirrorTest, LooksAtNobodyWhereARuleFailsEverybody) {
  RandomSource random(390);
  const RandomWorld world = MakeRandomWorld(random, {.mentees = 300, .vacancies = 1});
  const auto snapshot = SnapshotOf(world, false);
  const SnapshotImpl& impl = SnapshotImpl::From(*snapshot);
  AppliedProfile applied = *Apply(ShippedProfiles()[0], {});
  applied.profile.switches[Index(RuleKey::kKindAndTrack)] = RuleSwitch::kEnforce;
  Vacancy vacancy = world.vacancies[0];
  vacancy.kind = VacancyKind::kMinijob;
  const SingleVacancy single(vacancy, impl.knowledge_impl());
  const Query query{impl.knowledge_impl(), applied, WorldDay(), single.columns.dictionaries};
  MenteeSearchWork work;
  const SearchOptions search{.limit = 5, .classes = {true, true, true, false}};
  EXPECT_TRUE(SearchMenteesBestFirst(query, single, impl, search, &work).empty());
  EXPECT_EQ(work.bounded + work.scored + work.judged, 0);
}

}  // namespace
}  // namespace passung
