// Databases of every schema that was released open with this program, and hold what they held. They are kept as text in
// schemas/NNNN.sql, each as the migrations up to its number made it. A new migration brings its own:
//
//   PASSUNG_WRITE_SCHEMAS=1 build/release/bin/engine_storage_test --gtest_filter='SqliteSchema*'
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "engine/base/digest.h"
#include "engine/storage/row_kinds.h"
#include "engine/storage/sqlite_database.h"
#include "engine/storage/sqlite_rows.h"
#include "passung/codec.h"
#include "passung/inspect.h"
#include "tests/engine/storage/repository_fixture.h"
#include "tests/support/status_matchers.h"

namespace passung::storage {
namespace {

namespace fs = std::filesystem;

constexpr char kFolder[] = "tests/engine/storage/schemas";

// One of each kind, and two versions of a mentee. A row of a kind that a schema did not have yet is left out there.
struct KeptRow {
  RowKind kind;
  std::string id;
  std::string bytes;
  RowKeys keys;
  int64_t from = 1;
  int64_t to = kOpenEnd;
};

template <class T>
KeptRow Kept(const T& value) {
  return {.kind = KindOf<T>::kKind,
          .id = KindOf<T>::IdOf(value),
          .bytes = EncodeCanonical(value),
          .keys = KindOf<T>::Keys(value)};
}

Vacancy NursingVacancy() {
  Vacancy vacancy = SomeVacancy("v1", 3);
  vacancy.occupations = {
      {.code = OccupationCode::FromNumber(81302), .activity_level = std::nullopt, .label = ""}};
  return vacancy;
}

std::vector<KeptRow> RowsOfPeople() {
  MenteeRecord record;
  record.id.value = "m1";
  record.mentor.value = "ada";
  record.expire_time = UnixTime{1'800'000'000};
  MenteeContact contact;
  contact.id.value = "m1";
  contact.phone = "0341 1";
  Outcome outcome;
  outcome.mentee.value = "m1";
  outcome.id.value = "o1";
  outcome.vacancy = VacancyId{"v1"};
  Pin pin;
  pin.mentee.value = "m1";
  pin.vacancy.value = "v1";
  return {Kept(record), Kept(contact), Kept(outcome), Kept(pin)};
}

std::vector<KeptRow> AllRows() {
  std::vector<KeptRow> rows = {Kept(SomeMentee("m1", 25)), Kept(SomeMentee("m1", 40)),
                               Kept(SomeMentee("m2", 50)), Kept(NursingVacancy())};
  rows[0].to = rows[1].from = 2;
  rows.push_back({.kind = RowKind::kClassification,
                  .id = "classification",
                  .bytes = EncodeCanonical(ClassificationRows()),
                  .keys = {}});
  for (KeptRow& row : RowsOfPeople()) rows.push_back(std::move(row));
  Employer employer;
  employer.id.value = "clinic";
  Mentor mentor;
  mentor.id.value = "ada";
  Offer offer;
  offer.id.value = "b2";
  ScoringProfile profile = ShippedProfiles().front();
  profile.id = "own";
  const StoredAnswer answer = {.id = "caller/1",
                               .request_digest = "digest",
                               .answer = "answer",
                               .subject = "m1",
                               .expire_time = {1'800'000'000}};
  rows.insert(rows.end(),
              {Kept(employer), Kept(mentor), Kept(offer), Kept(profile),
               Kept(ActiveProfile{.id = "own", .version = profile.version}), Kept(answer)});
  rows.push_back(
      {.kind = RowKind::kPseudonymKey, .id = "m1", .bytes = std::string(32, 'k'), .keys = {}});
  return rows;
}

bool HasTableOf(SQLite::Database& database, RowKind kind) {
  return database.tableExists(std::string(RowKindName(kind)));
}

// ---- Making -------------------------------------------------------------------------------------

void Insert(SQLite::Database& database, const KeptRow& row, int64_t schema) {
  const RowShape shape = ShapeOf(row.kind);
  const std::string table(RowKindName(row.kind));
  const std::string columns =
      shape.place ? ", occupation, district" : (shape.lookup ? ", owner, expires" : "");
  SQLite::Statement insert(
      database,
      absl::StrCat("INSERT INTO ", table, " (id, from_revision, to_revision, bytes, checksum",
                   columns, ") VALUES (?1, ?2, ?3, ?4, ?5", columns.empty() ? ")" : ", ?6, ?7)"));
  const std::string first = shape.place ? row.keys.occupation : row.keys.owner;
  std::string second = row.keys.district;
  if (row.keys.expires) second = absl::StrCat(*row.keys.expires);
  int64_t checksum = ChecksumOfBytes(row.bytes);
  if (schema >= kSchemaOfWholeChecksums) {
    checksum ^= ChecksumOfKeys({.table = table,
                                .id = row.id,
                                .from = row.from,
                                .to = row.to,
                                .first = first,
                                .second = second});
  }
  insert.bind(1, row.id);
  insert.bind(2, row.from);
  insert.bind(3, row.to);
  insert.bind(4, row.bytes.data(), static_cast<int>(row.bytes.size()));
  insert.bind(5, checksum);
  if (!columns.empty() && !first.empty()) insert.bind(6, first);
  if (row.keys.expires) {
    insert.bind(7, *row.keys.expires);
  } else if (!columns.empty() && !second.empty()) {
    insert.bind(7, second);
  }
  insert.exec();
}

void Make(SQLite::Database& database, int64_t schema) {
  AddRowFunctions(database);
  std::vector<EmbeddedFile> migrations;
  for (const EmbeddedFile& file : Migrations()) {
    if (std::stoll(std::string(file.name.substr(0, 4))) <= schema) migrations.push_back(file);
  }
  Migrate(database, migrations);
  database.exec("INSERT INTO revision (revision, begun, ended) VALUES (1, 1, 0), (2, 1, 1)");
  for (const KeptRow& row : AllRows()) {
    if (HasTableOf(database, row.kind)) Insert(database, row, schema);
  }
}

// All of a database as statements; the same database always gives the same.
std::string TextOf(SQLite::Database& database) {
  std::string text = absl::StrCat(
      "-- Made by sqlite_schema_test.cc from the migrations up to this number; not to be edited.\n",
      "PRAGMA application_id = ", QueryNumber(database, "PRAGMA application_id"),
      ";\nPRAGMA user_version = ", QueryNumber(database, "PRAGMA user_version"), ";\n");
  std::vector<std::string> tables;
  SQLite::Statement schema(database,
                           "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
                           " ORDER BY type DESC, name");
  while (schema.executeStep()) {
    absl::StrAppend(&text, schema.getColumn(2).getString(), ";\n");
    if (schema.getColumn(0).getString() == "table")
      tables.push_back(schema.getColumn(1).getString());
  }
  for (const std::string& table : tables) {
    std::string quoted;
    SQLite::Statement columns(database,
                              absl::StrCat("SELECT name FROM pragma_table_info('", table, "')"));
    while (columns.executeStep()) {
      absl::StrAppend(&quoted, quoted.empty() ? "" : " || ', ' || ", "quote(\"",
                      columns.getColumn(0).getString(), "\")");
    }
    SQLite::Statement rows(database,
                           absl::StrCat("SELECT ", quoted, " FROM ", table, " ORDER BY 1"));
    while (rows.executeStep()) {
      absl::StrAppend(&text, "INSERT INTO ", table, " VALUES (", rows.getColumn(0).getString(),
                      ");\n");
    }
  }
  return text;
}

std::string FixturePath(absl::string_view number) {
  return absl::StrCat(kFolder, "/", number, ".sql");
}

void WriteMissing(absl::string_view number) {
  if (fs::exists(FixturePath(number))) return;
  SQLite::Database database(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  Make(database, std::stoll(std::string(number)));
  std::ofstream(FixturePath(number)) << TextOf(database);
}

// ---- Tests --------------------------------------------------------------------------------------

std::string DigestOfAll(const std::string& path) {
  const auto store = OpenSqliteRowStore(path).value();
  base::Digest digest;
  for (int kind = 0; kind < kRowKindCount; ++kind) {
    for (const int64_t revision : {int64_t{1}, kLatest}) {
      const absl::Status read = store->Scan(static_cast<RowKind>(kind), {.revision = revision},
                                            [&](absl::string_view id, absl::string_view bytes) {
                                              digest.Update(kind).Update(id).Update(bytes);
                                              return absl::OkStatus();
                                            });
      EXPECT_OK(read);
    }
  }
  return digest.ToHex();
}

TEST(SqliteSchemaTest, EveryMigrationHasADatabaseOfItsTime) {
  std::set<std::string> migrations;
  for (const EmbeddedFile& file : Migrations()) {
    migrations.insert(std::string(file.name.substr(0, 4)));
  }
  if (std::getenv("PASSUNG_WRITE_SCHEMAS") != nullptr) {
    for (const std::string& number : migrations) WriteMissing(number);
  }
  std::set<std::string> kept;
  for (const auto& entry : fs::directory_iterator(kFolder)) kept.insert(entry.path().stem());
  EXPECT_EQ(kept, migrations);
}

TEST(SqliteSchemaTest, DatabasesOfEverySchemaOpenAndHoldWhatTheyHeld) {
  for (const EmbeddedFile& file : Migrations()) {
    const std::string number(file.name.substr(0, 4));
    SCOPED_TRACE(number);
    const TempFolder folder;
    std::stringstream text;
    text << std::ifstream(FixturePath(number)).rdbuf();
    std::set<RowKind> kinds;
    {
      SQLite::Database old(folder.File("old.db"), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
      old.exec(text.str());
      for (const KeptRow& row : AllRows()) {
        if (HasTableOf(old, row.kind)) kinds.insert(row.kind);
      }
    }
    EXPECT_OK(InspectDatabase(folder.File("old.db")));  // as it is, by the checksums of its time
    {
      SQLite::Database today(folder.File("today.db"), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
      Make(today, SchemaVersion());
      for (const KeptRow& row : AllRows()) {
        if (!kinds.contains(row.kind)) {
          today.exec(absl::StrCat("DELETE FROM ", std::string(RowKindName(row.kind))));
        }
      }
    }
    EXPECT_EQ(DigestOfAll(folder.File("old.db")), DigestOfAll(folder.File("today.db")));
    ASSERT_OK_AND_ASSIGN(const DatabaseState state, InspectDatabase(folder.File("old.db")));
    EXPECT_EQ(state.schema_version, SchemaVersion());
    ASSERT_OK_AND_ASSIGN(const auto repository, OpenRepository(folder.File("old.db")));
    EXPECT_THAT(repository->GetMenteeAsOf({"m1"}, 1), IsOkAndHolds(SomeMentee("m1", 25)));
    EXPECT_THAT(repository->GetMentee({"m1"}), IsOkAndHolds(SomeMentee("m1", 40)));
    EXPECT_THAT(repository->GetVacancy({"v1"}), IsOkAndHolds(NursingVacancy()));
    EXPECT_THAT(repository->Write(Mentees({SomeMentee("m1", 60)})), IsOkAndHolds(3));
  }
  testing::Test::RecordProperty("upgraded", static_cast<int>(Migrations().size()));
}

// A row that was damaged before the checksums changed is not taken for good by the change.
TEST(SqliteSchemaTest, WhatWasDamagedBeforeIsFoundAfterwards) {
  const TempFolder folder;
  const std::string path = folder.File("passung.db");
  {
    SQLite::Database old(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    Make(old, kSchemaOfWholeChecksums - 2);
    old.exec("UPDATE mentee SET bytes = x'00' WHERE id = 'm2'");
  }
  ASSERT_OK_AND_ASSIGN(const auto repository, OpenRepository(path));
  EXPECT_THAT(repository->GetMentee({"m2"}),
              StatusIs(absl::StatusCode::kDataLoss, testing::HasSubstr("mentee \"m2\"")));
  EXPECT_OK(repository->GetMentee({"m1"}));
}

}  // namespace
}  // namespace passung::storage
