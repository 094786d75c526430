// Readers never wait and never see half a snapshot: run under ThreadSanitizer as well.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <functional>
#include <thread>
#include <vector>

#include "passung/engine.h"
#include "passung/snapshot_writer.h"
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

// Each change puts one vacancy in and takes one out, with occupations, places and skills that are new to the index; all
// of them are kept in one storage, which readers read while the writer appends to it.
TEST(EngineConcurrencyTest, QuestionsSeeOneWholeSnapshotWhileItsSuccessorsGrowFromIt) {
  constexpr int kVacancies = 50;
  constexpr int64_t kRevisions = 300;
  const auto vacancy = [](int64_t n) {
    return StoryVacancy("v" + std::to_string(n))
        .Of(n % 2 == 0 ? "29302" : "81302")
        .In(n % 3 == 0 ? "14612" : "14713")
        .WantsSkill("skill" + std::to_string(n / 2))
        .Change([n](Vacancy& v) { v.employer.value = "e" + std::to_string(n); });
  };
  SnapshotInput input{.knowledge = Knowledge::BuiltIn(), .mentees = {StoryMentee("m").In("14612")}};
  for (int64_t n = 0; n < kVacancies; ++n) input.vacancies.push_back(vacancy(n));
  const auto writer = *SnapshotWriter::Create(std::move(input));
  Engine engine;
  engine.Publish(writer->current());
  std::atomic<bool> done{false};
  std::atomic<int> faults{0};
  std::array<std::atomic<int64_t>, 3> seen{};
  const auto ask = [&](std::atomic<int64_t>& newest, bool summary) {
    MatchOptions options = Options(1);
    options.limit = 1000;
    options.summary = summary;
    while (!done) {
      const Mentee mentee = StoryMentee("m").In("14612").WithSkill("skill3");
      const auto result = engine.RankVacancies(mentee, options);
      const int64_t revision = result->versions.snapshot_revision;
      if (result->matches.size() != kVacancies || revision < newest) ++faults;
      if (summary && result->summary.listed != kVacancies) ++faults;
      options.filter.employers = {{"e" + std::to_string(revision + kVacancies - 1)}};
      const auto one = engine.RankVacancies(mentee, options);
      if (one->versions.snapshot_revision == revision && one->matches.size() != 1) ++faults;
      options.filter = {};
      const auto held = engine.Current();
      const VacancyId last{"v" + std::to_string(held->revision() + kVacancies - 1)};
      if (held->FindVacancy(last) == nullptr) ++faults;
      newest = revision;
    }
  };
  std::vector<std::thread> readers;
  for (size_t i = 0; i < seen.size(); ++i) readers.emplace_back(ask, std::ref(seen[i]), i == 0);
  for (int64_t revision = 1; revision <= kRevisions; ++revision) {
    const VacancyId oldest{"v" + std::to_string(revision - 1)};
    const auto next = writer->Apply(
        {.upsert_vacancies = {vacancy(revision + kVacancies - 1)}, .delete_vacancies = {oldest}},
        revision);
    ASSERT_TRUE(next.ok()) << next.status();
    engine.Publish(*next);
    if (revision % 50 != 0) continue;
    for (const std::atomic<int64_t>& newest : seen) {
      while (newest < revision && faults == 0) std::this_thread::yield();
    }
  }
  done = true;
  for (std::thread& reader : readers) reader.join();
  EXPECT_EQ(faults, 0);
}

TEST(EngineConcurrencyTest, ASnapshotDoesNotDependOnTheThreadsThatBuildIt) {
  // Records that come in the order of their ids are checked on the way, others before.
  const auto built = [](int threads, bool in_order = false) {
    SnapshotInput input{.knowledge = Knowledge::BuiltIn(), .threads = threads};
    for (int i = 0; i < 20'000; ++i) {
      const absl::string_view occupation = i % 3 == 0 ? "29302" : "54101";
      input.vacancies.push_back(StoryVacancy("v" + std::to_string(i))
                                    .Of(occupation)
                                    .In(i % 2 == 0 ? "14612" : "14713")
                                    .Change([i](Vacancy& vacancy) {
                                      vacancy.skills = {{"skill-" + std::to_string(i / 7)},
                                                        {"other-" + std::to_string(i % 11)}};
                                    }));
    }
    if (in_order) {
      std::sort(input.vacancies.begin(), input.vacancies.end(),
                [](const Vacancy& a, const Vacancy& b) { return a.id < b.id; });
    }
    return *BuildSnapshot(std::move(input));
  };
  const auto one = built(1);
  EXPECT_EQ(built(1, true)->digest(), one->digest());
  Engine engine;
  engine.Publish(one);
  const Mentee mentee = StoryMentee("m").In("14612").Wishes("29302");
  const auto expected = engine.RankVacancies(mentee, Options(1));
  for (const int threads : {0, 2, 5}) {
    const auto many = built(threads, threads != 5);
    EXPECT_EQ(many->digest(), one->digest()) << threads;
    EXPECT_EQ(many->stats().code_tuples, one->stats().code_tuples) << threads;
    engine.Publish(many);
    const auto answer = engine.RankVacancies(mentee, Options(1));
    EXPECT_EQ(answer->matches, expected->matches) << threads;
    EXPECT_EQ(answer->summary, expected->summary) << threads;
  }
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
