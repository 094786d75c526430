#include "passung/engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/builders.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using ::testing::HasSubstr;

std::shared_ptr<const Snapshot> SnapshotOf(std::vector<Vacancy> vacancies,
                                           std::vector<Mentee> mentees = {}) {
  auto snapshot = BuildSnapshot({.knowledge = Knowledge::BuiltIn(),
                                 .mentees = std::move(mentees),
                                 .vacancies = std::move(vacancies),
                                 .revision = 7});
  EXPECT_THAT(snapshot, IsOk());
  return *std::move(snapshot);
}

MatchOptions Options() { return {.as_of = StoryDay(), .profile = *ShippedProfile("default")}; }
Vacancy Opening(absl::string_view id) { return StoryVacancy(id).Of("29302").In("14612"); }

TEST(EngineTest, BeforeTheFirstSnapshotEveryQuestionIsRefused) {
  const Engine engine;
  EXPECT_THAT(engine.RankVacancies(StoryMentee("m"), Options()),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("snapshot")));
}

TEST(EngineTest, TiesAreBrokenByIdAsBytes) {
  Engine engine;
  engine.Publish(
      SnapshotOf({Opening("b"), Opening("a"), Opening("B"), Opening("a10"), Opening("a2")}));
  const auto result = engine.RankVacancies(StoryMentee("m"), Options());
  ASSERT_THAT(result, IsOk());
  std::vector<std::string> ids;
  for (const Match& match : result->matches) ids.push_back(match.vacancy.value);
  EXPECT_THAT(ids, testing::ElementsAre("B", "a", "a10", "a2", "b"));
}

TEST(EngineTest, TheLimitCutsTheListButNotTheCounts) {
  Engine engine;
  engine.Publish(SnapshotOf(
      {Opening("a"), Opening("b"), Opening("c"), StoryVacancy("d").Of("29302").Closed()}));
  MatchOptions options = Options();
  options.limit = 1;
  const auto result = engine.RankVacancies(StoryMentee("m").In("14612"), options);
  ASSERT_THAT(result, IsOk());
  EXPECT_EQ(result->matches.size(), 1u);
  EXPECT_EQ(result->summary.listed, 3);
  EXPECT_EQ(result->summary.closed, 1);
  EXPECT_EQ(result->summary.dropped_by_rule[Index(RuleKey::kVacancyOpen)], 1);
}

TEST(EngineTest, ClosedHitsComeOnlyOnRequest) {
  Engine engine;
  engine.Publish(SnapshotOf({StoryVacancy("d").Of("29302").In("14612").Closed()}));
  EXPECT_TRUE(engine.RankVacancies(StoryMentee("m"), Options())->matches.empty());
  MatchOptions options = Options();
  options.classes = {HitClass::kClosed};
  const auto result = engine.RankVacancies(StoryMentee("m"), options);
  ASSERT_EQ(result->matches.size(), 1u);
  EXPECT_EQ(result->matches[0].hit_class, HitClass::kClosed);
}

TEST(EngineTest, AnAnswerNamesEverythingItWasMadeFrom) {
  Engine engine;
  const auto snapshot = SnapshotOf({Opening("a")});
  engine.Publish(snapshot);
  MatchOptions options = Options();
  options.overrides.weights = {{CriterionKey::kStartFit, 0}};
  options.overrides.switches = {{RuleKey::kReach, RuleSwitch::kOff}};
  const auto result = engine.RankVacancies(StoryMentee("m"), options);
  ASSERT_THAT(result, IsOk());
  const VersionsUsed& used = result->versions;
  EXPECT_EQ(used.snapshot_digest, snapshot->digest());
  EXPECT_EQ(used.snapshot_digest.size(), 32u);
  EXPECT_EQ(used.snapshot_revision, 7);
  EXPECT_EQ(used.profile_id, "default");
  EXPECT_EQ(used.profile_digest.size(), 32u);
  EXPECT_EQ(used.as_of, StoryDay());
  EXPECT_EQ(used.weights[Index(CriterionKey::kStartFit)], 0);
  EXPECT_EQ(used.switches[Index(RuleKey::kReach)], RuleSwitch::kOff);
  EXPECT_EQ(result->matches[0].contributions.size(), 8u) << "weight 0 appears nowhere";
  EXPECT_EQ(result->matches[0].outcomes.size(), 13u) << "a rule switched off is not judged";
}

