// Backups: of one revision whatever is written meanwhile, whole or refused, and back again.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <thread>

#include "absl/strings/str_cat.h"
#include "engine/storage/sqlite_database.h"
#include "passung/backup.h"
#include "tests/engine/storage/repository_fixture.h"
#include "tests/support/status_matchers.h"

namespace passung::storage {
namespace {

namespace fs = std::filesystem;
using absl::StatusCode;
using testing::AllOf;
using testing::HasSubstr;

class SqliteBackupTest : public testing::Test {
 protected:
  static std::string Read(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }
  static void Write(const std::string& path, absl::string_view content) {
    std::ofstream(path, std::ios::binary)
        .write(content.data(), static_cast<std::streamsize>(content.size()));
  }
  void Store(int32_t openings) {
    ASSERT_OK(OpenRepository(db_).value()->Write(Vacancies({SomeVacancy("v1", openings)})));
  }

  TempFolder folder_;
  std::string db_ = folder_.File("passung.db");
  std::string backup_ = folder_.File("passung.backup");
  std::string other_ = folder_.File("other.db");
};

TEST_F(SqliteBackupTest, IsTheDatabaseAtItsRevisionWhateverIsWrittenMeanwhile) {
  ASSERT_OK_AND_ASSIGN(const auto repository, OpenRepository(db_));
  std::vector<Vacancy> many;
  for (int i = 0; i < 2000; ++i) many.push_back(SomeVacancy(absl::StrCat("w", i)));
  ASSERT_OK(repository->Write(Vacancies(many)));
  std::atomic<bool> stop = false;
  std::atomic<int32_t> written = 1;
  std::thread writer([&] {
    for (int32_t i = 2; !stop; ++i) {
      // At revision i both vacancies and the mentee have the number i.
      WriteBatch batch = Vacancies({SomeVacancy("a", i), SomeVacancy("z", i)});
      batch.upsert_mentees = {SomeMentee("m", i % 200 + 1)};
      EXPECT_THAT(repository->Write(batch), IsOkAndHolds(i));
      written = i;
    }
  });
  for (int round = 0; round < 5; ++round) {
    SCOPED_TRACE(round);
    const int64_t before = written;
    const std::string backup = absl::StrCat(backup_, round);
    const std::string restored = absl::StrCat(other_, round);
    const auto state = BackUpDatabase(db_, backup);
    EXPECT_OK(state.status());
    if (!state.ok()) break;
    EXPECT_GE(state->revision, before);
    EXPECT_OK(RestoreDatabase(backup, restored, {}).status());
    const auto again = OpenRepository(restored).value();
    EXPECT_THAT(again->revision(), IsOkAndHolds(state->revision));
    if (state->revision < 2) continue;
    const auto number = static_cast<int32_t>(state->revision);
    EXPECT_THAT(again->GetVacancy({"a"}), IsOkAndHolds(SomeVacancy("a", number)));
    EXPECT_THAT(again->GetVacancy({"z"}), IsOkAndHolds(SomeVacancy("z", number)));
    for (const char* id : {"w0", "w1999"}) EXPECT_OK(again->GetVacancy({id}).status());
    EXPECT_THAT(again->GetMentee({"m"}), repository->GetMenteeAsOf({"m"}, number));
  }
  stop = true;
  writer.join();
}

TEST_F(SqliteBackupTest, HasEveryVersionOfEveryRow) {
  for (int32_t i = 1; i <= 3; ++i) Store(i);
  ASSERT_OK_AND_ASSIGN(const BackupState state, BackUpDatabase(db_, backup_));
  EXPECT_EQ(state.revision, 3);
  EXPECT_EQ(state.rows, 3);
  EXPECT_EQ(state.schema_version, SchemaVersion());
  ASSERT_OK(RestoreDatabase(backup_, other_, {}));
  const auto repository = OpenRepository(other_).value();
  for (int32_t i = 1; i <= 3; ++i) {
    EXPECT_THAT(repository->GetVacancyAsOf({"v1"}, i), IsOkAndHolds(SomeVacancy("v1", i)));
  }
}

TEST_F(SqliteBackupTest, OnlyItsOwnerMayReadItAndNothingElseIsLeftBehind) {
  Store(1);
  ASSERT_OK(BackUpDatabase(db_, backup_));
  EXPECT_EQ(fs::status(backup_).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  for (const auto& entry : fs::directory_iterator(fs::path(db_).parent_path())) {
    EXPECT_EQ(entry.path().string().find(".part"), std::string::npos) << entry.path();
  }
}

TEST_F(SqliteBackupTest, DoesNotReplaceAFileAndNeedsADatabase) {
  EXPECT_THAT(BackUpDatabase(db_, backup_), StatusIs(StatusCode::kUnavailable, HasSubstr(db_)));
  Store(1);
  Write(backup_, "something else");
  EXPECT_THAT(BackUpDatabase(db_, backup_),
              StatusIs(StatusCode::kAlreadyExists, HasSubstr(backup_)));
  EXPECT_EQ(Read(backup_), "something else");
  EXPECT_THAT(BackUpDatabase(db_, folder_.File("missing/x")), StatusIs(StatusCode::kUnavailable));
}

TEST_F(SqliteBackupTest, OfADatabaseWithADamagedRowIsNotMade) {
  Store(1);
  {
    SQLite::Database database(db_, SQLite::OPEN_READWRITE);
    database.exec("UPDATE vacancy SET bytes = x'00'");
  }
  EXPECT_THAT(BackUpDatabase(db_, backup_),
              StatusIs(StatusCode::kDataLoss, HasSubstr("vacancy \"v1\"")));
  EXPECT_FALSE(fs::exists(backup_));
}

TEST_F(SqliteBackupTest, AnyFlippedBitAndAnyCutIsFound) {
  for (int32_t i = 1; i <= 20; ++i) Store(i);
  ASSERT_OK(BackUpDatabase(db_, backup_));
  const std::string whole = Read(backup_);
  const std::string changed = folder_.File("changed.backup");
  std::mt19937_64 random(7);
  const int places = std::getenv("PASSUNG_LONG") != nullptr ? 5000 : 300;
  for (int i = 0; i < places; ++i) {
    std::string content = whole;
    const size_t at = random() % content.size();
    content[at] = static_cast<char>(content[at] ^ (1 << random() % 8));
    Write(changed, content);
    ASSERT_THAT(VerifyBackup(changed), StatusIs(StatusCode::kDataLoss)) << "byte " << at;
  }
  for (int i = 0; i < places / 10; ++i) {
    const size_t size = random() % whole.size();
    Write(changed, whole.substr(0, size));
    ASSERT_THAT(VerifyBackup(changed), StatusIs(StatusCode::kDataLoss)) << "size " << size;
  }
  EXPECT_THAT(RestoreDatabase(changed, other_, {}),
              StatusIs(StatusCode::kDataLoss, HasSubstr("take an older one")));
  EXPECT_FALSE(fs::exists(other_));
  EXPECT_OK(VerifyBackup(backup_));
  RecordProperty("places", places + places / 10);
}

TEST_F(SqliteBackupTest, IsNotTakenForOneIfItIsAPlainDatabase) {
  Store(1);
  EXPECT_THAT(VerifyBackup(db_), StatusIs(StatusCode::kDataLoss, HasSubstr("passung backup")));
}

TEST_F(SqliteBackupTest, DoesNotGoInThePlaceOfADatabaseUnlessToldAndKeepsThatAside) {
  Store(1);
  ASSERT_OK(BackUpDatabase(db_, backup_));
  Store(2);
  EXPECT_THAT(RestoreDatabase(backup_, db_, {}), StatusIs(StatusCode::kAlreadyExists));
  EXPECT_THAT(OpenRepository(db_).value()->GetVacancy({"v1"}), IsOkAndHolds(SomeVacancy("v1", 2)));
  ASSERT_OK(RestoreDatabase(backup_, db_, {.replace = true}));
  EXPECT_THAT(OpenRepository(db_).value()->GetVacancy({"v1"}), IsOkAndHolds(SomeVacancy("v1", 1)));
  EXPECT_THAT(OpenRepository(db_ + ".before-restore").value()->GetVacancy({"v1"}),
              IsOkAndHolds(SomeVacancy("v1", 2)));
  EXPECT_THAT(RestoreDatabase(backup_, db_, {.replace = true}),
              StatusIs(StatusCode::kAlreadyExists, HasSubstr("before-restore")));
  EXPECT_EQ(OpenRepository(db_).value()->revision().value(), 1);
}

TEST_F(SqliteBackupTest, ComesInThePlaceOfADamagedDatabase) {
  Store(1);
  ASSERT_OK(BackUpDatabase(db_, backup_));
  Write(db_, std::string(9000, 'x'));
  ASSERT_OK(RestoreDatabase(backup_, db_, {.replace = true}));
  EXPECT_THAT(OpenRepository(db_).value()->GetVacancy({"v1"}), IsOkAndHolds(SomeVacancy("v1", 1)));
  EXPECT_EQ(Read(db_ + ".before-restore"), std::string(9000, 'x'));
}

}  // namespace
}  // namespace passung::storage
