// `passung watch`: what changes in lists, from a file and from a server, now and while it is waited for.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

#include "absl/strings/str_split.h"
#include "passung/repository.h"
#include "passung/v1/match_service.pb.h"
#include "tests/bindings/guarded_server.h"
#include "tests/support/builders.h"
#include "tests/support/program.h"

namespace passung::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

class CliWatchTest : public ProgramTest {
 protected:
  CliWatchTest() : repository_(OpenRepository(absl::StrCat("sqlite:", Path("w.db"))).value()) {
    WriteBatch batch;
    for (const char* id : {"nurse", "other"}) {
      batch.upsert_mentees.push_back(
          StoryMentee(id).In("14713").Qualified("81302").WithGerman(LanguageLevel::kB1));
    }
    batch.upsert_records = {
        {.id = {"nurse"}, .mentor = {"ada"}, .expire_time = UnixTime{4'000'000'000}}};
    batch.upsert_vacancies = {Helper("v5"), Helper("v7")};
    start_ = repository_->Write(batch).value();
  }
  static Vacancy Helper(absl::string_view id) { return StoryVacancy(id).Of("81301").In("14713"); }
  int64_t Add(absl::string_view id) {
    WriteBatch batch;
    batch.upsert_vacancies = {Helper(id)};
    return repository_->Write(batch).value();
  }
  std::string Db() const { return absl::StrCat(" --as-of 2026-02-15 --db ", Path("w.db")); }
  std::string From() const { return absl::StrCat(" --from ", start_); }
  // Each line is a message of its own.
  std::vector<v1::WatchMatchesResponse> Messages(const std::string& options) const {
    std::vector<v1::WatchMatchesResponse> messages;
    const std::string out = MustRun("watch --format json" + options).out;
    for (const absl::string_view line : absl::StrSplit(out, '\n', absl::SkipEmpty())) {
      messages.push_back(FromJson<v1::WatchMatchesResponse>(std::string(line)));
    }
    return messages;
  }

  const std::unique_ptr<Repository> repository_;
  int64_t start_ = 0;
};

TEST_F(CliWatchTest, WhatEnteredAndWhatItPushedOutIsTold) {
  Add("v3");
  const std::string watch = "watch mentees/nurse --limit 2" + Db() + From();
  EXPECT_THAT(
      MustRun(watch).out,
      AllOf(HasSubstr("Von Revision"), HasSubstr("mentees/nurse"), HasSubstr("vacancies/v3"),
            HasSubstr("verdrängt vacancies/v7"), HasSubstr("verdrängt von vacancies/v3"),
            Not(HasSubstr("mentees/other")), Not(HasSubstr("phrase."))));
  EXPECT_THAT(MustRun(watch + " --lang en").out,
              AllOf(HasSubstr("displaces vacancies/v7"), HasSubstr("displaced by vacancies/v3")));
}

TEST_F(CliWatchTest, WhatIsNotThereAnyMoreIsToldWithoutItsTitle) {
  ASSERT_TRUE(repository_->Write({.delete_vacancies = {{"v5"}}}).ok());
  const std::string told = MustRun("watch mentees/nurse" + Db() + From() + " --lang en").out;
  EXPECT_THAT(told, AllOf(HasSubstr("vacancies/v5"), HasSubstr("does not exist any more")));
}

TEST_F(CliWatchTest, WhoIsDeletedCannotBeAskedFor) {
  Add("v3");
  ASSERT_TRUE(repository_->Write({.delete_mentees = {{"other"}}}).ok());
  const Outcome outcome = Run("watch mentees/other" + Db() + From());
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("mentees/other"));
}

TEST_F(CliWatchTest, JsonIsAMessageALineThatCanBeGoneOnWith) {
  const int64_t then = Add("v3");
  const auto first = Messages(" mentees/nurse mentees/other --limit 2" + Db() + From());
  ASSERT_THAT(first, SizeIs(1));
  ASSERT_THAT(first[0].lists(), SizeIs(2));
  EXPECT_EQ(first[0].from_revision(), start_);
  EXPECT_EQ(first[0].to_revision(), then);
  const v1::ListedChange& entered = first[0].lists(0).changes(0);
  EXPECT_EQ(entered.after().vacancy(), "vacancies/v3");
  EXPECT_GT(entered.match().contributions_size(), 0);
  const std::string again = " mentees/nurse mentees/other --limit 2" + Db() + " --resume-after " +
                            first[0].resume_after();
  const auto quiet = Messages(again);
  ASSERT_THAT(quiet, SizeIs(1));
  EXPECT_THAT(quiet[0].lists(), SizeIs(0));
  EXPECT_EQ(quiet[0].to_revision(), then);
  Add("v1");
  const auto later = Messages(again);
  ASSERT_THAT(later, SizeIs(1));
  EXPECT_EQ(later[0].from_revision(), then);
  EXPECT_EQ(later[0].lists(0).changes(0).after().vacancy(), "vacancies/v1");
}

TEST_F(CliWatchTest, NothingThatChangedIsSaid) {
  EXPECT_THAT(MustRun("watch mentees/nurse" + Db() + From()).out,
              HasSubstr("in keiner Liste etwas geändert"));
}

TEST_F(CliWatchTest, ListsOfAMentorAreThoseOfWhoIsWithThem) {
  Add("v3");
  const auto told = Messages(" --mentor mentors/ada" + Db() + From());
  ASSERT_THAT(told, SizeIs(1));
  ASSERT_THAT(told[0].lists(), SizeIs(1));
  EXPECT_EQ(told[0].lists(0).mentee(), "mentees/nurse");
  const Outcome nobody = Run("watch --mentor mentors/eve" + Db() + From());
  EXPECT_EQ(nobody.code, 1);
  EXPECT_THAT(nobody.err, HasSubstr("mentors/eve"));
  EXPECT_THAT(Run("watch --mentor eve" + Db() + From()).err, HasSubstr("--mentor: "));
}

TEST_F(CliWatchTest, WhoFollowsIsToldOfEachWriteUntilTheyInterrupt) {
  const Program watch(PASSUNG_BINARY, {"watch", "mentees/nurse", "--db", Path("w.db"), "--follow",
                                       "--as-of", "2026-02-15", "--format", "json"});
  const auto whole = FromJson<v1::WatchMatchesResponse>(watch.ReadLine());
  EXPECT_TRUE(whole.whole());
  ASSERT_THAT(whole.lists(), SizeIs(1));
  EXPECT_THAT(whole.lists(0).changes(), SizeIs(2));
  for (const char* id : {"v3", "v1"}) {
    const int64_t revision = Add(id);
    const auto told = FromJson<v1::WatchMatchesResponse>(watch.ReadLine());
    EXPECT_EQ(told.to_revision(), revision);
    ASSERT_THAT(told.lists(), SizeIs(1));
    EXPECT_EQ(told.lists(0).changes(0).after().vacancy(), absl::StrCat("vacancies/", id));
  }
  watch.Signal(SIGINT);
  EXPECT_EQ(watch.ReadAll(), "");
  EXPECT_EQ(watch.Wait(), 0);
}

TEST_F(CliWatchTest, WhatCannotBeWatchedIsRefused) {
  const auto complaint = [this](const std::string& options, int code) {
    const Outcome outcome = Run("watch " + options + Db());
    EXPECT_EQ(outcome.code, code) << options;
    return outcome.err;
  };
  EXPECT_THAT(complaint("--follow", 2), HasSubstr("whose lists"));
  EXPECT_THAT(complaint("mentees/nurse --mentor mentors/ada --follow", 2), HasSubstr("whose"));
  EXPECT_THAT(complaint("mentees/nurse", 2), HasSubstr("--follow"));
  EXPECT_THAT(complaint("mentees/nurse --from 0", 2), HasSubstr("1 or more"));
  EXPECT_THAT(complaint("mentees/nurse --from 1 --resume-after x", 2), HasSubstr("one of them"));
  EXPECT_THAT(complaint("mentees/nurse --resume-after x", 1), HasSubstr("resume_after"));
  EXPECT_THAT(complaint("mentees/nurse --from 4711", 1), HasSubstr("from_revision"));
  EXPECT_THAT(complaint("mentees/nobody --from 1", 1), HasSubstr("mentees/nobody"));
  EXPECT_THAT(complaint("mentees/nurse --from 1 --class closed", 1), HasSubstr("closed"));
}

class CliWatchServerTest : public GuardedProgramTest {
 protected:
  CliWatchServerTest() { Start(); }
  std::string Access() const {
    return Server() + Certificate() + Option("token-file", "token") + " --purpose counselling";
  }
};

TEST_F(CliWatchServerTest, AServerTellsTheSameAsTheFile) {
  const std::string question =
      "watch mentees/m000002 --from 1 --limit 3 --lang en --as-of 2026-02-15";
  const std::string told = MustRun(question + " --db " + Path("m.db")).out;
  EXPECT_THAT(told, HasSubstr("mentees/m000002"));
  EXPECT_EQ(MustRun(question + Access()).out, told);
}

TEST_F(CliWatchServerTest, WhoFollowsAServerCanInterrupt) {
  const std::string address = Server();
  const Program watch(
      PASSUNG_BINARY,
      {"watch", "mentees/m000002", "--server", address.substr(address.rfind(' ') + 1), "--ca",
       Path("ca.pem"), "--cert", Path("gateway.pem"), "--key", Path("gateway.key"), "--token-file",
       Path("token"), "--purpose", "counselling", "--as-of", "2026-02-15", "--follow", "--format",
       "json"});
  EXPECT_TRUE(FromJson<v1::WatchMatchesResponse>(watch.ReadLine()).whole());
  watch.Signal(SIGINT);
  EXPECT_EQ(watch.ReadAll(), "");
  EXPECT_EQ(watch.Wait(), 0);
}

TEST_F(CliWatchServerTest, WhoDoesNotSayWhatForOrMeetsNoServerIsRefused) {
  EXPECT_EQ(Run("watch mentees/m000002 --from 1 --server 127.0.0.1:1").code, 3);
  EXPECT_THAT(Run("watch mentees/m000002 --from 1" + Server() + Certificate() +
                  Option("token-file", "token"))
                  .err,
              HasSubstr("purpose"))
      << "what for is not said";
}

}  // namespace
}  // namespace passung::cli
