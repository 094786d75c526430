#include "passung/batch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>

#include "passung/engine.h"
#include "tests/support/builders.h"
#include "tests/support/random_world.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using ::testing::HasSubstr;

MatchOptions OptionsFor(int threads = 1) {
  return {.as_of = StoryDay(), .profile = *ShippedProfile("default"), .threads = threads};
}

MenteeSource SourceOf(const std::vector<Mentee>& mentees) {
  auto next = std::make_shared<size_t>(0);
  return [&mentees, next]() -> std::optional<absl::StatusOr<Mentee>> {
    if (*next == mentees.size()) return std::nullopt;
    return mentees[(*next)++];
  };
}

BatchSink Into(std::vector<BatchAnswer>& answers) {
  return [&answers](BatchAnswer answer) {
    EXPECT_EQ(answer.number, static_cast<int64_t>(answers.size()));
    answers.push_back(std::move(answer));
    return true;
  };
}

void PublishJobs(Engine& engine, int count) {
  SnapshotInput input{.knowledge = Knowledge::BuiltIn()};
  for (int i = 0; i < count; ++i) {
    input.vacancies.push_back(StoryVacancy("v" + std::to_string(i)).Of("29302").In("14612"));
  }
  engine.Publish(*BuildSnapshot(std::move(input)));
}

std::vector<Mentee> Mentees(int count) {
  std::vector<Mentee> mentees;
  for (int i = 0; i < count; ++i) {
    mentees.push_back(StoryMentee("m" + std::to_string(i)).In("14612").Worked("29301", i % 50));
  }
  return mentees;
}

// The part of a match that is there without explanations.
Match Bare(const Match& match) {
  return {.mentee = match.mentee,
          .vacancy = match.vacancy,
          .score = match.score,
          .hit_class = match.hit_class,
          .occupation_index = match.occupation_index,
          .place_index = match.place_index};
}

TEST(BatchTest, EveryAnswerIsThatOfTheSingleQuestion) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    RandomSource random(7000 + seed);
    const RandomWorld world =
        MakeRandomWorld(random, {.mentees = 10, .vacancies = 60, .unknown_percent = 20});
    Engine engine;
    engine.Publish(*BuildSnapshot({.knowledge = *Knowledge::Create({}, WorldClassification()),
                                   .vacancies = world.vacancies}));
    BatchOptions options{.match = RandomSearchOptions(random)};
    options.explain = random.Chance(50);
    options.summary = random.Chance(50);
    std::vector<BatchAnswer> answers;
    ASSERT_THAT(engine.RankBatch(SourceOf(world.mentees), options, Into(answers)), IsOk());
    ASSERT_EQ(answers.size(), world.mentees.size());
    for (size_t i = 0; i < answers.size(); ++i) {
      ASSERT_THAT(answers[i].result, IsOk());
      const RankResult& answer = *answers[i].result;
      const auto single = engine.RankVacancies(world.mentees[i], options.match);
      ASSERT_THAT(single, IsOk());
      std::vector<Match> expected = single->matches;
      if (!options.explain)
        std::transform(expected.begin(), expected.end(), expected.begin(), Bare);
      EXPECT_EQ(answer.matches, expected) << "seed " << seed;
      EXPECT_EQ(answer.summary, options.summary ? single->summary : Summary{}) << "seed " << seed;
      EXPECT_EQ(answer.versions, single->versions);
    }
  }
}

TEST(BatchTest, AFaultyMenteeGetsItsErrorInItsPlace) {
  Engine engine;
  PublishJobs(engine, 3);
  std::vector<Mentee> mentees = Mentees(5);
  mentees[1].facts.max_travel_minutes = -5;
  const MenteeSource whole = SourceOf(mentees);
  int taken = 0;
  const MenteeSource source = [&]() -> std::optional<absl::StatusOr<Mentee>> {
    auto mentee = whole();
    if (taken++ == 3) return absl::InvalidArgumentError("line 4 is no mentee");
    return mentee;
  };
  std::vector<BatchAnswer> answers;
  EXPECT_THAT(engine.RankBatch(source, {.match = OptionsFor(2)}, Into(answers)), IsOk());
  ASSERT_EQ(answers.size(), 5u);
  EXPECT_THAT(answers[0].result, IsOk());
  EXPECT_THAT(answers[1].result,
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("max_travel_minutes")));
  EXPECT_THAT(answers[2].result, IsOk());
  EXPECT_THAT(answers[3].result, StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("line 4")));
  ASSERT_THAT(answers[4].result, IsOk());
  EXPECT_EQ(answers[4].result->matches.size(), 3u);
}

TEST(BatchTest, AnEmptySourceIsABatch) {
  Engine engine;
  PublishJobs(engine, 1);
  std::vector<BatchAnswer> answers;
  EXPECT_THAT(engine.RankBatch(SourceOf({}), {.match = OptionsFor(8)}, Into(answers)), IsOk());
  EXPECT_TRUE(answers.empty());
}

