// Those who write at the same time are written together, and each of them sees what they wrote.
#include "proto/answer/stored_backend.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "passung/repository.h"
#include "tests/support/status_matchers.h"

namespace passung::answer {
namespace {

class StoredBackendTest : public testing::Test {
 protected:
  StoredBackendTest() { Remove(); }
  ~StoredBackendTest() override { Remove(); }

  void Remove() const {
    for (const char* const suffix : {"", "-wal", "-shm", "-acknowledged"}) {
      std::filesystem::remove(db_ + suffix);
    }
  }

  static WriteBatch OneVacancy(const std::string& id, int32_t openings) {
    Vacancy vacancy;
    vacancy.id.value = id;
    vacancy.title = "Tischler/in";
    vacancy.openings = openings;
    WriteBatch batch;
    batch.upsert_vacancies.push_back(std::move(vacancy));
    return batch;
  }

  const std::string db_ = testing::TempDir() + "/passung_stored_backend_test.db";
};

TEST_F(StoredBackendTest, EveryWriterOfManySeesTheirs) {
  constexpr int kWriters = 6;
  constexpr int kWrites = 40;
  const auto backend = StoredBackend::Open(OpenRepository(db_).value(), {}).value();
  std::vector<std::vector<int64_t>> revisions(kWriters);
  std::atomic<int> unseen = 0;
  std::vector<std::thread> writers;
  for (int writer = 0; writer < kWriters; ++writer) {
    writers.emplace_back([&, writer] {
      for (int i = 0; i < kWrites; ++i) {
        const std::string id = absl::StrCat("w", writer);
        const absl::StatusOr<int64_t> revision = backend->Write(OneVacancy(id, i + 1));
        if (!revision.ok()) continue;
        revisions[static_cast<size_t>(writer)].push_back(*revision);
        const auto snapshot = backend->snapshot();
        const Vacancy* const seen = snapshot->FindVacancy({id});
        if (seen == nullptr || seen->openings != i + 1 || snapshot->revision() < *revision)
          ++unseen;
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(unseen, 0);
  std::set<int64_t> all;
  for (const auto& of_one : revisions) {
    EXPECT_TRUE(std::is_sorted(of_one.begin(), of_one.end()));
    all.insert(of_one.begin(), of_one.end());
  }
  EXPECT_EQ(all.size(), static_cast<size_t>(kWriters * kWrites));
  EXPECT_EQ(backend->snapshot()->revision(), kWriters * kWrites);
  const auto anew = StoredBackend::Open(OpenRepository(db_).value(), {}).value();
  EXPECT_EQ(anew->snapshot()->digest(), backend->snapshot()->digest());
}

TEST_F(StoredBackendTest, WhoeverIsStoredBesideOthersHasAKey) {
  const auto backend = StoredBackend::Open(OpenRepository(db_).value(), {}).value();
  std::atomic<int> made = 0;
  backend->GiveKeysFrom([&] { return absl::StrCat("key", ++made); });
  std::vector<std::thread> writers;
  for (int writer = 0; writer < 4; ++writer) {
    writers.emplace_back([&, writer] {
      for (int i = 0; i < 20; ++i) {
        WriteBatch batch;
        Mentee mentee;
        mentee.id.value = absl::StrCat("m", i);  // all of them write the same people
        mentee.facts.max_travel_minutes = 20 + writer;
        batch.upsert_mentees.push_back(std::move(mentee));
        EXPECT_OK(backend->Write(batch).status());
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  std::set<std::string> keys;
  for (int i = 0; i < 20; ++i) {
    keys.insert(backend->repository().GetPseudonymKey({absl::StrCat("m", i)}).value());
  }
  EXPECT_EQ(keys.size(), 20);
  EXPECT_EQ(made, 20);
}

TEST_F(StoredBackendTest, WhoIsRefusedDoesNotTouchTheOthers) {
  constexpr int kWriters = 4;
  const auto backend = StoredBackend::Open(OpenRepository(db_).value(), {}).value();
  std::atomic<int> refused = 0;
  std::atomic<int> stored = 0;
  std::vector<std::thread> writers;
  for (int writer = 0; writer < kWriters; ++writer) {
    writers.emplace_back([&, writer] {
      for (int i = 0; i < 30; ++i) {
        WriteBatch batch = OneVacancy(absl::StrCat("w", writer, "-", i), 1);
        if (writer % 2 == 0) batch.delete_vacancies = {{"nothing"}};
        const absl::Status status = backend->Write(batch).status();
        if (status.ok()) ++stored;
        if (absl::IsNotFound(status)) ++refused;
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(stored, 60);
  EXPECT_EQ(refused, 60);
  EXPECT_EQ(backend->snapshot()->stats().vacancies, 60);
  EXPECT_EQ(backend->snapshot()->revision(), 60);
}

TEST_F(StoredBackendTest, EarlierStateThatIsInUseIsSharedAndKeptNoLonger) {
  const auto backend = StoredBackend::Open(OpenRepository(db_).value(), {}).value();
  const int64_t first = backend->Write(OneVacancy("a", 1)).value();
  const int64_t second = backend->Write(OneVacancy("b", 1)).value();
  ASSERT_TRUE(backend->Write(OneVacancy("c", 1)).ok());
  std::vector<std::shared_ptr<Backend>> all(6);
  std::vector<std::thread> askers;
  for (auto& one : all) askers.emplace_back([&] { one = backend->AsOf(first).value(); });
  for (std::thread& asker : askers) asker.join();
  EXPECT_EQ(all.front()->snapshot()->revision(), first);
  for (const auto& one : all) EXPECT_EQ(one, all.front());
  EXPECT_EQ(backend->AsOf(second).value()->snapshot()->revision(), second);
  ASSERT_TRUE(backend->Write(OneVacancy("d", 1)).ok());
  EXPECT_EQ(backend->AsOf(first).value(), all.front()) << "a write leaves the past as it is";
  const std::weak_ptr<Backend> used = all.front();
  all.clear();
  EXPECT_TRUE(used.expired());
}

TEST_F(StoredBackendTest, WhoWasPurgedIsNotInAnEarlierStateThatIsAskedForAfterwards) {
  const auto backend = StoredBackend::Open(OpenRepository(db_).value(), {}).value();
  Mentee mentee;
  mentee.id.value = "m1";
  WriteBatch batch;
  batch.upsert_mentees.push_back(mentee);
  const int64_t then = backend->Write(batch).value();
  const auto before = backend->AsOf(then).value();
  EXPECT_NE(before->snapshot()->FindMentee({"m1"}), nullptr);
  ASSERT_TRUE(backend->Write({.purge_mentees = {{"m1"}}}).ok());
  EXPECT_EQ(backend->AsOf(then).value()->snapshot()->FindMentee({"m1"}), nullptr);
}

}  // namespace
}  // namespace passung::answer
