// passung assign, and assign verify on what it wrote.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "absl/strings/str_replace.h"
#include "bindings/cli/assignment_sheet.h"
#include "passung/repository.h"
#include "passung/v1/assignment_service.pb.h"
#include "tests/bindings/program.h"
#include "tests/support/builders.h"

namespace passung::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

class CliAssignTest : public ProgramTest {
 protected:
  CliAssignTest() {
    auto repository = OpenRepository(absl::StrCat("sqlite:", Path("a.db"))).value();
    WriteBatch batch;
    for (const char* id : {"l1", "l2", "l3"}) {
      batch.upsert_mentees.push_back(
          StoryMentee(id).In("14713").Qualified("62102").WithGerman(LanguageLevel::kB1));
    }
    batch.upsert_vacancies = {StoryVacancy("shop").Of("62102").In("14713"),
                              StoryVacancy("store").Of("62102").In("14713")};
    EXPECT_TRUE(repository->Write(batch).ok());
  }
  std::string Db() const { return " --db " + Path("a.db") + " --as-of 2026-03-02"; }
  std::string Answer(const std::string& arguments) const {
    return MustRun("assign --format json " + arguments + Db()).out;
  }
  std::string Kept(const std::string& json) const {
    std::ofstream(Path("answer.json")) << json;
    return Path("answer.json");
  }
};

TEST_F(CliAssignTest, TellsWhoGetsWhatAndWhyNotInBothLanguages) {
  EXPECT_THAT(MustRun("assign" + Db()).out,
              AllOf(HasSubstr("2 Vorschläge für 3 Personen"), HasSubstr("vacancies/shop"),
                    HasSubstr("würde insgesamt nichts bringen"), HasSubstr("Bewiesen")));
  EXPECT_THAT(MustRun("assign --lang en" + Db()).out,
              AllOf(HasSubstr("2 proposals for 3 people"),
                    HasSubstr("A proposal of the best vacancy"), HasSubstr("Proved")));
  EXPECT_THAT(
      MustRun("assign --format csv" + Db()).out,
      AllOf(StartsWith("mentee,vacancy,score,locked,unassigned,why"), HasSubstr(",outbid,")));
}

TEST_F(CliAssignTest, LocksForbidsAndPricesLimits) {
  const auto answer = FromJson<v1::SolveAssignmentResponse>(
      Answer("--lock l3:shop --forbid mentees/l1:vacancies/store --price-limits"));
  EXPECT_TRUE(answer.assignment().mentees(2).proposals(0).locked());
  EXPECT_EQ(answer.assignment().mentees(0).proposals_size(), 0);
  EXPECT_EQ(answer.limit_prices_size(), 2);
}

TEST_F(CliAssignTest, ReadsLabelsOfGroups) {
  std::ofstream(Path("labels.csv")) << "mentee,label\nl3,late\n";
  const auto answer = FromJson<v1::SolveAssignmentResponse>(
      Answer("--group late:1 --labels " + Path("labels.csv")));
  EXPECT_EQ(answer.assignment().mentees(2).proposals_size(), 1);
}

TEST_F(CliAssignTest, VerifiesItsOwnAnswerAndRefusesAChangedOne) {
  const std::string json = Answer("--per-mentee 2");
  const Outcome good = Run("assign verify " + Kept(json) + " --lang en");
  EXPECT_EQ(good.code, 0) << good.err;
  EXPECT_THAT(good.out, HasSubstr("no other proposal would be better"));
  const auto answer = FromJson<v1::SolveAssignmentResponse>(json);
  const std::string total = absl::StrCat(answer.assignment().total_score());
  const Outcome bad = Run("assign verify " + Kept(absl::StrReplaceAll(json, {{total, "7"}})));
  EXPECT_EQ(bad.code, 1);
  EXPECT_THAT(bad.err, HasSubstr("does not hold"));
  EXPECT_THAT(Run("assign verify " + Kept("{\"no\":1}")).err, HasSubstr("no answer of assign"));
}

// A server is asked, and what it says is not ours to trust.
TEST_F(CliAssignTest, PlacesThatAreNoneAreAFaultOfTheAnswer) {
  const auto good = FromJson<v1::SolveAssignmentResponse>(Answer(""));
  const text::Texts& texts = text::Texts::For(text::Locale::kEn);
  const auto knowledge = Knowledge::BuiltIn();
  const SheetWords words{texts, *knowledge};
  EXPECT_TRUE(SheetOf(good, words).ok());
  const auto refuses = [&](const v1::SolveAssignmentResponse& bad, const char* text) {
    const auto sheet = SheetOf(bad, words);
    EXPECT_EQ(sheet.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(sheet.status().message(), HasSubstr(text));
  };
  auto bad = good;
  bad.clear_problem();
  refuses(bad, "assignment.mentees: 3 came, the problem has 0");
  for (const int32_t place : {-1, good.problem().vacancies_size()}) {
    bad = good;
    for (v1::AssignedMentee& mentee : *bad.mutable_assignment()->mutable_mentees()) {
      for (v1::Proposal& proposal : *mentee.mutable_proposals()) proposal.set_vacancy(place);
    }
    refuses(bad, "is no place among the vacancies");
  }
}

TEST_F(CliAssignTest, RefusesWhatItCannotRead) {
  EXPECT_THAT(Run("assign --lock l1" + Db()).err, HasSubstr("--lock: \"l1\" is not"));
  EXPECT_THAT(Run("assign --group late" + Db()).err, HasSubstr("--group: \"late\" is not"));
  EXPECT_THAT(Run("assign --stay -1" + Db()).err, HasSubstr("limits.stay: -1"));
  EXPECT_EQ(Run("assign").code, 2);
}

}  // namespace
}  // namespace passung::cli
