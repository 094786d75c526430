// steps and relaxations: tables that a mentor reads, and the same answer as data.
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

constexpr char kStepsDay[] = " --as-of 2026-02-15";

class CliStepsTest : public ProgramTest {
 protected:
  CliStepsTest() : db_(MakeMarket()) {}

  std::string Steps(const std::string& options) const {
    return MustRun(absl::StrCat("steps mentees/m000002", db_, kStepsDay, options)).out;
  }
  std::string Relaxations(const std::string& options) const {
    return MustRun(absl::StrCat("relaxations vacancies/v0000003", db_, kStepsDay, options)).out;
  }

  std::string db_;
};

TEST_F(CliStepsTest, TheTableSaysWhatItsColumnsMean) {
  EXPECT_THAT(Steps(""),
              AllOf(StartsWith("Schritte für mentees/m000002, Stand 15.02.2026"), HasSubstr("neu"),
                    HasSubstr("unter den ersten 20"), HasSubstr("Ein Schritt ist keine Zusage"),
                    Not(HasSubstr("do.")), Not(HasSubstr("…"))));
  EXPECT_THAT(Steps(" --lang en --bar 55"),
              AllOf(StartsWith("Steps for"), HasSubstr("from 55.0 %")));
  EXPECT_THAT(Relaxations(""), AllOf(StartsWith("Lockerungen für vacancies/v0000003"),
                                     HasSubstr("Lockerung"), Not(HasSubstr("relax."))));
}

TEST_F(CliStepsTest, TheBestBundleStandsBelowTheTableWithItsProof) {
  EXPECT_THAT(Steps(""), AllOf(HasSubstr("Das beste Bündel aus höchstens 4 Schritten"),
                               HasSubstr("Gezählt wird: Stellen, die neu infrage kommen")));
  EXPECT_THAT(Steps(" --lang en --bundle 2 --goal top --without move_home"),
              AllOf(HasSubstr("The best bundle of at most 2 steps"),
                    HasSubstr("vacancies that enter the first of the list")));
  EXPECT_THAT(Steps(" --bundle 0"), Not(HasSubstr("Bündel")));
  const auto response =
      FromJson<v1::AnalyzeStepsResponse>(Steps(" --format json --bundle 1 --without learn_german"));
  EXPECT_LE(response.bundle().steps_size(), 1);
  EXPECT_LE(response.bundle().value(), response.bundle().at_most());
}

TEST_F(CliStepsTest, WhereNoOfferIsNearTheStepSaysSo) {
  EXPECT_THAT(Steps(""), HasSubstr("Kein Angebot in der Nähe."));
  EXPECT_THAT(Steps(" --lang en"), HasSubstr("No offer near."));
  EXPECT_THAT(Steps(" --offers 0"), Not(HasSubstr("Kein Angebot")));
}

TEST_F(CliStepsTest, JsonIsTheMessageOfTheService) {
  const auto response = FromJson<v1::AnalyzeStepsResponse>(Steps(" --format json"));
  EXPECT_GT(response.steps_size(), 0);
  EXPECT_EQ(response.bar(), 70'000'000);
  const v1::ClassCounts& before = response.before();
  EXPECT_GT(before.open() + before.later() + before.unclear() + before.closed(), 200);
  const auto mirror = FromJson<v1::AnalyzeRelaxationsResponse>(Relaxations(" --format json"));
  EXPECT_GT(mirror.relaxations_size(), 0);
}

TEST_F(CliStepsTest, CsvHasOneLineForEachStep) {
  const auto response = FromJson<v1::AnalyzeStepsResponse>(Steps(" --format json"));
  const std::string csv = Steps(" --format csv");
  EXPECT_THAT(csv, StartsWith("text,lead,becomes_listed"));
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), response.steps_size() + 1);
}

TEST_F(CliStepsTest, WhatCannotBeIsRefused) {
  EXPECT_EQ(Run(absl::StrCat("steps mentees/m000002", db_, " --bar 101")).code, 2);
  EXPECT_EQ(Run(absl::StrCat("steps mentees/m000002", db_, " --show 0")).code, 2);
  EXPECT_EQ(Run(absl::StrCat("steps mentees/m000002", db_, " --examples 21")).code, 1);
  EXPECT_EQ(Run(absl::StrCat("steps mentees/nobody", db_)).code, 1);
  EXPECT_EQ(Run(absl::StrCat("steps mentees/m000002", db_, " --offers 21")).code, 2);
  EXPECT_EQ(Run(absl::StrCat("steps mentees/m000002", db_, " --goal best")).code, 2);
  EXPECT_EQ(Run(absl::StrCat("steps mentees/m000002", db_, " --without work")).code, 2);
  EXPECT_EQ(Run(absl::StrCat("steps mentees/m000002", db_, " --bundle 5")).code, 1);
  EXPECT_EQ(Run(absl::StrCat("relaxations vacancies/none", db_)).code, 1);
}

}  // namespace
}  // namespace passung::cli
