// What only a file can show of people's data: what stays in its bytes, and what an old file becomes.

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/base/digest.h"
#include "engine/storage/sqlite_database.h"
#include "passung/codec.h"
#include "tests/engine/storage/repository_fixture.h"
#include "tests/support/status_matchers.h"

namespace passung::storage {
namespace {

constexpr char kName[] = "Canary-Name-4711";
constexpr char kPhone[] = "Canary-Phone-4712";
constexpr char kFact[] = "Canary.Skill.4713";
constexpr char kAnswer[] = "Canary-Answer-4714";
constexpr char kReference[] = "Canary-Reference-4715";
constexpr char kOutcome[] = "Canary-Digest-4716";
constexpr char kNote[] = "Canary-Note-4717";
constexpr const char* kCanaries[] = {kName, kPhone, kFact, kAnswer, kReference, kOutcome, kNote};

class SqlitePeopleTest : public testing::Test {
 protected:
  std::unique_ptr<Repository> Open() { return OpenRepository("sqlite:" + path_).value(); }

  // The database, its log and whatever else lies beside it.
  std::string AllBytes() {
    std::string bytes;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(path_).parent_path())) {
      std::ifstream file(entry.path(), std::ios::binary);
      bytes.append(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return bytes;
  }

  static WriteBatch Canary(const std::string& id, int round) {
    Mentee mentee = SomeMentee(id, 10 + round);
    mentee.facts.skills.emplace().push_back({.id = kFact, .valid = {}});
    WriteBatch batch = Mentees({mentee});
    MenteeRecord record;
    record.id.value = id;
    record.expire_time = UnixTime{1000 + round};
    record.legal_bases = {{.purpose = Purpose::kContact,
                           .kind = BasisKind::kConsent,
                           .reference = kReference,
                           .valid = {}}};
    batch.upsert_records = {record};
    batch.upsert_contacts = {{.id = {id},
                              .display_name = kName,
                              .phone = absl::StrCat(kPhone, round),
                              .email = "",
                              .address = ""}};
    Outcome outcome;
    outcome.mentee.value = id;
    outcome.vacancy.value = "v1";
    outcome.date = Date::FromDays(20'000 + round % 5);
    outcome.decision = {.number = 1 + round, .snapshot_digest = kOutcome};
    outcome.id = OutcomeIdOf(outcome);
    batch.upsert_outcomes = {outcome};
    batch.upsert_pins = {{.mentee = {id}, .vacancy = {"v1"}, .note = kNote}};
    batch.answers = {{.id = "caller|1",
                      .request_digest = "d",
                      .answer = kAnswer,
                      .subject = id,
                      .expire_time = {99}}};
    return batch;
  }

  static std::vector<Mentee> Crowd() {
    std::vector<Mentee> crowd;
    for (int i = 0; i < 500; ++i) crowd.push_back(SomeMentee(absl::StrCat("a", i)));
    for (int i = 0; i < 500; ++i) crowd.push_back(SomeMentee(absl::StrCat("z", i)));
    return crowd;
  }

  TempFolder folder_;
  std::string path_ = folder_.File("passung.db");
};

TEST_F(SqlitePeopleTest, APurgeLeavesNoByteInTheFilesOfTheDatabase) {
  const auto repository = Open();
  ASSERT_OK(repository->Write(Mentees(Crowd())));
  for (int round = 0; round < 40; ++round) ASSERT_OK(repository->Write(Canary("m1", round)));
  for (const char* canary : kCanaries) EXPECT_TRUE(absl::StrContains(AllBytes(), canary)) << canary;
  WriteBatch purge;
  purge.purge_mentees = {{"m1"}};
  ASSERT_OK(repository->Write(purge));
  ASSERT_OK(repository->Scrub());
  const std::string bytes = AllBytes();
  for (const char* canary : kCanaries) EXPECT_FALSE(absl::StrContains(bytes, canary)) << canary;
  EXPECT_OK(repository->GetMentee({"z499"}));
}

TEST_F(SqlitePeopleTest, ACorrectedContactIsNotKept) {
  const auto repository = Open();
  ASSERT_OK(repository->Write(Canary("m1", 1)));
  WriteBatch corrected;
  corrected.upsert_contacts = {
      {.id = {"m1"}, .display_name = "B", .phone = "", .email = "", .address = ""}};
  ASSERT_OK(repository->Write(corrected));
  ASSERT_OK(repository->Scrub());
  EXPECT_FALSE(absl::StrContains(AllBytes(), kName));
}

TEST_F(SqlitePeopleTest, ScrubbingAnswersWhileReadersHaveBeenThere) {
  const auto repository = Open();
  ASSERT_OK(repository->Write(Canary("m1", 1)));
  ASSERT_OK(repository->GetMentee({"m1"}));
  ASSERT_OK(repository->Scrub());
  EXPECT_OK(repository->GetMentee({"m1"}));
  EXPECT_OK(repository->Write(Canary("m1", 2)));
}

std::string ReadSource(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// A file as the first version of the program made it, with one mentee and one vacancy.
void MakeVersionOne(const std::string& path) {
  SQLite::Database database(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  database.exec(ReadSource("engine/storage/migrations/0001_initial.sql"));
  database.exec("INSERT INTO migration VALUES (1, '0001_initial.sql')");
  database.exec("INSERT INTO revision VALUES (1, 2, 0)");
  const auto put = [&](const char* table, const char* id, const std::string& bytes) {
    SQLite::Statement insert(
        database, absl::StrCat("INSERT INTO ", table,
                               " (id, from_revision, to_revision, bytes, checksum) VALUES"
                               " (?1, 1, 9223372036854775807, ?2, ?3)"));
    insert.bind(1, id);
    insert.bind(2, bytes.data(), static_cast<int>(bytes.size()));
    insert.bind(3, static_cast<int64_t>(base::DigestOf(bytes).low));
    insert.exec();
  };
  put("mentee", "m1", EncodeCanonical(SomeMentee("m1", 25)));
  put("vacancy", "v1", EncodeCanonical(SomeVacancy("v1", 3)));
  database.exec("PRAGMA user_version = 1");
  database.exec(absl::StrCat("PRAGMA application_id = ", kApplicationId));
}

TEST_F(SqlitePeopleTest, AFileOfVersionOneOpensAndTakesRecords) {
  MakeVersionOne(path_);
  {
    const auto repository = Open();
    EXPECT_THAT(repository->revision(), IsOkAndHolds(1));
    EXPECT_THAT(repository->GetMentee({"m1"}), IsOkAndHolds(SomeMentee("m1", 25)));
    EXPECT_THAT(repository->GetVacancy({"v1"}), IsOkAndHolds(SomeVacancy("v1", 3)));
    EXPECT_THAT(repository->GetMenteeRecord({"m1"}), StatusIs(absl::StatusCode::kNotFound));
    ASSERT_OK(repository->Write(Canary("m1", 0)));
  }
  const auto again = Open();
  EXPECT_THAT(again->revision(), IsOkAndHolds(2));
  EXPECT_OK(again->GetMenteeRecord({"m1"}));
  EXPECT_THAT(again->GetMenteeAsOf({"m1"}, 1), IsOkAndHolds(SomeMentee("m1", 25)));
}

}  // namespace
}  // namespace passung::storage
