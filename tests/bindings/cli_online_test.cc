// passung market --arrivals, and passung assign --online on what it wrote.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/bindings/program.h"

namespace passung::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

class CliOnlineTest : public ProgramTest {
 protected:
  std::string Made(const std::string& arrivals) const {
    MustRun("market --mentees 60 --vacancies 400 --seed 7 --today 2026-02-15 --arrivals " +
            arrivals + " --db " + Path("m.db"));
    return arrivals;
  }
  std::string Assign(const std::string& arrivals) const {
    return "assign --candidates 100 --as-of 2026-02-15 --online " + arrivals + " --db " +
           Path("m.db");
  }
};

TEST_F(CliOnlineTest, PlaysAllPoliciesAgainstTheOptimumInHindsight) {
  const std::string arrivals = Made(Path("arrivals.csv"));
  const std::string file = Read(arrivals);
  EXPECT_THAT(file, AllOf(StartsWith("name,first,last"), HasSubstr("\nmentees/m000060,2026-"),
                          HasSubstr("\nvacancies/v0000400,202")));
  EXPECT_EQ(std::count(file.begin(), file.end(), '\n'), 1 + 60 + 400);
  const auto figures = nlohmann::json::parse(MustRun(Assign(arrivals) + " --format json").out);
  EXPECT_EQ(figures["arrived_mentees"], 60);
  const int64_t best = figures["hindsight_points"];
  EXPECT_LT(figures["greedy_points"], figures["hold_back_points"]);
  EXPECT_LE(figures["hold_back_points"], best);
  EXPECT_LE(figures["hold_back_until_sure_points"], best);
  EXPECT_GT(figures["hold_back_days"], figures["hold_back_until_sure_days"]);
  EXPECT_GT(figures["hold_back_until_sure_days"], figures["greedy_days"]);
  EXPECT_THAT(MustRun(Assign(arrivals)).out, HasSubstr("Punkte, mit Zurückhalten"));
  EXPECT_THAT(MustRun(Assign(arrivals) + " --lang en").out, HasSubstr("points, with holding back"));
}

TEST_F(CliOnlineTest, TheSameSeedGivesTheSameArrivals) {
  const std::string first = Read(Made(Path("a.csv")));
  std::filesystem::remove(Path("m.db"));
  EXPECT_EQ(Read(Made(Path("b.csv"))), first);
}

TEST_F(CliOnlineTest, RefusesWhatDaysArePlayedWithout) {
  const std::string arrivals = Made(Path("arrivals.csv"));
  for (const char* option :
       {"--stable", "--price-limits", "--per-mentor 3", "--per-employer 3", "--per-mentee 2",
        "--congestion 5", "--lock mentees/m000001,vacancies/v0000001"}) {
    const Outcome outcome = Run(Assign(arrivals) + " " + option);
    EXPECT_EQ(outcome.code, 2) << option;
    const std::string name = std::string(option).substr(0, std::string(option).find(' '));
    EXPECT_THAT(outcome.err, HasSubstr("--online: does not work with " + name));
  }
}

TEST_F(CliOnlineTest, RefusesFilesThatAreNoArrivals) {
  const std::string good = Read(Made(Path("arrivals.csv")));
  const auto refuses = [&](const std::string& content, const char* text) {
    const Outcome outcome = Run(Assign(Write("bad.csv", content)));
    EXPECT_EQ(outcome.code, 1) << text;
    EXPECT_THAT(outcome.err, AllOf(HasSubstr("bad.csv"), HasSubstr(text)));
  };
  refuses("mentee,first\n", "line 1: \"mentee,first\" has not the columns name,first,last");
  refuses(good + "mentees/m000001,2026-02-16,2026-03-16\n", "mentees/m000001: comes twice");
  refuses(good + "mentees/x,2026-02-30,2026-03-16\n", "2026-02-30");
  refuses(good + "mentees/x,2026-03-16,2026-03-15\n", "mentees/x: 2026-03-15 is before 2026-03-16");
  refuses("name,first,last\n", "has no line of mentees/m000001");
  EXPECT_THAT(Run(Assign(Path("none.csv"))).err, HasSubstr("none.csv"));
}

TEST_F(CliOnlineTest, FaultyDaysLeaveNoDatabase) {
  const Outcome outcome = Run("market --mentees 1 --vacancies 1 --arrivals " + Path("a.csv") +
                              " --arrival-days 0 --db " + Path("m.db"));
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.err, HasSubstr("days: 0 is not between"));
  EXPECT_FALSE(std::filesystem::exists(Path("m.db")));
  const Outcome folder = Run("market --mentees 1 --vacancies 1 --arrivals " + Path("no/a.csv") +
                             " --db " + Path("m.db"));
  EXPECT_EQ(folder.code, 3);
  EXPECT_THAT(folder.err, HasSubstr("no/a.csv"));
}

}  // namespace
}  // namespace passung::cli
