// What nobody wrote is noticed: in every column of a row, and at the end of the log.
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "absl/strings/str_cat.h"
#include "engine/storage/row_store.h"
#include "engine/storage/sqlite_acknowledged.h"
#include "passung/backup.h"
#include "passung/inspect.h"
#include "tests/engine/storage/repository_fixture.h"
#include "tests/support/status_matchers.h"

namespace passung::storage {
namespace {

using absl::StatusCode;
using testing::AllOf;
using testing::HasSubstr;

std::string FileBytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}
void SetFileBytes(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

class SqliteDamageTest : public testing::Test {
 protected:
  std::unique_ptr<Repository> Open() { return OpenRepository(path_).value(); }
  void Execute(const std::string& sql) {
    SQLite::Database database(path_, SQLite::OPEN_READWRITE);
    database.exec(sql);
  }

  TempFolder folder_;
  std::string path_ = folder_.File("passung.db");
};

// ---- Rows ---------------------------------------------------------------------------------------

WriteBatch RowsOfEveryShape() {
  WriteBatch batch = Mentees({SomeMentee("m1"), SomeMentee("m2")});
  Vacancy vacancy = SomeVacancy("v1");
  vacancy.occupations = {
      {.code = OccupationCode::FromNumber(81302), .activity_level = std::nullopt, .label = ""}};
  vacancy.places = {{.district = DistrictCode::FromNumber(14713),
                     .postal_code = "",
                     .town = "",
                     .point = std::nullopt}};
  batch.upsert_vacancies = {vacancy};
  MenteeRecord record;
  record.id.value = "m1";
  record.mentor.value = "ada";
  record.expire_time = UnixTime{1'800'000'000};
  batch.upsert_records = {record};
  return batch;
}

TEST_F(SqliteDamageTest, AChangeInAnyColumnOfARowIsFound) {
  struct Change {
    const char* sql;
    RowKind kind;
  };
  for (const Change& change : std::initializer_list<Change>{
           {"UPDATE mentee SET id = 'm9' WHERE id = 'm2'", RowKind::kMentee},
           {"UPDATE mentee SET from_revision = 0 WHERE id = 'm2'", RowKind::kMentee},
           {"UPDATE mentee SET to_revision = 9 WHERE id = 'm2'", RowKind::kMentee},
           {"UPDATE mentee SET bytes = x'00' WHERE id = 'm2'", RowKind::kMentee},
           {"UPDATE mentee SET checksum = checksum + 1 WHERE id = 'm2'", RowKind::kMentee},
           {"UPDATE vacancy SET occupation = '81303'", RowKind::kVacancy},
           {"UPDATE vacancy SET district = NULL", RowKind::kVacancy},
           {"UPDATE mentee_record SET owner = 'ben'", RowKind::kMenteeRecord},
           {"UPDATE mentee_record SET expires = expires + 1", RowKind::kMenteeRecord},
           {"UPDATE mentee_record SET expires = NULL", RowKind::kMenteeRecord}}) {
    SCOPED_TRACE(change.sql);
    for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(path_ + suffix);
    ASSERT_OK(Open()->Write(RowsOfEveryShape()));
    ASSERT_OK(InspectDatabase(path_));
    Execute(change.sql);
    EXPECT_THAT(InspectDatabase(path_),
                StatusIs(StatusCode::kDataLoss, HasSubstr(std::string(RowKindName(change.kind)))));
    ASSERT_OK_AND_ASSIGN(const auto store, OpenSqliteRowStore(path_));
    EXPECT_THAT(store->Scan(change.kind, {},
                            [](absl::string_view, absl::string_view) { return absl::OkStatus(); }),
                StatusIs(StatusCode::kDataLoss));
    EXPECT_THAT(BackUpDatabase(path_, folder_.File("copy")), StatusIs(StatusCode::kDataLoss));
  }
}

TEST_F(SqliteDamageTest, RowsThatEndedAreWholeToo) {
  const auto repository = Open();
  ASSERT_OK(repository->Write(RowsOfEveryShape()));
  WriteBatch changed = RowsOfEveryShape();
  changed.upsert_mentees = {SomeMentee("m1", 5)};
  changed.upsert_vacancies.front().openings = 7;
  changed.upsert_records.front().mentor.value = "ben";
  ASSERT_OK(repository->Write(changed));
  ASSERT_OK(repository->Write(Deletes({{"m1"}}, {{"v1"}})));
  ASSERT_OK_AND_ASSIGN(const DatabaseState state, InspectDatabase(path_));
  EXPECT_GE(state.rows, 7);
  EXPECT_THAT(repository->MenteeHistory({"m1"}), IsOk());
}

// ---- The end of the log -------------------------------------------------------------------------

class SqliteLogEndTest : public SqliteDamageTest {
 protected:
  static constexpr int64_t kWrites = 12;
  // The files as a killed program leaves them: its log was not brought into the database.
  void LeaveALog() {
    const auto repository = Open();
    for (int64_t i = 1; i <= kWrites; ++i) {
      ASSERT_THAT(repository->Write(Vacancies({SomeVacancy(absl::StrCat("v", i))})),
                  IsOkAndHolds(i));
    }
    for (const char* suffix : {"", "-wal", "-acknowledged"}) {
      std::filesystem::copy_file(path_ + suffix, killed_ + suffix);
    }
  }
  const std::string killed_ = folder_.File("killed.db");
};

TEST_F(SqliteLogEndTest, ADamagedFrameThatWouldHideLaterWritesIsFound) {
  ASSERT_NO_FATAL_FAILURE(LeaveALog());
  std::string log = FileBytes(killed_ + "-wal");
  log[log.size() / 4 * 3] ^= 1;
  SetFileBytes(killed_ + "-wal", log);
  EXPECT_THAT(InspectDatabase(killed_), StatusIs(StatusCode::kDataLoss));
  EXPECT_THAT(BackUpDatabase(killed_, folder_.File("copy")), StatusIs(StatusCode::kDataLoss));
  EXPECT_THAT(OpenRepository(killed_),
              StatusIs(StatusCode::kDataLoss, AllOf(HasSubstr("revision 12 was acknowledged"),
                                                    HasSubstr("killed.db-acknowledged"))));
  // Whoever wants to go on without them says so.
  std::filesystem::remove(Acknowledged::PathOf(killed_));
  ASSERT_OK_AND_ASSIGN(const auto repository, OpenRepository(killed_));
  EXPECT_LT(repository->revision().value(), kWrites);
}

TEST_F(SqliteLogEndTest, AWholeLogIsTakenOver) {
  ASSERT_NO_FATAL_FAILURE(LeaveALog());
  ASSERT_OK_AND_ASSIGN(const auto repository, OpenRepository(killed_));
  EXPECT_THAT(repository->revision(), IsOkAndHolds(kWrites));
}

TEST_F(SqliteLogEndTest, ALogThatIsGoneOrCutOffIsFound) {
  ASSERT_NO_FATAL_FAILURE(LeaveALog());
  const std::string log = FileBytes(killed_ + "-wal");
  SetFileBytes(killed_ + "-wal", log.substr(0, log.size() - 8192));
  EXPECT_THAT(OpenRepository(killed_), StatusIs(StatusCode::kDataLoss));
  std::filesystem::remove(killed_ + "-wal");
  EXPECT_THAT(OpenRepository(killed_), StatusIs(StatusCode::kDataLoss));
}

// A crash may spoil the place that was being written; the one before stands.
TEST_F(SqliteLogEndTest, OneSpoiltPlaceIsNoReasonToStop) {
  ASSERT_NO_FATAL_FAILURE(LeaveALog());
  const std::string path = Acknowledged::PathOf(killed_);
  std::string places = FileBytes(path);
  ASSERT_EQ(places.size(), 1024U);
  places.replace(0, 512, std::string(512, '\x5a'));  // that of revision 12
  SetFileBytes(path, places);
  EXPECT_THAT(Acknowledged::Read(killed_), IsOkAndHolds(11));
  EXPECT_OK(OpenRepository(killed_));
  SetFileBytes(path, std::string(1024, '\x5a'));
  EXPECT_THAT(OpenRepository(killed_), StatusIs(StatusCode::kDataLoss, HasSubstr("is damaged")));
}

TEST_F(SqliteLogEndTest, ADatabaseThatIsMadeAnewBeginsAnew) {
  ASSERT_NO_FATAL_FAILURE(LeaveALog());
  for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(killed_ + suffix);
  ASSERT_OK_AND_ASSIGN(const auto repository, OpenRepository(killed_));
  EXPECT_THAT(repository->revision(), IsOkAndHolds(0));
}

TEST_F(SqliteLogEndTest, ABackupThatIsRestoredIsNoDatabaseThatLostItsEnd) {
  const std::string backup = folder_.File("backup");
  ASSERT_OK(Open()->Write(Vacancies({SomeVacancy("v1")})));
  ASSERT_OK(BackUpDatabase(path_, backup));
  ASSERT_OK(Open()->Write(Vacancies({SomeVacancy("v2")})));
  ASSERT_OK(RestoreDatabase(backup, path_, {.replace = true}));
  EXPECT_THAT(Open()->revision(), IsOkAndHolds(1));
}

}  // namespace
}  // namespace passung::storage
