// What only a file has: identity, schema version, damage, durability settings.

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "engine/storage/row_store.h"
#include "engine/storage/sqlite_database.h"
#include "engine/storage/sqlite_rows.h"
#include "passung/codec.h"
#include "tests/engine/storage/repository_fixture.h"
#include "tests/support/status_matchers.h"

namespace passung::storage {
namespace {

using absl::StatusCode;
using testing::AllOf;
using testing::HasSubstr;

class SqliteRepositoryTest : public testing::Test {
 protected:
  std::unique_ptr<Repository> Open() { return OpenRepository("sqlite:" + path_).value(); }

  // As somebody with the sqlite3 shell, and the function that checksums are made with.
  void Execute(const std::string& sql) {
    SQLite::Database database(path_, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    AddRowFunctions(database);
    database.exec(sql);
  }
  std::string Query(const std::string& sql) {
    SQLite::Database database(path_, SQLite::OPEN_READONLY);
    SQLite::Statement statement(database, sql);
    return statement.executeStep() ? statement.getColumn(0).getString() : "no row";
  }

  std::string ReadFile() {
    std::ifstream file(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }
  void WriteFile(absl::string_view content) {
    std::ofstream(path_, std::ios::binary)
        .write(content.data(), static_cast<std::streamsize>(content.size()));
  }

  void StoreManyVacancies() {
    std::vector<Vacancy> vacancies;
    for (int i = 0; i < 3000; ++i) vacancies.push_back(SomeVacancy(absl::StrFormat("v%04d", i)));
    ASSERT_OK(Open()->Write(Vacancies(vacancies)));
  }

  TempFolder folder_;
  std::string path_ = folder_.File("passung.db");
};

// ---- Addresses ----------------------------------------------------------------------------------

TEST_F(SqliteRepositoryTest, BarePathMeansSqlite) {
  ASSERT_OK_AND_ASSIGN(const auto repository, OpenRepository(path_));
  ASSERT_OK(repository->Write(Vacancies({SomeVacancy("v1")})));
  EXPECT_OK(Open()->GetVacancy({"v1"}));
}

TEST_F(SqliteRepositoryTest, UnknownKindOfAddressIsRefused) {
  for (const char* url :
       {"", "sqlite:", "mysql://localhost/passung", ":memory:", "sqlite::memory:"}) {
    EXPECT_THAT(OpenRepository(url),
                StatusIs(StatusCode::kInvalidArgument, HasSubstr("sqlite:PATH")))
        << url;
  }
  EXPECT_THAT(OpenRepository(absl::string_view("a\0b", 3)), StatusIs(StatusCode::kInvalidArgument));
}

TEST_F(SqliteRepositoryTest, PathThatCannotBeOpenedIsUnavailable) {
  EXPECT_THAT(OpenRepository(folder_.File("")), StatusIs(StatusCode::kUnavailable));
  EXPECT_THAT(OpenRepository(folder_.File("missing/passung.db")),
              StatusIs(StatusCode::kUnavailable, HasSubstr("missing/passung.db")));
  WriteFile("");
  EXPECT_THAT(OpenRepository(path_ + "/below_a_file.db"), StatusIs(StatusCode::kUnavailable));
}

// ---- Identity and schema ------------------------------------------------------------------------

TEST_F(SqliteRepositoryTest, FileCarriesOurNumberAndTheSchemaVersion) {
  Open();
  EXPECT_EQ(Query("PRAGMA application_id"), absl::StrCat(kApplicationId));
  EXPECT_EQ(Query("PRAGMA user_version"), absl::StrCat(SchemaVersion()));
}

TEST_F(SqliteRepositoryTest, EmptyFileBecomesADatabase) {
  WriteFile("");
  EXPECT_THAT(Open()->revision(), IsOkAndHolds(0));
}

TEST_F(SqliteRepositoryTest, NewerSchemaIsFailedPreconditionWithBothVersions) {
  Open();
  Execute("PRAGMA user_version = 99");
  EXPECT_THAT(OpenRepository(path_),
              StatusIs(StatusCode::kFailedPrecondition,
                       AllOf(HasSubstr("schema version 99"),
                             HasSubstr(absl::StrCat("versions up to ", SchemaVersion())))));
}

TEST_F(SqliteRepositoryTest, SchemaThatIsRaisedMeanwhileStopsWriting) {
  const auto repository = Open();
  ASSERT_OK(repository->Write(Vacancies({SomeVacancy("v1")})));
  Execute("PRAGMA user_version = 99");
  EXPECT_THAT(repository->Write(Vacancies({SomeVacancy("v2")})),
              StatusIs(StatusCode::kFailedPrecondition, HasSubstr("schema version 99")));
  EXPECT_OK(repository->GetVacancy({"v1"}));
}

TEST_F(SqliteRepositoryTest, TextFileIsDataLossAndStaysAsItIs) {
  const std::string text(5000, 'x');
  WriteFile(text);
  EXPECT_THAT(OpenRepository(path_), StatusIs(StatusCode::kDataLoss, HasSubstr("not a database")));
  EXPECT_EQ(ReadFile(), text);
}

TEST_F(SqliteRepositoryTest, ShortTextFileIsDataLoss) {
  WriteFile("id;titel\n");
  EXPECT_THAT(OpenRepository(path_), StatusIs(StatusCode::kDataLoss));
}

TEST_F(SqliteRepositoryTest, DatabaseOfAnotherProgramIsDataLossAndStaysAsItIs) {
  Execute("CREATE TABLE address (name TEXT); PRAGMA application_id = 1234");
  const std::string before = ReadFile();
  EXPECT_THAT(OpenRepository(path_),
              StatusIs(StatusCode::kDataLoss, HasSubstr("not a database of Passung")));
  EXPECT_EQ(ReadFile(), before);
}

TEST_F(SqliteRepositoryTest, DatabaseWithTablesButWithoutANumberIsDataLoss) {
  Execute("CREATE TABLE address (name TEXT)");
  EXPECT_THAT(OpenRepository(path_),
              StatusIs(StatusCode::kDataLoss, HasSubstr("not a database of Passung")));
}

TEST_F(SqliteRepositoryTest, MissingTableIsDataLoss) {
  Open();
  Execute("DROP TABLE vacancy");
  EXPECT_THAT(OpenRepository(path_), StatusIs(StatusCode::kDataLoss, HasSubstr("vacancy")));
}

// ---- Damage -------------------------------------------------------------------------------------

TEST_F(SqliteRepositoryTest, TruncatedFileIsDataLoss) {
  StoreManyVacancies();
  const std::string whole = ReadFile();
  ASSERT_GT(whole.size(), 100'000U);
  for (const size_t size :
       {size_t{50}, size_t{1000}, size_t{4096}, whole.size() / 2, whole.size() - 4096}) {
    WriteFile(whole.substr(0, size));
    EXPECT_THAT(OpenRepository(path_), StatusIs(StatusCode::kDataLoss)) << size;
  }
}

TEST_F(SqliteRepositoryTest, OverwrittenPageIsDataLoss) {
  StoreManyVacancies();
  std::string content = ReadFile();
  content.replace(content.size() / 8192 * 4096, 4096, std::string(4096, '\x5a'));
  WriteFile(content);
  EXPECT_THAT(OpenRepository(path_), StatusIs(StatusCode::kDataLoss, HasSubstr("damaged")));
}

TEST_F(SqliteRepositoryTest, FlippedBitInARowIsDataLossNamingTheRow) {
  Vacancy vacancy = SomeVacancy("v2");
  vacancy.title = "Zimmerer im Holzbau";
  ASSERT_OK(Open()->Write(Vacancies({SomeVacancy("v1"), vacancy, SomeVacancy("v3")})));
  std::string content = ReadFile();
  const size_t at = content.find(vacancy.title);
  ASSERT_NE(at, std::string::npos);
  content[at] ^= 1;
  WriteFile(content);

  const auto repository = Open();
  EXPECT_THAT(repository->GetVacancy({"v2"}),
              StatusIs(StatusCode::kDataLoss, HasSubstr("vacancy \"v2\"")));
  EXPECT_THAT(repository->ListVacancies("", 10),
              StatusIs(StatusCode::kDataLoss, HasSubstr("vacancy \"v2\"")));
  EXPECT_THAT(ReadAll(*repository), StatusIs(StatusCode::kDataLoss, HasSubstr("vacancy \"v2\"")));
  EXPECT_OK(repository->GetVacancy({"v1"}));
  EXPECT_OK(repository->ListVacancies("v2", 10));
}

TEST_F(SqliteRepositoryTest, WritingADamagedRowAgainRepairsIt) {
  ASSERT_OK(Open()->Write(Vacancies({SomeVacancy("v1")})));
  Execute("UPDATE vacancy SET bytes = x'00'");
  const auto repository = Open();
  ASSERT_THAT(repository->GetVacancy({"v1"}), StatusIs(StatusCode::kDataLoss));
  ASSERT_OK(repository->Write(Vacancies({SomeVacancy("v1")})));
  EXPECT_THAT(repository->GetVacancy({"v1"}), IsOkAndHolds(SomeVacancy("v1")));
}

TEST_F(SqliteRepositoryTest, RowWithTheBytesOfAnotherIsDataLoss) {
  ASSERT_OK(Open()->Write(Vacancies({SomeVacancy("v1"), SomeVacancy("v2")})));
  Execute(
      "UPDATE vacancy SET (bytes, checksum) = (SELECT bytes, with_keys('vacancy',"
      " with_keys('vacancy', checksum, id, from_revision, to_revision, NULL, NULL),"
      " 'v2', from_revision, to_revision, NULL, NULL) FROM vacancy WHERE id = 'v1')"
      " WHERE id = 'v2'");
  EXPECT_THAT(
      Open()->GetVacancy({"v2"}),
      StatusIs(StatusCode::kDataLoss, HasSubstr("vacancy \"v2\": its bytes are those of \"v1\"")));
}

TEST_F(SqliteRepositoryTest, RowOfANewerFormatIsFailedPreconditionNamingTheRow) {
  ASSERT_OK(Open()->Write(Mentees({SomeMentee("m1")})));
  const std::string bytes = "\x7f";
  Execute(absl::StrCat("UPDATE mentee SET bytes = x'7f', checksum = with_keys('mentee', ",
                       ChecksumOfBytes(bytes), ", id, from_revision, to_revision, NULL, NULL)"));
  EXPECT_THAT(Open()->GetMentee({"m1"}),
              StatusIs(StatusCode::kFailedPrecondition,
                       AllOf(HasSubstr("mentee \"m1\""), HasSubstr("format version 127"))));
}

TEST_F(SqliteRepositoryTest, DamagedClassificationIsDataLoss) {
  ASSERT_OK(Open()->WriteClassification({}));
  Execute("UPDATE classification SET bytes = x'0102'");
  EXPECT_THAT(Open()->ReadClassification(),
              StatusIs(StatusCode::kDataLoss, HasSubstr("classification")));
}

// ---- Settings and content for other programs ----------------------------------------------------

TEST_F(SqliteRepositoryTest, WriteAheadLogAndFullSynchronisationAreInForce) {
  ASSERT_OK_AND_ASSIGN(const SqliteHandle database, OpenForWriting(path_));
  EXPECT_EQ(Query("PRAGMA journal_mode"), "wal");
  EXPECT_EQ(QueryNumber(*database, "PRAGMA synchronous"), 2);  // FULL
  EXPECT_GT(QueryNumber(*database, "PRAGMA busy_timeout"), 0);
  EXPECT_GT(QueryNumber(*database, "PRAGMA journal_size_limit"), 0);
}

TEST_F(SqliteRepositoryTest, TwoRepositoriesOnOneFileSeeEachOther) {
  const auto one = Open();
  const auto other = Open();
  ASSERT_THAT(one->Write(Vacancies({SomeVacancy("v1")})), IsOkAndHolds(1));
  EXPECT_OK(other->GetVacancy({"v1"}));
  ASSERT_THAT(other->Write(Vacancies({SomeVacancy("v2")})), IsOkAndHolds(2));
  EXPECT_THAT(one->revision(), IsOkAndHolds(2));
}

TEST_F(SqliteRepositoryTest, ReadersGoOnWhileAnotherProgramWrites) {
  const auto repository = Open();
  ASSERT_OK(repository->Write(Vacancies({SomeVacancy("v1")})));
  SQLite::Database other(path_, SQLite::OPEN_READWRITE);
  other.exec("BEGIN IMMEDIATE; DELETE FROM vacancy");
  EXPECT_OK(repository->GetVacancy({"v1"}));
  EXPECT_OK(ReadAll(*repository));
}

TEST_F(SqliteRepositoryTest, UnchangedRowKeepsItsVersion) {
  const auto repository = Open();
  ASSERT_OK(repository->Write(Vacancies({SomeVacancy("v1"), SomeVacancy("v2")})));
  ASSERT_OK(repository->Write(Vacancies({SomeVacancy("v1"), SomeVacancy("v2", 7)})));
  EXPECT_EQ(Query("SELECT count(*) FROM vacancy WHERE id = 'v1'"), "1");
  EXPECT_EQ(Query("SELECT count(*) FROM vacancy WHERE id = 'v2'"), "2");
  EXPECT_EQ(Query("SELECT begun || ' ' || ended FROM revision WHERE revision = 1"), "2 0");
  EXPECT_EQ(Query("SELECT begun || ' ' || ended FROM revision WHERE revision = 2"), "1 1");
}

TEST_F(SqliteRepositoryTest, OccupationAndDistrictOfAVacancyCanBeQueried) {
  Vacancy vacancy = SomeVacancy("v1");
  vacancy.occupations = {
      {.code = OccupationCode::FromNumber(1104), .activity_level = std::nullopt, .label = ""}};
  vacancy.places = {{.district = DistrictCode::FromNumber(14713),
                     .postal_code = "",
                     .town = "",
                     .point = std::nullopt}};
  ASSERT_OK(Open()->Write(Vacancies({vacancy, SomeVacancy("v2")})));
  EXPECT_EQ(Query("SELECT id FROM vacancy WHERE occupation = '01104'"), "v1");
  EXPECT_EQ(Query("SELECT id FROM vacancy WHERE district = '14713'"), "v1");
  EXPECT_EQ(Query("SELECT id FROM vacancy WHERE occupation IS NULL AND district IS NULL"), "v2");
}

}  // namespace
}  // namespace passung::storage
