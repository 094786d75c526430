// A batch sees one snapshot, whatever is published meanwhile: run under ThreadSanitizer as well.

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "passung/engine.h"
#include "tests/support/builders.h"

namespace passung {
namespace {

std::shared_ptr<const Snapshot> SnapshotOfJobs(int vacancies, int64_t revision) {
  SnapshotInput input{.knowledge = Knowledge::BuiltIn(), .revision = revision};
  for (int i = 0; i < vacancies; ++i) {
    const char* const code = i % 3 == 0 ? "29302" : "81302";
    input.vacancies.push_back(StoryVacancy("v" + std::to_string(i)).Of(code).In("14612"));
  }
  return *BuildSnapshot(std::move(input));
}

MenteeSource Mentees(int count) {
  auto next = std::make_shared<int>(0);
  return [next, count]() -> std::optional<absl::StatusOr<Mentee>> {
    if (*next == count) return std::nullopt;
    const int i = (*next)++;
    return Mentee(StoryMentee("m" + std::to_string(i)).In("14612").Worked("29301", i % 60));
  };
}

BatchOptions ExplainedBatch(int threads) {
  return {.match = {.as_of = StoryDay(),
                    .limit = 5,
                    .profile = *ShippedProfile("default"),
                    .threads = threads},
          .explain = true};
}

TEST(BatchConcurrencyTest, OneSnapshotForTheWholeBatchWhileOthersArePublished) {
  const auto small = SnapshotOfJobs(20, 1);
  const auto large = SnapshotOfJobs(600, 2);
  Engine engine;
  engine.Publish(small);
  std::atomic<bool> done{false};
  std::thread writer([&] {
    for (int i = 0; !done; ++i) engine.Publish(i % 2 == 0 ? large : small);
  });
  for (int round = 0; round < 5; ++round) {
    int64_t revision = 0;
    int64_t given = 0;
    const absl::Status status =
        engine.RankBatch(Mentees(60), ExplainedBatch(4), [&](const BatchAnswer& answer) {
          if (answer.number == 0) revision = answer.result->versions.snapshot_revision;
          EXPECT_EQ(answer.result->versions.snapshot_revision, revision);
          EXPECT_EQ(answer.number, given++);
          return true;
        });
    EXPECT_TRUE(status.ok()) << status;
    EXPECT_EQ(given, 60);
  }
  done = true;
  writer.join();
}

TEST(BatchConcurrencyTest, AnyNumberOfThreadsGivesTheSameAnswers) {
  Engine engine;
  engine.Publish(SnapshotOfJobs(500, 1));
  std::vector<RankResult> expected;
  for (const int threads : {1, 2, 8}) {
    std::vector<RankResult> answers;
    const absl::Status status =
        engine.RankBatch(Mentees(100), ExplainedBatch(threads), [&](BatchAnswer answer) {
          answers.push_back(*std::move(answer.result));
          return true;
        });
    ASSERT_TRUE(status.ok()) << status;
    if (threads == 1) expected = answers;
    ASSERT_EQ(answers.size(), expected.size());
    for (size_t i = 0; i < answers.size(); ++i) {
      EXPECT_EQ(answers[i].matches, expected[i].matches) << threads << " threads, mentee " << i;
      EXPECT_EQ(answers[i].versions, expected[i].versions);
    }
  }
}

TEST(BatchConcurrencyTest, AFlagSetByAnotherThreadEndsTheBatch) {
  Engine engine;
  engine.Publish(SnapshotOfJobs(50, 1));
  std::atomic<bool> cancelled{false};
  std::atomic<int64_t> given{0};
  std::thread other([&] {
    while (given < 20) std::this_thread::yield();
    cancelled = true;
  });
  BatchOptions options = ExplainedBatch(4);
  options.cancelled = &cancelled;
  // A source without end.
  const absl::Status status = engine.RankBatch(
      []() -> std::optional<absl::StatusOr<Mentee>> { return Mentee(StoryMentee("m")); }, options,
      [&](const BatchAnswer&) {
        ++given;
        return true;
      });
  other.join();
  EXPECT_EQ(status.code(), absl::StatusCode::kCancelled) << status;
}

}  // namespace
}  // namespace passung
