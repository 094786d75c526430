// What was acknowledged is there after a power cut, a full disk and a failing one; what was refused is not, and the
// process goes on. PASSUNG_LONG=1 tries more of it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "passung/inspect.h"
#include "tests/engine/storage/repository_fixture.h"
#include "tests/support/disk/fault_vfs.h"
#include "tests/support/status_matchers.h"

namespace passung::storage {
namespace {

const bool kLong = std::getenv("PASSUNG_LONG") != nullptr;

// What one program does between its start and its end, step by step.
using Step = std::function<absl::Status(Repository&)>;

Step Writes(WriteBatch batch) {
  return [batch = std::move(batch)](Repository& repository) {
    return repository.Write(batch).status();
  };
}

// Three that become durable together; the second is refused for itself.
Step WritesTogether(const std::string& id) {
  return [id](Repository& repository) {
    const WriteBatch first = Vacancies({SomeVacancy(id), SomeVacancy("same", 50)});
    const WriteBatch refused = Deletes({}, {{"nobody"}});
    const WriteBatch last = Vacancies({SomeVacancy(id, 2), SomeVacancy("same", 51)});
    const auto results = repository.WriteTogether({&first, &refused, &last});
    EXPECT_EQ(results.size(), 3);
    if (results[0].ok()) {
      EXPECT_TRUE(absl::IsNotFound(results[1].status())) << results[1].status();
      EXPECT_OK(results[2]);
    }
    return results[0].status();
  };
}

std::vector<Step> SmallHistory() {
  std::vector<Step> steps;
  for (int i = 1; i <= 4; ++i) {
    WriteBatch batch = Vacancies({SomeVacancy(absl::StrCat("v", i)), SomeVacancy("same", i)});
    batch.upsert_mentees = {SomeMentee(absl::StrCat("m", i), 10 + i)};
    steps.push_back(Writes(std::move(batch)));
  }
  steps.push_back(Writes(Deletes({{"m2"}}, {{"v1"}, {"v3"}})));
  WriteBatch purge;
  purge.purge_mentees = {{"m1"}, {"m2"}};
  steps.push_back(Writes(std::move(purge)));
  steps.push_back([](Repository& repository) { return repository.Scrub(); });
  // More than one page, in the middle of the others.
  std::vector<Vacancy> many;
  for (int i = 0; i < 60; ++i) many.push_back(SomeVacancy(absl::StrCat("n", i)));
  steps.push_back(Writes(Vacancies(std::move(many))));
  steps.push_back(WritesTogether("g1"));
  steps.push_back(Writes(Vacancies({SomeVacancy("same", 9), SomeVacancy("v5")})));
  return steps;
}

void ExpectSame(const RepositoryContents& found, const RepositoryContents& expected) {
  EXPECT_EQ(found.revision, expected.revision);
  EXPECT_TRUE(found.mentees == expected.mentees);
  EXPECT_TRUE(found.vacancies == expected.vacancies);
}

// ---- Power cuts ---------------------------------------------------------------------------------

class PowerCutTest : public testing::Test {
 protected:
  // One program; the next begins with what it left.
  void Run(const std::string& path, FaultVfs& disk) {
    ASSERT_OK_AND_ASSIGN(const auto repository, OpenRepository(path));
    for (const Step& step : SmallHistory()) {
      // A deletion of what the first program deleted is no write.
      const absl::Status twin = step(*twin_);
      ASSERT_EQ(step(*repository).code(), twin.code());
      ASSERT_OK_AND_ASSIGN(const RepositoryContents contents, ReadAll(*twin_));
      contents_[contents.revision] = contents;
      disk.Acknowledge(contents.revision);
    }
  }

  void Check(const DiskImage& image, int64_t acknowledged) {
    const TempFolder folder;
    for (const auto& [name, bytes] : image) {
      std::ofstream(folder.File(name), std::ios::binary)
          .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    }
    ASSERT_OK_AND_ASSIGN(const auto repository, OpenRepository(folder.File("passung.db")));
    ASSERT_OK_AND_ASSIGN(const RepositoryContents contents, ReadAll(*repository));
    // One may have been stored and not told any more; of those that go together all or none.
    ASSERT_GE(contents.revision, acknowledged);
    const auto next = contents_.upper_bound(acknowledged);
    ASSERT_TRUE(contents.revision == acknowledged ||
                (next != contents_.end() && contents.revision == next->first))
        << contents.revision << " after " << acknowledged;
    ExpectSame(contents, contents_[contents.revision]);
    EXPECT_THAT(repository->Write(Vacancies({SomeVacancy("after")})),
                IsOkAndHolds(contents.revision + 1));
    ASSERT_OK(InspectDatabase(folder.File("passung.db")));
  }

