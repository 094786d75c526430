// The mirror: what is told of the best mentees of vacancies, put together, is what asking anew gives.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "passung/watch.h"
#include "tests/engine/watch/watched_world.h"
#include "tests/support/builders.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using ::testing::HasSubstr;

TEST(CandidateWatchTest, WhatIsToldIsWhatAskingAnewGives) {
  int64_t told = 0;
  for (uint64_t seed = 0; seed < 10; ++seed) {
    SCOPED_TRACE(seed);
    ChangingWorld world(8000 + seed, 40, 16);
    MatchOptions options = RandomMatchOptions(world.random());
    options.limit = world.random().Pick<int32_t>({1, 3, 5, 1000});
    options.summary = false;
    std::erase(options.classes, HitClass::kClosed);
    std::vector<VacancyId> watched;
    for (int32_t i = 0; i < 16; ++i) watched.push_back(RandomVacancy(world.random(), 20, i).id);
    WatchMoment moment{world.snapshot(), WorldDay()};
    const auto watch = CandidateWatch::Start(moment, {.match = options, .explain = true}, watched);
    ASSERT_THAT(watch, IsOk());
    Engine engine;
    ToldLists lists;
    lists.Apply((*watch)->Whole());
    for (int32_t event = 0; event < 60; ++event) {
      if (world.random().Chance(5)) world.BuildAnew();
      if (world.random().Chance(5)) moment.as_of = moment.as_of.PlusDays(10);
      world.Change();
      moment.snapshot = world.snapshot();
      options.as_of = moment.as_of;
      engine.Publish(moment.snapshot);
      const WatchDelta delta = (*watch)->Advance(moment);
      lists.Apply(delta);
      told += static_cast<int64_t>(delta.lists.size());
      for (const ListDelta& list : delta.lists) {
        EXPECT_EQ(list.is_there, world.vacancies().contains(list.vacancy.value));
        for (const ListChange& change : list.changes) {
          if (change.event == ListEvent::kLeft) continue;
          ASSERT_TRUE(change.match);
          EXPECT_EQ(change.match->score, change.after->score);
          EXPECT_EQ(change.match->mentee, change.after->mentee);
          EXPECT_EQ(change.match->vacancy, list.vacancy);
        }
      }
      for (const VacancyId& id : watched) {
        const auto vacancy = world.vacancies().find(id.value);
        std::vector<ListedMatch> expected;
        if (vacancy != world.vacancies().end() &&
            vacancy->second.kind != VacancyKind::kSelfEmployed) {
          expected = ListedIn(engine.RankMentees(vacancy->second, options).value());
        }
        ASSERT_EQ(Text(lists.Of(id.value)), Text(expected)) << id.value;
        ASSERT_EQ(Text((*watch)->ListOf(id).value()), Text(expected)) << id.value;
      }
    }
  }
  EXPECT_GT(told, 100);
}

TEST(CandidateWatchTest, OnlyWatchedVacanciesHaveLists) {
  const auto snapshot = BuildSnapshot({.knowledge = Knowledge::BuiltIn()}).value();
  WatchOptions options;
  options.match.profile = *ShippedProfile("default");
  const auto watch = CandidateWatch::Start({snapshot, StoryDay()}, options, {{"v1"}});
  ASSERT_THAT(watch, IsOk());
  EXPECT_THAT((*watch)->ListOf({"v1"}), IsOk());
  EXPECT_THAT((*watch)->ListOf({"v2"}),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("\"v2\" is not watched")));
}

}  // namespace
}  // namespace passung