TEST(EngineTest, OptionsOutOfRangeAreNamed) {
  Engine engine;
  engine.Publish(SnapshotOf({Opening("a")}));
  MatchOptions options = Options();
  options.limit = 0;
  EXPECT_THAT(engine.RankVacancies(StoryMentee("m"), options),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("limit: 0")));
  options.limit = 1001;
  EXPECT_THAT(engine.RankVacancies(StoryMentee("m"), options),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("1000")));
  options = Options();
  options.threads = 65;
  EXPECT_THAT(engine.RankVacancies(StoryMentee("m"), options),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("threads: 65")));
  options = Options();
  options.overrides.weights = {{CriterionKey::kStartFit, -1}};
  EXPECT_THAT(engine.RankVacancies(StoryMentee("m"), options),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("weights.start_fit: -1")));
}

TEST(EngineTest, AFaultyMenteeIsNamedByFieldAndTheEngineGoesOn) {
  Engine engine;
  engine.Publish(SnapshotOf({Opening("a")}));
  const Mentee faulty = StoryMentee("m").Change([](Mentee& m) { m.facts.max_travel_minutes = -5; });
  EXPECT_THAT(engine.RankVacancies(faulty, Options()),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("max_travel_minutes")));
  EXPECT_THAT(engine.RankVacancies(StoryMentee("m"), Options()), IsOk());
}

TEST(EngineTest, SelfEmploymentIsKeptButNeverRanked) {
  Engine engine;
  const Vacancy own = StoryVacancy("own").Of("29302").Kind(VacancyKind::kSelfEmployed);
  engine.Publish(SnapshotOf({own, Opening("a")}, {StoryMentee("m")}));
  EXPECT_NE(engine.Current()->FindVacancy({"own"}), nullptr);
  EXPECT_EQ(engine.RankVacancies(StoryMentee("m"), Options())->matches.size(), 1u);
  EXPECT_THAT(engine.RankMentees(own, Options()),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("self_employed")));
  EXPECT_THAT(engine.ExplainMatch(StoryMentee("m"), own, Options()),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("self_employed")));
}

TEST(SnapshotTest, AnIdThatComesTwiceIsRefused) {
  EXPECT_THAT(
      BuildSnapshot({.knowledge = Knowledge::BuiltIn(), .vacancies = {Opening("a"), Opening("a")}}),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("\"a\" comes twice")));
}

TEST(SnapshotTest, OfManyFaultyRowsTheFirstIsNamedByAnyNumberOfThreads) {
  for (const int threads : {0, 1, 3}) {
    SnapshotInput input{.knowledge = Knowledge::BuiltIn(), .threads = threads};
    for (int i = 30'000; i > 0; --i) input.vacancies.push_back(Opening("v" + std::to_string(i)));
    for (const size_t faulty : {20'001U, 9'000U, 29'999U}) input.vacancies[faulty].openings = 0;
    EXPECT_THAT(BuildSnapshot(std::move(input)),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         HasSubstr("vacancy \"v21000\": openings \"0\"")))
        << threads;
  }
}

TEST(SnapshotTest, OfManyFaultyRowsInTheOrderOfTheirIdsTheFirstIsNamed) {
  for (const int threads : {0, 1, 3}) {
    SnapshotInput input{.knowledge = Knowledge::BuiltIn(), .threads = threads};
    for (int i = 0; i < 30'000; ++i) {
      input.vacancies.push_back(Opening("v" + std::to_string(100'000 + i)));
    }
    for (const size_t faulty : {20'001U, 9'999U, 29'999U, 10'000U}) {
      input.vacancies[faulty].openings = 0;
    }
    EXPECT_THAT(BuildSnapshot(std::move(input)),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         HasSubstr("vacancy \"v109999\": openings \"0\"")))
        << threads;
  }
}

TEST(SnapshotTest, AFaultyVacancyIsNamedBeforeAFaultyMentee) {
  for (const bool in_order : {true, false}) {
    SnapshotInput input{.knowledge = Knowledge::BuiltIn(),
                        .mentees = {StoryMentee("")},
                        .vacancies = {Opening(in_order ? "a" : "c"), Opening("b")}};
    input.vacancies.back().openings = 0;
    EXPECT_THAT(BuildSnapshot(std::move(input)),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("vacancy \"b\"")));
  }
}

TEST(SnapshotTest, TheDigestKnowsContentNotOrderNorRevision) {
  const auto one = SnapshotOf({Opening("a"), Opening("b")}, {StoryMentee("m")});
  const auto other = *BuildSnapshot({.knowledge = Knowledge::BuiltIn(),
                                     .mentees = {StoryMentee("m")},
                                     .vacancies = {Opening("b"), Opening("a")},
                                     .revision = 99});
  EXPECT_EQ(one->digest(), other->digest());
  EXPECT_NE(one->digest(), SnapshotOf({Opening("a")}, {StoryMentee("m")})->digest());
}

}  // namespace
}  // namespace passung
