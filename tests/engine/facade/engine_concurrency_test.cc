// Readers never wait and never see half a snapshot: run under ThreadSanitizer as well.

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

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

TEST(EngineConcurrencyTest, QuestionsSeeOneWholeSnapshotWhileOthersArePublished) {
  const auto small = SnapshotOfSize(10, 1);
  const auto large = SnapshotOfSize(3000, 2);
  Engine engine;
  engine.Publish(small);
  std::atomic<bool> done{false};
  std::atomic<int> faults{0};
  const auto ask = [&] {
    while (!done) {
      const auto result = engine.RankVacancies(StoryMentee("m").In("14612"), Options(2));
      const int64_t expected = result->versions.snapshot_revision == 1 ? 10 : 3000;
      if (result->summary.listed != expected) ++faults;
    }
  };
  std::thread readers[] = {std::thread(ask), std::thread(ask)};
  for (int i = 0; i < 50; ++i) engine.Publish(i % 2 == 0 ? large : small);
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