  std::unique_ptr<Repository> twin_ = OpenRepository("memory:").value();
  std::map<int64_t, RepositoryContents> contents_;
  std::vector<DiskEvent> events_;
};

TEST_F(PowerCutTest, NothingThatWasAcknowledgedIsLostWhereverItHappens) {
  const TempFolder folder;
  contents_[0] = {};
  {
    FaultVfs disk;
    Run(folder.File("passung.db"), disk);
    Run(folder.File("passung.db"), disk);
    events_ = disk.events();
  }
  constexpr uint64_t kSeed = 20261129;
  std::mt19937_64 random(kSeed);
  int64_t acknowledged = 0;
  int images = 0;
  const int rounds = kLong ? 12 : 2;
  for (size_t count = 1; count <= events_.size(); ++count) {
    const DiskEvent& last = events_[count - 1];
    if (last.kind == DiskEvent::Kind::kAcknowledged) acknowledged = last.offset;
    for (int round = 0; round < rounds; ++round) {
      SCOPED_TRACE(absl::StrCat("seed ", kSeed, ", cut after event ", count, " of ", events_.size(),
                                ", round ", round));
      const int keep = round == 0 ? 0 : static_cast<int>(random() % 101);
      ASSERT_NO_FATAL_FAILURE(Check(ImageAfterCut(events_, count, keep, random), acknowledged));
      ++images;
    }
  }
  RecordProperty("images", images);
  RecordProperty("events", static_cast<int>(events_.size()));
  EXPECT_GE(images, kLong ? 1000 : 200);
}

// ---- Failing disks ------------------------------------------------------------------------------

class FailingDiskTest : public testing::TestWithParam<Fault> {
 protected:
  static inline const int kTimes = kLong ? 6 : 1;  // the history is gone through

  void ExpectRefusal(const absl::Status& status) {
    const bool full = GetParam() == Fault::kDiskFull;
    EXPECT_THAT(status.code(), testing::AnyOf(absl::StatusCode::kUnavailable,
                                              full ? absl::StatusCode::kResourceExhausted
                                                   : absl::StatusCode::kUnavailable))
        << status;
    EXPECT_THAT(std::string(status.message()), testing::HasSubstr("passung.db"));
  }

  // Whether the fault was met at all.
  bool Try(int64_t k) {
    const TempFolder folder;
    const std::string path = folder.File("passung.db");
    const auto twin = OpenRepository("memory:").value();
    bool struck = false;
    {
      FaultVfs disk;
      disk.FailAt(k, GetParam());
      auto repository = OpenRepository(path);
      if (repository.ok()) {
        for (int time = 0; time < kTimes; ++time) {
          for (const Step& step : SmallHistory()) {
            const absl::Status status = step(**repository);
            if (status.ok() || absl::IsNotFound(status)) {
              EXPECT_EQ(step(*twin).code(), status.code());
            } else {
              ExpectRefusal(status);
            }
          }
        }
      } else {
        ExpectRefusal(repository.status());
      }
      struck = disk.struck();
      disk.Heal();
      if (!repository.ok()) repository = OpenRepository(path);
      EXPECT_OK(repository.status());
      if (!repository.ok()) return struck;
      const WriteBatch after = Vacancies({SomeVacancy("after")});
      EXPECT_OK((*repository)->Write(after).status());
      EXPECT_OK(twin->Write(after).status());
      ExpectContents(**repository, *twin);
    }
    const auto again = OpenRepository(path);
    EXPECT_OK(again.status());
    if (again.ok()) ExpectContents(**again, *twin);
    EXPECT_OK(InspectDatabase(path).status());
    return struck;
  }

