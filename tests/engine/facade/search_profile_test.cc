// What ProfileSearch says of a search: that it is the same search, and that its counts add up.

#include "passung/search_profile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "passung/engine.h"
#include "passung/snapshot_writer.h"
#include "tests/support/builders.h"
#include "tests/support/random_world.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Each look at it takes one tick longer than the one before: 1, 3, 6, 10 …
class FakeClock {
 public:
  NanosecondClock Function() {
    return [this] { return now_ += ++reads_; };
  }
  int64_t reads() const { return reads_; }

 private:
  int64_t now_ = 0;
  int64_t reads_ = 0;
};

struct Market {
  std::shared_ptr<const Snapshot> snapshot;
  std::vector<Mentee> mentees;
};

Market RandomMarket(RandomSource& random) {
  RandomWorld world =
      MakeRandomWorld(random, {.mentees = 10, .vacancies = 3000, .unknown_percent = 20});
  return {.snapshot = *BuildSnapshot({.knowledge = *Knowledge::Create({}, WorldClassification()),
                                      .vacancies = std::move(world.vacancies)}),
          .mentees = std::move(world.mentees)};
}

MatchOptions Unsummed(MatchOptions options) {
  options.summary = false;
  std::erase(options.classes, HitClass::kClosed);
  return options;
}

MatchOptions StoryOptions() {
  return {.as_of = StoryDay(), .profile = *ShippedProfile("default"), .summary = false};
}

// What holds of the counts of every search.
void ExpectConsistent(const SearchWork& work) {
  EXPECT_GE(work.nodes, work.jobs + work.ruled_out);
  EXPECT_GE(work.rows, work.scored);
  EXPECT_GE(work.scored, work.offered);
  EXPECT_GE(work.chunks, work.chunks_in_vain);
  EXPECT_GE(work.chunks, work.blocks) << "a block has at least a chunk, and is not opened in vain";
  EXPECT_GE(work.blocks, work.jobs);
  EXPECT_EQ(work.jobs == 0, work.blocks == 0 && work.chunks == 0);
}

void ExpectTight(const std::vector<OpenedChunk>& chunks, const SearchProfile& profile) {
  int32_t best = 0;
  for (const OpenedChunk& chunk : chunks) {
    EXPECT_LE(chunk.bound, profile.work.first_bound) << "the most promising is opened first";
    EXPECT_LE(chunk.best, chunk.bound);
    EXPECT_LE(chunk.best_listed, chunk.best);
    best = std::max(best, chunk.best_listed);
  }
  EXPECT_TRUE(profile.matches.empty() || best >= profile.matches[0].score);
}

TEST(SearchProfileTest, FindsWhatRankVacanciesFindsAndCountsWhatItOpens) {
  RandomSource random(1109);
  for (int w = 0; w < 4; ++w) {
    const Market market = RandomMarket(random);
    Engine engine;
    engine.Publish(market.snapshot);
    for (const Mentee& mentee : market.mentees) {
      const MatchOptions options = Unsummed(RandomSearchOptions(random));
      FakeClock clock;
      const auto profile = ProfileSearch(*market.snapshot, mentee, options, clock.Function());
      ASSERT_THAT(profile, IsOk());
      MatchOptions summed = options;
      summed.summary = true;
      const auto expected = engine.RankVacancies(mentee, summed);
      ASSERT_THAT(expected, IsOk());
      EXPECT_EQ(profile->matches, expected->matches);
      ExpectConsistent(profile->work);
      const auto chunks = MeasureBounds(*market.snapshot, mentee, options);
      ASSERT_THAT(chunks, IsOk());
      EXPECT_EQ(static_cast<int64_t>(chunks->size()), profile->work.chunks);
      ExpectTight(*chunks, *profile);
      if (HasFailure()) return;
    }
  }
}

TEST(SearchProfileTest, PhasesAreTheTimesBetweenFourLooksAtTheClock) {
  RandomSource random(4);
  const Market market = RandomMarket(random);
  FakeClock clock;
  const auto profile =
      ProfileSearch(*market.snapshot, market.mentees[0], StoryOptions(), clock.Function());
  ASSERT_THAT(profile, IsOk());
  EXPECT_EQ(clock.reads(), 4);
  EXPECT_EQ(profile->plan_ns, 2);
  EXPECT_EQ(profile->search_ns, 3);
  EXPECT_EQ(profile->explain_ns, 4);
  EXPECT_EQ(profile->total_ns(), 9);
}

TEST(SearchProfileTest, TheSameQuestionDoesTheSameWork) {
  RandomSource random(5);
  const Market market = RandomMarket(random);
  FakeClock clock;
  for (const Mentee& mentee : market.mentees) {
    const auto once = ProfileSearch(*market.snapshot, mentee, StoryOptions(), clock.Function());
    const auto again = ProfileSearch(*market.snapshot, mentee, StoryOptions(), clock.Function());
    EXPECT_EQ(once->work, again->work);
  }
}

