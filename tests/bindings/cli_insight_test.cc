// why-not, way, stability, questions and first-days: sentences that a mentor reads, and the same answer as
// data.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "passung/v1/match_service.pb.h"
#include "tests/bindings/program.h"

namespace passung::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class CliInsightTest : public ProgramTest {
 protected:
  CliInsightTest() : db_(MakeMarket()) {}

  std::string Ask(const std::string& command, const std::string& options = "") const {
    return MustRun(absl::StrCat(command, db_, " --as-of 2026-02-15", options)).out;
  }
  // Every sentence is whole: no key, no missing argument.
  static void ExpectWhole(const std::string& text) {
    for (const char* piece : {"…", "absence.", "way.", "stability.", "question.", "uncertain.",
                              "first_day.", "unknown_fact.", "phrase."}) {
      EXPECT_THAT(text, Not(HasSubstr(piece)));
    }
  }

  std::string db_;
};

constexpr char kWhyNot[] = "why-not mentees/m000002 vacancies/v0000003";
constexpr char kWay[] = "way mentees/m000002 vacancies/v0000003";

TEST_F(CliInsightTest, WhyNotSaysThePlaceAndWhatWouldHelp) {
  const std::string german = Ask(kWhyNot, " --limit 3");
  EXPECT_THAT(german, AllOf(StartsWith("Warum steht vacancies/v0000003 bei mentees/m000002"),
                            HasSubstr("Platz")));
  ExpectWhole(german);
  const std::string english = Ask(kWhyNot, " --limit 3 --lang en");
  EXPECT_THAT(english, StartsWith("Why is vacancies/v0000003 not among the first 3"));
  ExpectWhole(english);
  const auto response = FromJson<v1::ExplainAbsenceResponse>(Ask(kWhyNot, " --format json"));
  EXPECT_GT(response.place(), 0);
  EXPECT_GE(response.rank_of_all(), response.place());
  EXPECT_GT(response.combinations_size(), 0);
}

TEST_F(CliInsightTest, AWayHasAPriceForEachStep) {
  ExpectWhole(Ask(kWay));
  ExpectWhole(Ask(kWay, " --bar 60 --by euros --price learn_german=90:300 --lang en"));
  const auto response = FromJson<v1::FindCheapestWayResponse>(Ask(kWay, " --format json"));
  int64_t days = 0;
  for (const v1::PricedStep& step : response.plan().steps()) days += step.days();
  EXPECT_EQ(days, response.plan().days());
}

TEST_F(CliInsightTest, StabilityHasALineForEachWeight) {
  ExpectWhole(Ask("stability mentees/m000002"));
  ExpectWhole(Ask("stability mentees/m000002", " --lang en"));
  const auto response = FromJson<v1::AnalyzeStabilityResponse>(
      Ask("stability mentees/m000002", " --limit 5 --format json"));
  EXPECT_EQ(response.criteria_size(), 9);
  EXPECT_EQ(response.vacancies_size(), 5);
  const std::string csv = Ask("stability mentees/m000002", " --format csv");
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 10);
}

TEST_F(CliInsightTest, VacanciesAreCalledByTitleEmployerAndPlaceBesideTheirName) {
  const auto list =
      FromJson<v1::RankVacanciesResponse>(Ask("rank mentees/m000002", " --limit 1 --format json"));
  const std::string first = absl::StrCat(" (", list.matches(0).vacancy(), ")");
  EXPECT_THAT(Ask("questions mentees/m000002", " --limit 1"),
              AllOf(HasSubstr("\n1. "), HasSubstr(", Muster"), HasSubstr(first + ": ")));
  EXPECT_THAT(Ask("first-days mentees/m000002", " --limit 1"),
              AllOf(HasSubstr(", Muster"), HasSubstr(" (vacancies/v")));
  EXPECT_THAT(Ask("stability mentees/m000002", " --limit 3"),
              AllOf(HasSubstr("„"), HasSubstr(" (vacancies/v")));
  EXPECT_THAT(Ask(kWhyNot), AllOf(HasSubstr(", Muster"), HasSubstr("(vacancies/v0000003): ")));
}

TEST_F(CliInsightTest, QuestionsAreSentences) {
  ExpectWhole(Ask("questions mentees/m000002"));
  ExpectWhole(Ask("questions mentees/m000002", " --lang en"));
  const auto response =
      FromJson<v1::AnalyzeUnknownsResponse>(Ask("questions mentees/m000002", " --format json"));
  const std::string csv = Ask("questions mentees/m000002", " --format csv");
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), response.questions_size() + 1);
}

TEST_F(CliInsightTest, FirstDaysGroupTheVacancies) {
  ExpectWhole(Ask("first-days mentees/m000002", " --limit 2"));
  const auto response =
      FromJson<v1::RankByFirstDayResponse>(Ask("first-days mentees/m000002", " --format json"));
  int64_t counted = response.without_day();
  std::string before;
  for (const v1::FirstDayGroup& group : response.groups()) {
    counted += group.open() + group.later() + group.unclear();
    EXPECT_LT(before, group.day());
    before = group.day();
  }
  EXPECT_GT(counted, 200);
}

TEST_F(CliInsightTest, WhatCannotBeIsRefused) {
  EXPECT_EQ(Run(absl::StrCat("why-not mentees/m000002 vacancies/none", db_)).code, 1);
  EXPECT_EQ(Run(absl::StrCat(kWhyNot, db_, " --limit 1001")).code, 1);
  EXPECT_EQ(Run(absl::StrCat(kWay, db_, " --by luck")).code, 2);
  EXPECT_EQ(Run(absl::StrCat(kWay, db_, " --price learn=1:1")).code, 2);
  EXPECT_EQ(Run(absl::StrCat(kWay, db_, " --most-steps 5")).code, 1);
  EXPECT_EQ(Run(absl::StrCat("questions mentees/nobody", db_)).code, 1);
}

}  // namespace
}  // namespace passung::cli