  static void ExpectContents(const Repository& repository, const Repository& twin) {
    const auto found = ReadAll(repository);
    EXPECT_OK(found.status());
    if (found.ok()) ExpectSame(*found, ReadAll(twin).value());
  }
};

TEST_P(FailingDiskTest, AtEveryOperationARefusedWriteLeavesNothingAndTheProcessGoesOn) {
  int64_t k = 1;
  for (;; ++k) {
    SCOPED_TRACE(absl::StrCat("operation ", k));
    if (!Try(k) || HasFailure()) break;
  }
  RecordProperty("operations", static_cast<int>(k));
  EXPECT_GT(k, 60);
}

std::string FaultName(const testing::TestParamInfo<Fault>& info) {
  switch (info.param) {
    case Fault::kIoErrorOnce:
      return "IoErrorOnce";
    case Fault::kIoErrorFromThen:
      return "IoErrorFromThen";
    default:
      return "DiskFull";
  }
}

INSTANTIATE_TEST_SUITE_P(Faults, FailingDiskTest,
                         testing::Values(Fault::kIoErrorOnce, Fault::kIoErrorFromThen,
                                         Fault::kDiskFull),
                         FaultName);

// ---- Killed again and again ---------------------------------------------------------------------

// From `from` on, write i has the vacancies "v<i mod 500>" and "same", whose openings tell i.
[[noreturn]] void WriteFrom(const std::string& path, int64_t from, int pipe_end) {
  auto repository = OpenRepository(path);
  if (!repository.ok()) _exit(1);
  for (int64_t i = from;; ++i) {
    const auto revision =
        (*repository)
            ->Write(Vacancies({SomeVacancy(absl::StrCat("v", i % 500), 1),
                               SomeVacancy("same", static_cast<int32_t>(i % 10000) + 1)}));
    if (!revision.ok() || *revision != i) {
      std::cerr << "write " << i << ": " << revision.status() << "\n";
      _exit(2);
    }
    if (write(pipe_end, &i, sizeof(i)) != sizeof(i)) _exit(3);
  }
}

// The last write that the child told of before it was killed in the middle of something.
int64_t RunAndKill(const std::string& path, int64_t revision, std::mt19937_64& random) {
  int ends[2];
  EXPECT_EQ(pipe(ends), 0);
  const pid_t child = fork();
  EXPECT_NE(child, -1);
  if (child == 0) {
    close(ends[0]);
    WriteFrom(path, revision + 1, ends[1]);
  }
  close(ends[1]);
  int64_t told = revision;
  const int64_t enough = revision + 1 + static_cast<int64_t>(random() % 180);
  while (told < enough && read(ends[0], &told, sizeof(told)) == sizeof(told)) {
  }
  EXPECT_EQ(kill(child, SIGKILL), 0);
  int status = 0;
  EXPECT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFSIGNALED(status)) << "the writer ended by itself: " << status;
  while (read(ends[0], &told, sizeof(told)) == sizeof(told)) {
  }
  close(ends[0]);
  return told;
}

TEST(KillLoopTest, NoRoundLosesAWriteOrLeavesAHalfOne) {
  const TempFolder folder;
  const std::string path = folder.File("passung.db");
  ASSERT_OK(OpenRepository(path));
  constexpr uint64_t kSeed = 4711;
  std::mt19937_64 random(kSeed);
  int64_t revision = 0;
  int64_t acknowledged = 0;
  const int rounds = kLong ? 500 : 20;
  for (int round = 0; round < rounds; ++round) {
    SCOPED_TRACE(absl::StrCat("seed ", kSeed, ", round ", round));
    const int64_t before = revision;
    const int64_t told = RunAndKill(path, before, random);
    ASSERT_FALSE(HasFailure());
    acknowledged += told - before;
    ASSERT_OK_AND_ASSIGN(const auto repository, OpenRepository(path));
    ASSERT_OK_AND_ASSIGN(revision, repository->revision());
    ASSERT_GE(revision, told);
    ASSERT_LE(revision, told + 1);
    for (int64_t i = before + 1; i <= revision; ++i) {
      ASSERT_THAT(repository->GetVacancyAsOf({"same"}, i),
                  IsOkAndHolds(SomeVacancy("same", static_cast<int32_t>(i % 10000) + 1)));
      ASSERT_OK(repository->GetVacancyAsOf({absl::StrCat("v", i % 500)}, i));
    }
    ASSERT_OK(InspectDatabase(path));
  }
  testing::Test::RecordProperty("kills", rounds);
  RecordProperty("acknowledged", static_cast<int>(acknowledged));
  EXPECT_GE(acknowledged, kLong ? 40'000 : 500);
}

}  // namespace
}  // namespace passung::storage