TEST(BatchTest, WhatCannotBeginTakesNothing) {
  const MenteeSource source = []() -> std::optional<absl::StatusOr<Mentee>> {
    ADD_FAILURE() << "taken";
    return std::nullopt;
  };
  std::vector<BatchAnswer> answers;
  Engine engine;
  EXPECT_THAT(engine.RankBatch(source, {.match = OptionsFor()}, Into(answers)),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("snapshot")));
  PublishJobs(engine, 1);
  EXPECT_THAT(engine.RankBatch(source, {.match = OptionsFor(65)}, Into(answers)),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("threads: 65")));
  EXPECT_THAT(engine.RankBatch(source, {.match = OptionsFor(), .window = -1}, Into(answers)),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("window: -1")));
  BatchOptions faulty{.match = OptionsFor()};
  faulty.match.profile.weights = {};
  EXPECT_THAT(engine.RankBatch(source, faulty, Into(answers)),
              StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST(BatchTest, TheSinkEndsTheBatch) {
  Engine engine;
  PublishJobs(engine, 10);
  const std::vector<Mentee> mentees = Mentees(1000);
  for (const int threads : {1, 4}) {
    std::atomic<int> taken{0};
    const MenteeSource whole = SourceOf(mentees);
    int given = 0;
    const absl::Status status = engine.RankBatch(
        [&] {
          ++taken;
          return whole();
        },
        {.match = OptionsFor(threads), .window = 8},
        [&](const BatchAnswer&) { return ++given < 5; });
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kCancelled, HasSubstr("after 5 answers")));
    EXPECT_EQ(given, 5);
    EXPECT_LE(taken, 5 + 8) << "no more than was underway";
  }
}

TEST(BatchTest, TheFlagEndsTheBatchFromOutside) {
  Engine engine;
  PublishJobs(engine, 10);
  const std::vector<Mentee> mentees = Mentees(1000);
  for (const int threads : {1, 4}) {
    std::atomic<bool> cancelled{false};
    int given = 0;
    const absl::Status status = engine.RankBatch(
        SourceOf(mentees), {.match = OptionsFor(threads), .window = 8, .cancelled = &cancelled},
        [&](const BatchAnswer&) {
          if (++given == 3) cancelled = true;
          return true;
        });
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kCancelled, HasSubstr("after 3 answers")));
    EXPECT_EQ(given, 3) << "nothing more is given";
  }
}

// How many mentees were taken, for whoever waits for it.
class Counter {
 public:
  void Add() {
    {
      const std::lock_guard lock(mutex_);
      ++count_;
    }
    changed_.notify_all();
  }
  int WaitFor(int least) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return count_ >= least; });
    return count_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int count_ = 0;
};

TEST(BatchTest, ASlowSinkHoldsTheSourceBack) {
  Engine engine;
  PublishJobs(engine, 10);
  constexpr int kWindow = 6;
  constexpr int kCount = 60;
  const std::vector<Mentee> mentees = Mentees(kCount);
  const MenteeSource whole = SourceOf(mentees);
  Counter taken;
  const absl::Status status = engine.RankBatch(
      [&]() -> std::optional<absl::StatusOr<Mentee>> {
        auto mentee = whole();
        if (mentee) taken.Add();
        return mentee;
      },
      {.match = OptionsFor(4), .window = kWindow},
      [&](const BatchAnswer& answer) {
        // So slow that everybody else has done all that may be done.
        const int most = static_cast<int>(answer.number) + kWindow;
        EXPECT_LE(taken.WaitFor(std::min(kCount, most)), most);
        return true;
      });
  EXPECT_THAT(status, IsOk());
}

// A client that asks the next question when it has the answer to the last one.
TEST(BatchTest, AnAnswerIsNotKeptBackWhileTheSourceIsWaitedFor) {
  Engine engine;
  PublishJobs(engine, 10);
  const std::vector<Mentee> mentees = Mentees(30);
  for (const int threads : {1, 2, 8}) {
    const MenteeSource whole = SourceOf(mentees);
    Counter given;
    int asked = 0;
    EXPECT_THAT(engine.RankBatch(
                    [&] {
                      given.WaitFor(asked++);
                      return whole();
                    },
                    {.match = OptionsFor(threads)},
                    [&](const BatchAnswer&) {
                      given.Add();
                      return true;
                    }),
                IsOk());
  }
}

TEST(BatchTest, AProfileAppliedBeforehandGivesTheSameAnswer) {
  Engine engine;
  PublishJobs(engine, 10);
  MatchOptions options = OptionsFor();
  options.overrides.weights = {{CriterionKey::kStartFit, 0}};
  const auto plain = engine.RankVacancies(Mentees(1)[0], options);
  options.applied =
      std::make_shared<const AppliedProfile>(*Apply(options.profile, options.overrides));
  options.profile = {};
  options.overrides = {};
  const auto applied = engine.RankVacancies(Mentees(1)[0], options);
  ASSERT_THAT(applied, IsOk());
  EXPECT_EQ(applied->matches, plain->matches);
  EXPECT_EQ(applied->versions, plain->versions);
}

}  // namespace
}  // namespace passung
