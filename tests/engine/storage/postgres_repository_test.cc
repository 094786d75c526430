// What only the PostgreSQL store promises: whom it refuses, followers who miss nothing, lost connections, writes in
// doubt.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "engine/storage/row_store.h"
#include "passung/codec.h"
#include "passung/inspect.h"
#include "passung/repository.h"
#include "tests/engine/storage/cutting_proxy.h"
#include "tests/engine/storage/repository_fixture.h"
#include "tests/support/postgres_server.h"
#include "tests/support/status_matchers.h"

namespace passung::storage {
namespace {

using absl::StatusCode;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr char kSecret[] = "geheim-4711";

class PostgresRepositoryTest : public testing::Test {
 protected:
  PostgresRepositoryTest() { server().Clear(); }

  static PostgresServer& server() { return PostgresServer::Shared(); }
  static std::unique_ptr<Repository> Open() { return OpenRepository(server().Url()).value(); }
  static std::unique_ptr<RowStore> OpenStore() {
    return OpenPostgresRowStore(server().Url()).value();
  }
  static std::string Url(absl::string_view more) { return absl::StrCat(server().Url(), more); }
  // Until so many writers wait for another.
  static void AwaitWaitingWriters(int count) {
    while (
        server().Run("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted") !=
        absl::StrCat(count)) {
      std::this_thread::yield();
    }
  }
};

// ---- What is refused ----------------------------------------------------------------------------

TEST_F(PostgresRepositoryTest, ServerThatMayLoseWhatItAcknowledgedIsRefused) {
  EXPECT_THAT(
      OpenRepository(Url("&options=-csynchronous_commit%3Doff")).status(),
      StatusIs(StatusCode::kFailedPrecondition, AllOf(HasSubstr("synchronous_commit is off"),
                                                      HasSubstr("set synchronous_commit = on"))));
  EXPECT_OK(OpenRepository(Url("&options=-csynchronous_commit%3Dlocal")).status());
  const auto before = Open();
  for (const char* setting : {"fsync", "full_page_writes"}) {
    server().Restart({absl::StrCat(setting, "=off")});
    EXPECT_THAT(
        OpenRepository(server().Url()).status(),
        StatusIs(StatusCode::kFailedPrecondition, HasSubstr(absl::StrCat(setting, " is off"))));
    EXPECT_THAT(
        InspectDatabase(server().Url()).status(),
        StatusIs(StatusCode::kFailedPrecondition, HasSubstr(absl::StrCat(setting, " is off"))));
    // Whoever has it open already writes no more either.
    EXPECT_THAT(
        before->Write(Mentees({SomeMentee("m1")})),
        StatusIs(StatusCode::kFailedPrecondition, HasSubstr(absl::StrCat(setting, " is off"))));
  }
  server().Restart({});
  EXPECT_THAT(before->Write(Mentees({SomeMentee("m1")})), IsOkAndHolds(1));
}

TEST_F(PostgresRepositoryTest, DatabaseOfANewerProgramIsRefusedAndStaysAsItIs) {
  const auto before = Open();
  server().Run("INSERT INTO passung.migration VALUES (99, 'later')");
  EXPECT_THAT(OpenRepository(server().Url()).status(),
              StatusIs(StatusCode::kFailedPrecondition,
                       AllOf(HasSubstr("schema version 99"), HasSubstr("up to 4"))));
  EXPECT_THAT(before->Write(Mentees({SomeMentee("m1")})),
              StatusIs(StatusCode::kFailedPrecondition, HasSubstr("now has schema version 99")));
  EXPECT_EQ(server().Run("SELECT count(*) FROM passung.stored_row"), "0");
}

TEST_F(PostgresRepositoryTest, SchemaOfAnotherProgramIsRefusedAndStaysAsItIs) {
  server().Run("CREATE SCHEMA passung; CREATE TABLE passung.other (number integer)");
  EXPECT_THAT(OpenRepository(server().Url()).status(),
              StatusIs(StatusCode::kDataLoss, HasSubstr("not a database of Passung")));
  EXPECT_EQ(server().Run("SELECT count(*) FROM pg_tables WHERE schemaname = 'passung'"), "1");
}

TEST_F(PostgresRepositoryTest, OtherEncodingIsRefused) {
  server().Run("DROP DATABASE IF EXISTS latin");
  server().Run("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
  EXPECT_THAT(
      OpenRepository(absl::StrReplaceAll(server().Url(), {{"/postgres?", "/latin?"}})).status(),
      StatusIs(StatusCode::kFailedPrecondition, HasSubstr("encoding LATIN1")));
}

TEST_F(PostgresRepositoryTest, NoMessageShowsThePassword) {
  for (const std::string& url :
       {absl::StrCat("postgresql://somebody:", kSecret, "@127.0.0.1:1/passung"),
        absl::StrCat("postgresql://somebody:", kSecret, "%zz@127.0.0.1/passung"),
        absl::StrCat("postgresql://127.0.0.1/passung?", kSecret, "=1"),
        absl::StrCat("postgresql://somebody:", kSecret, "@127.0.0.1:port/passung"),
        absl::StrCat("postgres://somebody:", kSecret, "@/nowhere?host=", server().folder()),
        absl::StrCat("mysql://somebody:", kSecret, "@127.0.0.1/passung")}) {
    const absl::Status status = OpenRepository(url).status();
    EXPECT_FALSE(status.ok()) << url;
    EXPECT_THAT(std::string(status.message()), Not(HasSubstr(kSecret)));
    EXPECT_THAT(ShownDatabase(absl::StrReplaceAll(url, {{"mysql", "postgresql"}})),
                Not(HasSubstr(kSecret)));
  }
  EXPECT_EQ(ShownDatabase(absl::StrCat("postgresql://a:", kSecret,
                                       "@db.example:5433/passung?password=", kSecret)),
            "postgresql://db.example:5433/passung");
  EXPECT_EQ(ShownDatabase("market.db"), "market.db");
}

TEST_F(PostgresRepositoryTest, UnreachableServerIsUnavailable) {
  EXPECT_THAT(OpenRepository("postgresql://passung@127.0.0.1:1/passung").status(),
              StatusIs(StatusCode::kUnavailable, HasSubstr("postgresql://127.0.0.1:1/passung")));
  EXPECT_THAT(
      OpenRepository(absl::StrReplaceAll(server().Url(), {{"/postgres?", "/nowhere?"}})).status(),
      StatusIs(StatusCode::kUnavailable, HasSubstr("nowhere")));
}

TEST_F(PostgresRepositoryTest, ManyMakeTheSchemaAtOnce) {
  std::vector<std::thread> threads;
  std::atomic<int> opened = 0;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] { opened += OpenRepository(server().Url()).ok() ? 1 : 0; });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(opened, 4);
  EXPECT_EQ(server().Run("SELECT count(*) FROM passung.migration"), "4");
}

TEST_F(PostgresRepositoryTest, InspectionCountsAndChangesNothing) {
  ASSERT_OK_AND_ASSIGN(const DatabaseState before, InspectDatabase(server().Url()));
  EXPECT_EQ(before.schema_version, 0);
  EXPECT_EQ(server().Run("SELECT count(*) FROM pg_namespace WHERE nspname = 'passung'"), "0");
  const auto repository = Open();
  ASSERT_OK(repository->Write(Vacancies({SomeVacancy("v1"), SomeVacancy("v2")})).status());
  ASSERT_OK(repository->Write(Deletes({}, {{"v1"}})).status());
  ASSERT_OK(repository->Write(Mentees({SomeMentee("m1")})).status());
  ASSERT_OK_AND_ASSIGN(const DatabaseState after, InspectDatabase(server().Url()));
  EXPECT_EQ(after.schema_version, after.newest_schema);
  EXPECT_EQ(after.mentees, 1);
  EXPECT_EQ(after.vacancies, 1);
}

// ---- Following ----------------------------------------------------------------------------------

std::vector<std::string> ChangedIds(const RepositoryChanges& changes) {
  std::vector<std::string> ids;
  for (const Mentee& mentee : changes.batch.upsert_mentees) ids.push_back(mentee.id.value);
  for (const Vacancy& vacancy : changes.batch.upsert_vacancies) ids.push_back(vacancy.id.value);
  for (const MenteeId& id : changes.batch.delete_mentees) ids.push_back("-" + id.value);
  for (const VacancyId& id : changes.batch.delete_vacancies) ids.push_back("-" + id.value);
  return ids;
}

TEST_F(PostgresRepositoryTest, FollowerMissesNothingThatIsCommittedLate) {
  const auto early = OpenStore();
  const auto late_reader = Open();
  const auto late_writer = Open();
  // The first has its revision and takes its time; the second comes meanwhile.
  auto slow = early->Begin().value();
  ASSERT_EQ(slow->revision(), 1);
  const Mentee mentee = SomeMentee("slow");
  ASSERT_OK(slow->Put(RowKind::kMentee, "slow", EncodeCanonical(mentee), {}));
  absl::StatusOr<int64_t> second;
  std::thread other([&] { second = late_writer->Write(Mentees({SomeMentee("quick")})); });
  AwaitWaitingWriters(1);
  // Nobody can be ahead of what is not committed.
  ASSERT_OK_AND_ASSIGN(const RepositoryChanges none, late_reader->ReadChanges(0));
  EXPECT_EQ(none.revision, 0);
  EXPECT_THAT(ChangedIds(none), IsEmpty());
  ASSERT_OK(slow->Commit(std::nullopt));
  slow.reset();
  other.join();
  EXPECT_THAT(second, IsOkAndHolds(2));
  ASSERT_OK_AND_ASSIGN(const RepositoryChanges both, late_reader->ReadChanges(none.revision));
  EXPECT_EQ(both.revision, 2);
  EXPECT_THAT(ChangedIds(both), testing::UnorderedElementsAre("slow", "quick"));
}

TEST_F(PostgresRepositoryTest, RevisionOfAWriterThatGaveUpIsGivenToTheNext) {
  const auto store = OpenStore();
  const auto repository = Open();
  auto given_up = store->Begin().value();
  absl::StatusOr<int64_t> next;
  std::thread other([&] { next = repository->Write(Mentees({SomeMentee("m1")})); });
  AwaitWaitingWriters(1);
  given_up.reset();
  other.join();
  EXPECT_THAT(next, IsOkAndHolds(1));
}

// Two write as they like; one follows and must at every moment have what is stored at its revision.
TEST_F(PostgresRepositoryTest, FollowerOfTwoWritersHasEveryRevisionWhole) {
  constexpr int kWrites = 60;
  const auto write = [](int writer) {
    const auto repository = Open();
    std::mt19937 random(static_cast<uint32_t>(writer));
    for (int i = 0; i < kWrites; ++i) {
      // Both rows of one write have the same number: a follower must never see one without the other.
      const auto number = static_cast<int32_t>(random() % 500 + 1);
      const std::string id = absl::StrCat("w", random() % 5);
      WriteBatch batch = Mentees({SomeMentee(id, number)});
      batch.upsert_vacancies = {SomeVacancy(id, number)};
      EXPECT_OK(repository->Write(batch).status());
    }
  };
  std::thread first(write, 1);
  std::thread second(write, 2);
  const auto repository = Open();
  std::map<std::string, int32_t> mentees;
  std::map<std::string, int32_t> vacancies;
  int64_t revision = 0;
  while (revision < 2 * kWrites && !HasFailure()) {
    ASSERT_OK_AND_ASSIGN(const RepositoryChanges changes, repository->ReadChanges(revision));
    ASSERT_GE(changes.revision, revision);
    ASSERT_FALSE(changes.everything);
    revision = changes.revision;
    for (const Mentee& mentee : changes.batch.upsert_mentees) {
      mentees[mentee.id.value] = mentee.facts.max_travel_minutes.value_or(0);
    }
    for (const Vacancy& vacancy : changes.batch.upsert_vacancies) {
      vacancies[vacancy.id.value] = vacancy.openings.value_or(0);
    }
    ASSERT_EQ(mentees, vacancies) << "at revision " << revision;
  }
  first.join();
  second.join();
  EXPECT_EQ(revision, 2 * kWrites);
}

TEST_F(PostgresRepositoryTest, ChangesTellWhatCameAndWent) {
  const auto repository = Open();
  ASSERT_OK(repository->Write(Vacancies({SomeVacancy("v1"), SomeVacancy("v2")})).status());
  ASSERT_OK(repository->Write(Deletes({}, {{"v1"}})).status());
  ASSERT_OK_AND_ASSIGN(RepositoryChanges changes, repository->ReadChanges(1));
  EXPECT_THAT(ChangedIds(changes), testing::ElementsAre("-v1"));
  ASSERT_OK_AND_ASSIGN(changes, repository->ReadChanges(2));
  EXPECT_EQ(changes.revision, 2);
  EXPECT_THAT(ChangedIds(changes), IsEmpty());
  // The database was put back to an earlier state.
  ASSERT_OK_AND_ASSIGN(changes, repository->ReadChanges(7));
  EXPECT_TRUE(changes.everything);
}

TEST_F(PostgresRepositoryTest, OutboxForgetsWhatIsLongAgoAndSaysSo) {
  const auto repository = Open();
  ASSERT_OK(repository->Write(Mentees({SomeMentee("m1")})).status());
  server().Run("INSERT INTO passung.revision VALUES (10005, gen_random_uuid())");
  ASSERT_OK(repository->Write(Mentees({SomeMentee("m2")})).status());
  EXPECT_EQ(server().Run("SELECT count(*) FROM passung.change"), "1");
  ASSERT_OK_AND_ASSIGN(RepositoryChanges changes, repository->ReadChanges(5));
  EXPECT_TRUE(changes.everything);
  ASSERT_OK_AND_ASSIGN(changes, repository->ReadChanges(6));
  EXPECT_FALSE(changes.everything);
  EXPECT_THAT(ChangedIds(changes), testing::ElementsAre("m2"));
}

TEST_F(PostgresRepositoryTest, PurgeLeavesNothingInTheOutboxAndIsToldAll) {
  const auto repository = Open();
  ASSERT_OK(repository->Write(Mentees({SomeMentee("m1"), SomeMentee("m2")})).status());
  WriteBatch purge;
  purge.purge_mentees = {{"m1"}};
  ASSERT_OK(repository->Write(purge).status());
  EXPECT_EQ(server().Run("SELECT count(*) FROM passung.change WHERE id <> ''"), "0");
  ASSERT_OK_AND_ASSIGN(RepositoryChanges changes, repository->ReadChanges(1));
  EXPECT_TRUE(changes.everything);
  ASSERT_OK_AND_ASSIGN(changes, repository->ReadChanges(2));
  EXPECT_FALSE(changes.everything);
}

TEST_F(PostgresRepositoryTest, WriteOfVeryManyRowsIsToldAsAll) {
  const auto repository = Open();
  std::vector<Vacancy> vacancies;
  for (int i = 0; i < 20'001; ++i) vacancies.push_back(SomeVacancy(absl::StrCat("v", i)));
  ASSERT_OK(repository->Write(Vacancies(vacancies)).status());
  EXPECT_EQ(server().Run("SELECT string_agg(kind, ',') FROM passung.change"), "*");
  ASSERT_OK_AND_ASSIGN(const RepositoryChanges changes, repository->ReadChanges(0));
  EXPECT_TRUE(changes.everything);
}

TEST_F(PostgresRepositoryTest, WatchIsWokenByAWriterAndEndsWhenStopped) {
  const auto repository = Open();
  const auto watch = repository->Watch();
  ASSERT_NE(watch, nullptr);
  constexpr std::chrono::milliseconds kForEver(600'000);
  watch->Wait(kForEver);  // begins to listen
  const auto writer = Open();
  ASSERT_OK(writer->Write(Mentees({SomeMentee("m1")})).status());
  watch->Wait(kForEver);
  watch->Stop();
  watch->Wait(kForEver);
}

// ---- Many rows ----------------------------------------------------------------------------------

// Few rows go with the commit, many by COPY: both must do what memory does.
TEST_F(PostgresRepositoryTest, RandomHistoriesAreThoseOfMemory) {
  const auto postgres = Open();
  const auto memory = OpenRepository("memory:").value();
  std::mt19937 random(17);
  for (int write = 0; write < 25; ++write) {
    WriteBatch batch;
    const int rows = write % 2 == 0 ? 5 : 150;
    for (int i = 0; i < 200 && rows > static_cast<int>(batch.upsert_vacancies.size()); ++i) {
      const std::string id = absl::StrCat("v", i);
      if (random() % 3 == 0) continue;
      if (random() % 8 == 0 && memory->GetVacancy({id}).ok()) {
        batch.delete_vacancies.push_back({id});
      } else {
        batch.upsert_vacancies.push_back(SomeVacancy(id, static_cast<int32_t>(random() % 2 + 1)));
        batch.upsert_mentees.push_back(SomeMentee(id, static_cast<int32_t>(random() % 2 + 1)));
        batch.upsert_contacts.push_back(
            {.id = {id}, .display_name = absl::StrCat("n", random() % 2)});
      }
    }
    ASSERT_OK_AND_ASSIGN(const int64_t revision, memory->Write(batch));
    ASSERT_THAT(postgres->Write(batch), IsOkAndHolds(revision));
  }
  ASSERT_OK_AND_ASSIGN(const RepositoryContents expected, memory->ReadContents());
  ASSERT_OK_AND_ASSIGN(const RepositoryContents found, postgres->ReadContents());
  EXPECT_EQ(found.vacancies, expected.vacancies);
  EXPECT_EQ(found.mentees, expected.mentees);
  EXPECT_EQ(found.revision, expected.revision);
  for (int i = 0; i < 200; ++i) {
    const std::string id = absl::StrCat("v", i);
    for (int64_t revision = 1; revision <= 25; revision += 4) {
      EXPECT_EQ(postgres->GetVacancyAsOf({id}, revision).status().code(),
                memory->GetVacancyAsOf({id}, revision).status().code());
    }
    ASSERT_OK_AND_ASSIGN(const auto ours, postgres->MenteeHistory({id}));
    ASSERT_OK_AND_ASSIGN(const auto theirs, memory->MenteeHistory({id}));
    ASSERT_THAT(ours, SizeIs(theirs.size())) << id;
    for (size_t v = 0; v < ours.size(); ++v) {
      EXPECT_EQ(ours[v].value, theirs[v].value);
      EXPECT_EQ(ours[v].from_revision, theirs[v].from_revision);
      EXPECT_EQ(ours[v].to_revision, theirs[v].to_revision);
    }
    EXPECT_EQ(postgres->GetMenteeContact({id}).status().code(),
              memory->GetMenteeContact({id}).status().code());
    if (memory->GetMenteeContact({id}).ok()) {
      EXPECT_EQ(postgres->GetMenteeContact({id}).value(), memory->GetMenteeContact({id}).value());
    }
  }
}

TEST_F(PostgresRepositoryTest, DamagedRowIsDataLossByName) {
  const auto repository = Open();
  ASSERT_OK(repository->Write(Mentees({SomeMentee("m1"), SomeMentee("m2")})).status());
  server().Run("UPDATE passung.stored_row SET checksum = checksum + 1 WHERE id = 'm1'");
  EXPECT_THAT(repository->GetMentee({"m1"}),
              StatusIs(StatusCode::kDataLoss, HasSubstr("mentee \"m1\"")));
  EXPECT_OK(repository->GetMentee({"m2"}).status());
  ASSERT_OK(repository->Write(Mentees({SomeMentee("m1")})).status());
  EXPECT_OK(repository->GetMentee({"m1"}).status());
}

TEST_F(PostgresRepositoryTest, NothingOfWhoWasPurgedIsInTheTablesAfterScrubbing) {
  const auto repository = Open();
  WriteBatch batch = Mentees({SomeMentee("m1")});
  batch.upsert_contacts = {{.id = {"m1"}, .display_name = "Kanarienvogelname"}};
  ASSERT_OK(repository->Write(batch).status());
  // What the server does by itself now and then: it keeps values of columns as statistics.
  server().Run("ANALYZE");
  WriteBatch purge;
  purge.purge_mentees = {{"m1"}};
  ASSERT_OK(repository->Write(purge).status());
  ASSERT_OK(repository->Scrub());
  server().Run("CHECKPOINT");
  int files = 0;
  namespace fs = std::filesystem;
  for (const auto& file : fs::recursive_directory_iterator(server().folder() + "/data/base")) {
    if (!file.is_regular_file()) continue;
    std::ifstream stream(file.path(), std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(stream)), {});
    EXPECT_THAT(bytes.find("Kanarienvogelname"), std::string::npos) << file.path();
    ++files;
  }
  EXPECT_GT(files, 100);
}

// ---- Lost connections ---------------------------------------------------------------------------

TEST_F(PostgresRepositoryTest, ServerThatWasStartedAnewIsUsedAgainWithoutAnError) {
  const auto repository = Open();
  ASSERT_OK(repository->Write(Mentees({SomeMentee("m1")})).status());
  ASSERT_OK(repository->GetMentee({"m1"}).status());
  server().Restart({});
  EXPECT_OK(repository->GetMentee({"m1"}).status());
  server().Restart({});
  EXPECT_THAT(repository->Write(Mentees({SomeMentee("m2")})), IsOkAndHolds(2));
  EXPECT_THAT(repository->ListMentees("", 10), IsOk());
}

TEST_F(PostgresRepositoryTest, ServerThatIsGoneIsUnavailableUntilItIsBack) {
  const auto repository = Open();
  ASSERT_OK(repository->Write(Mentees({SomeMentee("m1")})).status());
  server().Stop();
  EXPECT_THAT(repository->GetMentee({"m1"}), StatusIs(StatusCode::kUnavailable));
  EXPECT_THAT(repository->Write(Mentees({SomeMentee("m2")})), StatusIs(StatusCode::kUnavailable));
  EXPECT_THAT(repository->ReadChanges(0), StatusIs(StatusCode::kUnavailable));
  server().Start();
  EXPECT_OK(repository->GetMentee({"m1"}).status());
  EXPECT_THAT(repository->Write(Mentees({SomeMentee("m2")})), IsOkAndHolds(2));
}

TEST_F(PostgresRepositoryTest, WriteWhoseCommitGotThroughIsAcknowledgedThoughItsAnswerWasLost) {
  CuttingProxy proxy(server().folder() + "/.s.PGSQL.5432", CuttingProxy::Cut::kAnswerOfCommit);
  const auto repository = OpenRepository(proxy.Url()).value();
  proxy.Arm();
  EXPECT_THAT(repository->Write(Mentees({SomeMentee("m1")})), IsOkAndHolds(1));
  EXPECT_EQ(proxy.cuts(), 1);
  const auto other = Open();
  EXPECT_THAT(other->revision(), IsOkAndHolds(1));
  EXPECT_OK(other->GetMentee({"m1"}).status());
}

TEST_F(PostgresRepositoryTest, WriteWhoseCommitWasLostIsUnavailableAndNotStored) {
  CuttingProxy proxy(server().folder() + "/.s.PGSQL.5432", CuttingProxy::Cut::kCommit);
  const auto repository = OpenRepository(proxy.Url()).value();
  proxy.Arm();
  EXPECT_THAT(repository->Write(Mentees({SomeMentee("m1")})),
              StatusIs(StatusCode::kUnavailable, HasSubstr("nothing was written")));
  EXPECT_EQ(proxy.cuts(), 1);
  EXPECT_THAT(repository->revision(), IsOkAndHolds(0));
  EXPECT_THAT(repository->Write(Mentees({SomeMentee("m1")})), IsOkAndHolds(1));
}

}  // namespace
}  // namespace passung::storage
