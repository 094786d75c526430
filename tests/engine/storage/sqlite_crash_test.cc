// A process that dies while it writes. (That a power failure loses nothing is what synchronous =
// FULL is for; a killed process alone cannot show it.)

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "engine/storage/row_store.h"
#include "passung/codec.h"
#include "tests/engine/storage/repository_fixture.h"
#include "tests/support/status_matchers.h"

namespace passung::storage {
namespace {

class SqliteCrashTest : public testing::Test {
 protected:
  std::unique_ptr<Repository> Open() { return OpenRepository(path_).value(); }

  TempFolder folder_;
  std::string path_ = folder_.File("passung.db");
};

// Enough rows that SQLite has written a part of them to its log before the end.
[[noreturn]] void DieWithinATransaction(const std::string& path) {
  auto store = OpenSqliteRowStore(path);
  if (!store.ok()) _exit(1);
  auto transaction = (*store)->Begin();
  if (!transaction.ok() || !(*transaction)->Delete(RowKind::kVacancy, "v1").ok()) _exit(2);
  for (int i = 0; i < 30000; ++i) {
    Vacancy vacancy = SomeVacancy(absl::StrCat("w", i));
    vacancy.title = std::string(200, 'x');
    if (!(*transaction)
             ->Put(RowKind::kVacancy, vacancy.id.value, EncodeCanonical(vacancy), {})
             .ok()) {
      _exit(3);
    }
  }
  _exit(0);
}

TEST_F(SqliteCrashTest, TransactionOfADeadWriterLeavesTheRevisionBefore) {
  ASSERT_OK(Open()->Write(Vacancies({SomeVacancy("v1")})));
  const pid_t child = fork();
  ASSERT_NE(child, -1);
  if (child == 0) DieWithinATransaction(path_);
  int status = -1;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_EQ(status, 0);

  const auto repository = Open();
  EXPECT_THAT(repository->revision(), IsOkAndHolds(1));
  ASSERT_OK_AND_ASSIGN(const RepositoryContents contents, ReadAll(*repository));
  EXPECT_THAT(contents.vacancies, testing::ElementsAre(SomeVacancy("v1")));
  EXPECT_THAT(repository->Write(Vacancies({SomeVacancy("v2")})), IsOkAndHolds(2));
}

// Revision r writes a vacancy named after r; each acknowledged one is told through the pipe.
[[noreturn]] void WriteForEver(const std::string& path, int pipe_end) {
  auto repository = OpenRepository(path);
  if (!repository.ok()) _exit(1);
  for (int i = 1;; ++i) {
    if (!(*repository)
             ->Write(Vacancies({SomeVacancy(absl::StrCat("v", i)), SomeVacancy("same", i)}))
             .ok()) {
      _exit(2);
    }
    const char done = 1;
    if (write(pipe_end, &done, 1) != 1) _exit(3);
  }
}

TEST_F(SqliteCrashTest, KilledWriterLosesNothingThatWasAcknowledged) {
  Open();
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const pid_t child = fork();
  ASSERT_NE(child, -1);
  if (child == 0) WriteForEver(path_, ends[1]);
  close(ends[1]);
  int64_t acknowledged = 0;
  char done = 0;
  while (acknowledged < 40 && read(ends[0], &done, 1) == 1) ++acknowledged;
  kill(child, SIGKILL);
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  while (read(ends[0], &done, 1) == 1) ++acknowledged;
  close(ends[0]);
  ASSERT_GE(acknowledged, 40);

  const auto repository = Open();
  ASSERT_OK_AND_ASSIGN(const int64_t revision, repository->revision());
  EXPECT_GE(revision, acknowledged);
  EXPECT_LE(revision, acknowledged + 1);  // one may have been stored and not told any more
  for (int64_t i = 1; i <= revision; ++i) {
    EXPECT_OK(repository->GetVacancy({absl::StrCat("v", i)}));
    EXPECT_THAT(repository->GetVacancyAsOf({"same"}, i),
                IsOkAndHolds(SomeVacancy("same", static_cast<int32_t>(i))));
  }
}

}  // namespace
}  // namespace passung::storage
