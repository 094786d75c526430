// Readers never wait and never see half a snapshot: run under ThreadSanitizer as well.

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <functional>
#include <thread>
#include <vector>

#include "passung/engine.h"
#include "tests/support/builders.h"

namespace passung {
namespace {

std::shared_ptr<const Snapshot> SnapshotOfSize(int vacancies, int64_t revision) {
  SnapshotInput input{.knowledge = Knowledge::BuiltIn(), .revision = revision};
  for (int i = 0; i < vacancies; ++i) {
    input.vacancies.push_back(StoryVacancy("v" + std::to_string(i)).Of("29302").In("14612"));
  }
  for (int i = 0; i < 20; ++i) {
    input.mentees.push_back(StoryMentee("m" + std::to_string(i)).In("14612").Worked("29301", i));
  }
  return *BuildSnapshot(std::move(input));
}

MatchOptions Options(int threads) {
  return {
      .as_of = StoryDay(), .limit = 5, .profile = *ShippedProfile("default"), .threads = threads};
}

// Even revisions hold 10 vacancies, odd ones 300.
int SizeOf(int64_t revision) { return revision % 2 == 0 ? 10 : 300; }

// The writer waits until every reader has answered from the snapshot it published, so that questions run before, during
// and after each change; a snapshot that has been replaced dies with the last question on it.
TEST(EngineConcurrencyTest, QuestionsSeeOneWholeSnapshotWhileOthersArePublished) {
  constexpr int64_t kRevisions = 40;
  Engine engine;
  engine.Publish(SnapshotOfSize(SizeOf(1), 1));
  std::atomic<bool> done{false};
  std::atomic<int> faults{0};
  std::array<std::atomic<int64_t>, 3> seen{};
  const auto ask = [&](std::atomic<int64_t>& newest) {
    while (!done) {
      const auto result = engine.RankVacancies(StoryMentee("m").In("14612"), Options(2));
      const int64_t revision = result->versions.snapshot_revision;
      if (result->summary.listed != SizeOf(revision) || revision < newest) ++faults;
      newest = revision;
    }
  };
  std::vector<std::thread> readers;
  for (std::atomic<int64_t>& newest : seen) readers.emplace_back(ask, std::ref(newest));
  for (int64_t revision = 2; revision <= kRevisions; ++revision) {
    engine.Publish(SnapshotOfSize(SizeOf(revision), revision));
    for (const std::atomic<int64_t>& newest : seen) {
      while (newest < revision && faults == 0) std::this_thread::yield();
    }
  }
  done = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(faults, 0);
}

TEST(EngineConcurrencyTest, AnyNumberOfThreadsGivesTheSameAnswer) {
  Engine engine;
  engine.Publish(SnapshotOfSize(5000, 1));
  const Mentee mentee = StoryMentee("m").In("14612").Wishes("29302");
  const Vacancy vacancy = StoryVacancy("v").Of("29302").In("14612");
  const auto one = engine.RankVacancies(mentee, Options(1));
  const auto mirror = engine.RankMentees(vacancy, Options(1));
  for (const int threads : {2, 3, 8}) {
    const auto many = engine.RankVacancies(mentee, Options(threads));
    EXPECT_EQ(many->matches, one->matches) << threads;
    EXPECT_EQ(many->summary, one->summary) << threads;
    const auto many_mirror = engine.RankMentees(vacancy, Options(threads));
    EXPECT_EQ(many_mirror->matches, mirror->matches) << threads;
    EXPECT_EQ(many_mirror->summary, mirror->summary) << threads;
  }
}

}  // namespace
}  // namespace passung
