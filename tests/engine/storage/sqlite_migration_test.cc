#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <set>
#include <span>
#include <string>

#include "engine/storage/sqlite_database.h"
#include "tests/engine/storage/repository_fixture.h"
#include "tests/support/status_matchers.h"

namespace passung::storage {
namespace {

constexpr EmbeddedFile kFirst = {.name = "0001_first.sql",
                                 .content =
                                     "CREATE TABLE migration (number INTEGER, name TEXT);"
                                     "CREATE TABLE fruit (name TEXT);"};
constexpr EmbeddedFile kSecond = {.name = "0002_second.sql",
                                  .content =
                                      "ALTER TABLE fruit ADD COLUMN colour TEXT;"
                                      "INSERT INTO fruit VALUES ('plum', 'blue');"};
constexpr EmbeddedFile kBroken = {.name = "0003_broken.sql",
                                  .content = "DELETE FROM fruit; ALTER TABLE nut ADD x;"};

class SqliteMigrationTest : public testing::Test {
 protected:
  int64_t Number(const char* sql) { return QueryNumber(database_, sql); }

  TempFolder folder_;
  SQLite::Database database_{folder_.File("passung.db"),
                             SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
};

TEST_F(SqliteMigrationTest, AllRunInOrderOnAnEmptyFile) {
  Migrate(database_, std::array{kFirst, kSecond});
  EXPECT_EQ(Number("PRAGMA user_version"), 2);
  EXPECT_EQ(Number("PRAGMA application_id"), kApplicationId);
  EXPECT_EQ(Number("SELECT count(*) FROM fruit WHERE colour = 'blue'"), 1);
  EXPECT_EQ(Number("SELECT count(*) FROM migration WHERE number = 2 AND name = '0002_second.sql'"),
            1);
}

TEST_F(SqliteMigrationTest, OnlyTheMissingOnesRun) {
  Migrate(database_, std::array{kFirst});
  database_.exec("INSERT INTO fruit VALUES ('pear')");
  Migrate(database_, std::array{kFirst, kSecond});
  EXPECT_EQ(Number("SELECT count(*) FROM fruit"), 2);
  EXPECT_EQ(Number("SELECT count(*) FROM migration"), 2);
}

TEST_F(SqliteMigrationTest, RunningThemAgainChangesNothing) {
  Migrate(database_, std::array{kFirst, kSecond});
  Migrate(database_, std::array{kFirst, kSecond});
  EXPECT_EQ(Number("SELECT count(*) FROM fruit"), 1);
  EXPECT_EQ(Number("SELECT count(*) FROM migration"), 2);
}

TEST_F(SqliteMigrationTest, OneThatFailsUndoesAllOfThem) {
  Migrate(database_, std::array{kFirst});
  EXPECT_THROW(Migrate(database_, std::array{kFirst, kSecond, kBroken}), SQLite::Exception);
  EXPECT_EQ(Number("PRAGMA user_version"), 1);
  EXPECT_EQ(Number("SELECT count(*) FROM fruit"), 0);
  EXPECT_EQ(Number("SELECT count(*) FROM pragma_table_info('fruit')"), 1);
}

// No number twice, and all files of the source tree are compiled in. A number that was given to a change that came
// otherwise stays empty.
TEST(MigrationFilesTest, NumbersRiseUpToTheSchemaVersion) {
  std::set<std::string> numbers;
  size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator("engine/storage/migrations")) {
    numbers.insert(entry.path().filename().string().substr(0, 4));
    ++files;
  }
  EXPECT_EQ(numbers.size(), files);
  EXPECT_EQ(Migrations().size(), files);
  EXPECT_EQ(*numbers.begin(), "0001");
  EXPECT_EQ(std::stoll(*numbers.rbegin()), SchemaVersion());
}

// Released migrations are never edited: databases exist that they made.
TEST(MigrationFilesTest, SchemaOfANewDatabaseIsTheOneWrittenDown) {
  const TempFolder folder;
  ASSERT_OK_AND_ASSIGN(const SqliteHandle database, OpenForWriting(folder.File("passung.db")));
  std::string columns;
  SQLite::Statement statement(
      *database,
      "SELECT t.name, group_concat(c.name || ' ' || c.type, ', ') FROM"
      " (SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name) AS t,"
      " pragma_table_info(t.name) AS c GROUP BY t.name ORDER BY t.name");
  while (statement.executeStep()) {
    absl::StrAppend(&columns, statement.getColumn(0).getString(), ": ",
                    statement.getColumn(1).getString(), "\n");
  }
  EXPECT_EQ(columns,
            "active_profile: id TEXT, from_revision INTEGER, to_revision INTEGER, bytes BLOB,"
            " checksum INTEGER\n"
            "answer: id TEXT, from_revision INTEGER, to_revision INTEGER, bytes BLOB,"
            " checksum INTEGER, owner TEXT, expires INTEGER\n"
            "classification: id TEXT, from_revision INTEGER, to_revision INTEGER, bytes BLOB,"
            " checksum INTEGER\n"
            "employer: id TEXT, from_revision INTEGER, to_revision INTEGER, bytes BLOB,"
            " checksum INTEGER\n"
            "history: id INTEGER, kept_from INTEGER\n"
            "mentee: id TEXT, from_revision INTEGER, to_revision INTEGER, bytes BLOB,"
            " checksum INTEGER\n"
            "mentee_contact: id TEXT, from_revision INTEGER, to_revision INTEGER, bytes BLOB,"
            " checksum INTEGER\n"
            "mentee_record: id TEXT, from_revision INTEGER, to_revision INTEGER, bytes BLOB,"
            " checksum INTEGER, owner TEXT, expires INTEGER\n"
            "mentor: id TEXT, from_revision INTEGER, to_revision INTEGER, bytes BLOB,"
            " checksum INTEGER\n"
            "migration: number INTEGER, name TEXT\n"
            "offer: id TEXT, from_revision INTEGER, to_revision INTEGER, bytes BLOB,"
            " checksum INTEGER\n"
            "outcome: id TEXT, from_revision INTEGER, to_revision INTEGER, bytes BLOB,"
            " checksum INTEGER, owner TEXT, expires INTEGER\n"
            "pin: id TEXT, from_revision INTEGER, to_revision INTEGER, bytes BLOB,"
            " checksum INTEGER, owner TEXT, expires INTEGER\n"
            "profile: id TEXT, from_revision INTEGER, to_revision INTEGER, bytes BLOB,"
            " checksum INTEGER\n"
            "pseudonym_key: id TEXT, from_revision INTEGER, to_revision INTEGER, bytes BLOB,"
            " checksum INTEGER\n"
            "revision: revision INTEGER, begun INTEGER, ended INTEGER\n"
            "revision_time: second INTEGER, revision INTEGER\n"
            "space_probe: bytes BLOB\n"
            "vacancy: id TEXT, from_revision INTEGER, to_revision INTEGER, bytes BLOB,"
            " checksum INTEGER, occupation TEXT, district TEXT\n");
}

}  // namespace
}  // namespace passung::storage
