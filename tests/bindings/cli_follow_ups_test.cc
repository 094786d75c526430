// follow-ups: from a file of mentees with jobs to the list of talks that are due.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "passung/v1/offer_service.pb.h"
#include "tests/bindings/program.h"

namespace passung::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr char kEmployed[] =
    "id,district,qualifications,jobs\n"
    "m1,14713,81302:outcome=open:step=filed,51311:hours=38:from=2025-11-20\n"
    "m2,14713,81302,\n";

class CliFollowUpsTest : public ProgramTest {
 protected:
  CliFollowUpsTest() {
    MustRun("import --kind mentees " + Write("m.csv", kEmployed) + " --db " + Path("f.db"));
  }
  std::string FollowUps(const std::string& options) const {
    return MustRun("follow-ups --as-of 2026-02-15 --db " + Path("f.db") + options).out;
  }
};

TEST_F(CliFollowUpsTest, TheTableSaysWhomToTalkToWhenAndWhy) {
  EXPECT_THAT(FollowUps(""),
              AllOf(StartsWith("Nachbetreuung, Stand 15.02.2026: 1 Person mit Arbeit"),
                    HasSubstr("20.02.2026"), HasSubstr("mentees/m1"), HasSubstr("Brücke"),
                    HasSubstr("drei Monate"), Not(HasSubstr("follow_up."))));
  EXPECT_THAT(FollowUps(" --lang en"),
              AllOf(HasSubstr("After-care as of"), HasSubstr("three months")));
  EXPECT_THAT(FollowUps(" --first 2026-03-01 --last 2026-03-02"), HasSubstr("steht nichts an"));
}

TEST_F(CliFollowUpsTest, JsonAndCsvHaveTheSameTalks) {
  const auto response = FromJson<v1::ListFollowUpsResponse>(FollowUps(" --format json"));
  ASSERT_EQ(response.follow_ups_size(), 1);
  EXPECT_EQ(response.follow_ups(0).reason(), v1::FOLLOW_UP_REASON_THREE_MONTHS);
  EXPECT_THAT(FollowUps(" --format csv"),
              HasSubstr("2026-02-20,mentees/m1,FOLLOW_UP_REASON_THREE_MONTHS,JOB_ADEQUACY_BRIDGE,"
                        "51311,38,2025-11-20"));
}

TEST_F(CliFollowUpsTest, TheListOfWhoHasWorkNamesItAndWhatIsNotBetter) {
  const std::string db = " --db " + Path("market.db");
  MustRun("market --mentees 1 --vacancies 300 --seed 1" + db);
  MustRun("import --kind mentees " + Path("m.csv") + db);
  const auto rank = [&](const std::string& mentee) {
    return MustRun("rank mentees/" + mentee + " --as-of 2026-02-15 --limit 1" + db).out;
  };
  EXPECT_THAT(rank("m1"),
              AllOf(HasSubstr("Jetzige Arbeit: 51311"), HasSubstr("38 Stunden in der Woche"),
                    HasSubstr("Besser als die jetzige Arbeit")));
  EXPECT_THAT(rank("m2"), Not(HasSubstr("etzige Arbeit")));
}

TEST_F(CliFollowUpsTest, WhatCannotBeIsRefused) {
  EXPECT_EQ(Run("follow-ups --db " + Path("f.db") + " --first tomorrow").code, 1);
}

}  // namespace
}  // namespace passung::cli