TEST(SearchProfileTest, AnEmptyMarketIsNoWork) {
  const auto snapshot = *BuildSnapshot({.knowledge = Knowledge::BuiltIn()});
  FakeClock clock;
  const auto profile = ProfileSearch(*snapshot, StoryMentee("m"), StoryOptions(), clock.Function());
  ASSERT_THAT(profile, IsOk());
  EXPECT_THAT(profile->matches, IsEmpty());
  EXPECT_EQ(profile->work.rows, 0);
  EXPECT_EQ(profile->work.chunks, 0);
  EXPECT_THAT(*MeasureBounds(*snapshot, StoryMentee("m"), StoryOptions()), IsEmpty());
}

TEST(SearchProfileTest, WhereNothingPassesTheFilterAllIsOpenedInVain) {
  const Vacancy nurse = StoryVacancy("W").Of("81302").In("14612");
  const auto snapshot = *BuildSnapshot({.knowledge = Knowledge::BuiltIn(), .vacancies = {nurse}});
  MatchOptions options = StoryOptions();
  options.filter.employers = {{"nobody"}};
  FakeClock clock;
  const auto profile = ProfileSearch(*snapshot, StoryMentee("m"), options, clock.Function());
  ASSERT_THAT(profile, IsOk());
  EXPECT_THAT(profile->matches, IsEmpty());
  EXPECT_EQ(profile->work.offered, 0);
  EXPECT_EQ(profile->work.chunks, profile->work.chunks_in_vain);
}

TEST(SearchProfileTest, WhatWasDeletedIsNotWhatABoundIsMeasuredBy) {
  auto writer = SnapshotWriter::Create({.knowledge = Knowledge::BuiltIn(),
                                        .vacancies = {StoryVacancy("a").Of("29302").In("14612"),
                                                      StoryVacancy("b").Of("29302").In("14612")}});
  ASSERT_THAT(writer, IsOk());
  const Mentee cook = StoryMentee("m").In("14612").Wishes("29302");
  const auto before = *MeasureBounds(*(*writer)->current(), cook, StoryOptions());
  ASSERT_EQ(before.size(), 1u);
  EXPECT_GT(before[0].best_listed, 0);
  const auto one = (*writer)->Apply({.delete_vacancies = {{"a"}}}, 2);
  ASSERT_THAT(one, IsOk());
  FakeClock clock;
  const auto profile = ProfileSearch(**one, cook, StoryOptions(), clock.Function());
  ASSERT_THAT(profile, IsOk());
  ASSERT_EQ(profile->matches.size(), 1u);
  EXPECT_EQ(profile->matches[0].vacancy.value, "b");
  EXPECT_EQ(profile->work.scored, 1);
  EXPECT_THAT(*MeasureBounds(**one, cook, StoryOptions()), ElementsAre(before[0]));
  const auto none = (*writer)->Apply({.delete_vacancies = {{"b"}}}, 3);
  ASSERT_THAT(none, IsOk());
  const auto after = *MeasureBounds(**none, cook, StoryOptions());
  for (const OpenedChunk& chunk : after) {
    EXPECT_EQ(chunk.best, 0);
    EXPECT_EQ(chunk.best_listed, -1);
  }
}

TEST(SearchProfileTest, WhatCannotBeProfiledIsRefusedByName) {
  const auto snapshot = *BuildSnapshot({.knowledge = Knowledge::BuiltIn()});
  FakeClock clock;
  const auto refused = [&](const Mentee& mentee, const MatchOptions& options, const char* what) {
    const auto matcher = StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(what));
    EXPECT_THAT(ProfileSearch(*snapshot, mentee, options, clock.Function()), matcher);
    EXPECT_THAT(MeasureBounds(*snapshot, mentee, options), matcher);
  };
  MatchOptions options = StoryOptions();
  options.summary = true;
  refused(StoryMentee("m"), options, "summary");
  options = StoryOptions();
  options.classes = {HitClass::kOpen, HitClass::kClosed};
  refused(StoryMentee("m"), options, "closed");
  options = StoryOptions();
  options.limit = 0;
  refused(StoryMentee("m"), options, "limit");
  options = StoryOptions();
  options.profile.weights = {};
  refused(StoryMentee("m"), options, "weights");
  refused(AMentee(""), StoryOptions(), "id");
  EXPECT_EQ(clock.reads(), 0) << "nothing refused is timed";
  EXPECT_THAT(ProfileSearch(*snapshot, StoryMentee("m"), StoryOptions(), nullptr),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("clock")));
}

}  // namespace
}  // namespace passung
