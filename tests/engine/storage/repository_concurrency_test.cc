// Runs under ThreadSanitizer, too.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/engine/storage/repository_fixture.h"
#include "tests/support/status_matchers.h"

namespace passung::storage {
namespace {

using RepositoryConcurrencyTest = RepositoryTest;
INSTANTIATE_TEST_SUITE_P(Media, RepositoryConcurrencyTest, AllMedia(), MediumName);

WriteBatch PairWith(int32_t openings) {
  return Vacancies({SomeVacancy("a", openings), SomeVacancy("b", openings)});
}

// Revision r holds two vacancies with r openings each.
void ExpectWholeRevision(const Repository& repository, int64_t& last) {
  ASSERT_OK_AND_ASSIGN(const RepositoryContents contents, ReadAll(repository));
  ASSERT_GE(contents.revision, last);
  last = contents.revision;
  ASSERT_EQ(contents.vacancies.size(), 2U);
  for (const Vacancy& vacancy : contents.vacancies) {
    ASSERT_EQ(vacancy.openings, static_cast<int32_t>(contents.revision)) << vacancy.id.value;
  }
  ASSERT_THAT(repository.GetVacancyAsOf({"b"}, 1), IsOkAndHolds(SomeVacancy("b", 1)));
  ASSERT_OK(repository.GetVacancy({"a"}));
  ASSERT_OK(repository.ListVacancies("", 10));
}

TEST_P(RepositoryConcurrencyTest, ReadersSeeWholeRevisionsWhileAWriterWrites) {
  constexpr int kReaders = 3;
  Write(PairWith(1));
  std::atomic<bool> done = false;
  std::latch reading(kReaders);
  std::vector<std::thread> readers;
  for (int i = 0; i < kReaders; ++i) {
    readers.emplace_back([&] {
      int64_t last = 0;
      ExpectWholeRevision(repository(), last);
      reading.count_down();
      while (!done && !HasFailure()) ExpectWholeRevision(repository(), last);
    });
  }
  // The first write finds all of them at work.
  reading.wait();
  for (int32_t revision = 2; revision <= 150; ++revision) {
    EXPECT_THAT(repository().Write(PairWith(revision)), IsOkAndHolds(revision));
  }
  done = true;
  for (std::thread& reader : readers) reader.join();
}

TEST_P(RepositoryConcurrencyTest, WritersTakeTurns) {
  constexpr int kWriters = 4;
  constexpr int kWrites = 20;
  std::mutex mutex;
  std::set<int64_t> revisions;
  std::vector<std::thread> writers;
  for (int writer = 0; writer < kWriters; ++writer) {
    writers.emplace_back([&, writer] {
      for (int i = 0; i < kWrites; ++i) {
        ASSERT_OK_AND_ASSIGN(
            const int64_t revision,
            repository().Write(Mentees(
                {SomeMentee(absl::StrCat("m", writer, "-", i)), SomeMentee("same", i + 1)})));
        const std::lock_guard lock(mutex);
        revisions.insert(revision);
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(revisions.size(), static_cast<size_t>(kWriters * kWrites));
  EXPECT_EQ(*revisions.rbegin(), kWriters * kWrites);
  ASSERT_OK_AND_ASSIGN(const RepositoryContents contents, ReadAll(repository()));
  EXPECT_EQ(contents.mentees.size(), static_cast<size_t>(kWriters * kWrites + 1));
}

TEST(SqliteConcurrencyTest, SeveralMayCreateTheSameDatabaseAtOnce) {
  for (int round = 0; round < 10; ++round) {
    const TempFolder folder;
    const std::string path = folder.File("passung.db");
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&path, i] {
        ASSERT_OK_AND_ASSIGN(const auto repository, OpenRepository(path));
        EXPECT_OK(repository->Write(Mentees({SomeMentee(absl::StrCat("m", i))})));
      });
    }
    for (std::thread& thread : threads) thread.join();
    ASSERT_OK_AND_ASSIGN(const auto repository, OpenRepository(path));
    EXPECT_THAT(repository->revision(), IsOkAndHolds(4));
  }
}

}  // namespace
}  // namespace passung::storage
