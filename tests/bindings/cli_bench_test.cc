// passung bench: its figures fit each other, and what it refuses. No time is expected to be anything.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "bindings/cli/bench.h"
#include "passung/cpu_path.h"
#include "tests/bindings/program.h"
#include "tests/support/builders.h"

namespace passung::cli {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class CliBenchTest : public ProgramTest {
 protected:
  CliBenchTest() : bench_(absl::StrCat("bench", MakeMarket(), " --as-of 2026-02-15 ")) {}

  json AsJson(const std::string& options) const {
    json report = json::parse(MustRun(bench_ + options + " --format json").out, nullptr, false);
    EXPECT_FALSE(report.is_discarded());
    return report;
  }
  // The cost of a criterion or rule; null if it has none.
  static json CostOf(const json& report, const char* kind, const char* name) {
    for (const json& cost : report["costs"]) {
      if (cost.contains(kind) && cost[kind] == name) return cost;
    }
    return nullptr;
  }

  std::string bench_;
};

TEST_F(CliBenchTest, EachPathOfTheMachineGivesTheSameWork) {
  const json newest = AsJson("--cpu-path " + std::string(CpuPaths().back()));
  for (const absl::string_view path : CpuPaths()) {
    const json report = AsJson("--cpu-path " + std::string(path));
    EXPECT_EQ(report["cpu_path"], std::string(path));
    for (const char* key : {"nodes", "chunks", "rows", "scored", "offered", "slack", "hits"}) {
      EXPECT_EQ(report[key], newest[key]) << path << " " << key;
    }
  }
}

TEST_F(CliBenchTest, APathThatTheMachineDoesNotHaveIsRefusedByName) {
  const auto result = Run(bench_ + "--cpu-path mmx");
  EXPECT_EQ(result.code, 1);
  EXPECT_THAT(result.err, AllOf(HasSubstr("--cpu-path"), HasSubstr("mmx"), HasSubstr("plain")));
}

TEST_F(CliBenchTest, FiguresFitEachOther) {
  const json report = AsJson("--limit 5 --compared 7");
  EXPECT_EQ(report["mentees"], 20);
  EXPECT_EQ(report["vacancies"], 300);
  EXPECT_EQ(report["limit"], 5);
  EXPECT_EQ(report["compared"], 7);
  EXPECT_EQ(report["mismatches"], 0);
  EXPECT_EQ(report["as_of"], "2026-02-15");
  EXPECT_EQ(report["profile"], "default");
  EXPECT_LE(report["hits"], 20 * 5);
  for (const char* key :
       {"plan_ns", "search_ns", "explain_ns", "total_ns", "scan_ns", "nodes", "ruled_out", "jobs",
        "blocks", "chunks", "rows", "scored", "offered", "best_short", "last_short", "slack"}) {
    const json& spread = report[key];
    EXPECT_LE(0, spread["median"]) << key;
    EXPECT_LE(spread["median"], spread["p90"]) << key;
    EXPECT_LE(spread["p90"], spread["p99"]) << key;
    EXPECT_LE(spread["p99"], spread["max"]) << key;
  }
  EXPECT_LE(report["chunks_in_vain"], report["opened_chunks"]);
  EXPECT_LE(report["rows"]["max"], report["combinations"]);
  EXPECT_LE(report["best_short"]["max"], report["last_short"]["max"]);
}

TEST_F(CliBenchTest, EachCriterionWithAWeightAndEachRuleThatIsOnHasACost) {
  const json report = AsJson(
      "--weight language_fit=0 --weight skills_fit=2000 --switch reach=off "
      "--switch work_access=flag");
  ASSERT_EQ(report["costs"].size(), 1u + 8u + 13u);
  EXPECT_EQ(report["costs"][0]["again"], true);
  EXPECT_EQ(report["costs"][0]["rows"], report["rows_in_all"]) << "the same question, same work";
  EXPECT_EQ(report["costs"][0]["rows_ratio"], 1.0);
  EXPECT_TRUE(CostOf(report, "criterion", "language_fit").is_null());
  EXPECT_TRUE(CostOf(report, "rule", "reach").is_null());
  EXPECT_EQ(CostOf(report, "rule", "work_access")["switch"], "flag");
  EXPECT_EQ(CostOf(report, "rule", "work_access")["rows"], report["rows_in_all"])
      << "a flag drops nothing";
  EXPECT_GT(CostOf(report, "criterion", "skills_fit")["weight"], 2000) << "brought to 10 000";
}

TEST_F(CliBenchTest, TheOnlyCriterionIsNotLeftOut) {
  std::string options = "--mentees 3";
  for (const absl::string_view name : Names<CriterionKey>()) {
    if (name != "language_fit") absl::StrAppend(&options, " --weight ", name, "=0");
  }
  const json report = AsJson(options);
  EXPECT_TRUE(CostOf(report, "criterion", "language_fit").is_null());
  EXPECT_EQ(report["mentees"], 3);
  EXPECT_EQ(report["compared"], 3) << "no more than are asked about";
}

TEST_F(CliBenchTest, TheSameMenteesAreAskedTheSame) {
  json once = AsJson("--mentees 7 --occupation 2,4 --class open");
  json again = AsJson("--mentees 7 --occupation 2,4 --class open");
  for (const char* key : {"rows_in_all", "opened_chunks", "chunks_in_vain", "hits", "nodes"}) {
    EXPECT_EQ(once[key], again[key]) << key;
  }
}

TEST_F(CliBenchTest, AFilterThatNothingPassesLeavesNoHits) {
  const json report = AsJson("--mentees 4 --employer employers/nobody");
  EXPECT_EQ(report["hits"], 0);
  EXPECT_EQ(report["offered"]["max"], 0);
  EXPECT_EQ(report["chunks_in_vain"], report["opened_chunks"]);
}

TEST_F(CliBenchTest, TheTableComesInGermanAndEnglish) {
  const Outcome german = MustRun(bench_ + "--mentees 5");
  EXPECT_THAT(german.out, AllOf(HasSubstr("5 Personen gefragt"), HasSubstr("15.02.2026"),
                                HasSubstr("keine Abweichung"), HasSubstr("vorbereiten"),
                                HasSubstr("district_fit"), HasSubstr("work_access")));
  EXPECT_THAT(german.out, Not(HasSubstr("bench.")));
  EXPECT_THAT(german.err, IsEmpty()) << "no bar where nobody watches";
  const Outcome english = MustRun(bench_ + "--mentees 5 --lang en");
  EXPECT_THAT(english.out, AllOf(HasSubstr("5 people asked about"), HasSubstr("no difference"),
                                 HasSubstr("prepare"), Not(HasSubstr("bench."))));
}

TEST_F(CliBenchTest, WhatIsRefusedNamesOptionAndValue) {
  MustRun(absl::StrCat("market --mentees 0 --vacancies 3 --db ", Path("empty.db")));
  struct Case {
    std::string arguments;
    int code;
    std::vector<std::string> says;
  };
  for (const Case& test : std::vector<Case>{
           {bench_ + "--mentees 0", 1, {"--mentees", "0"}},
           {bench_ + "--compared 0", 1, {"--compared", "0"}},
           {bench_ + "--limit 0", 1, {"limit", "1000"}},
           {bench_ + "--limit 1001", 1, {"limit", "1001"}},
           {bench_ + "--class closed", 1, {"closed"}},
           {bench_ + "--profile fancy", 1, {"fancy", "near_home"}},
           {bench_ + "--weight speed=3", 2, {"speed"}},
           {bench_ + "--district Leipzig", 1, {"filter.districts[0]"}},
           {bench_ + "--format csv", 2, {"csv"}},
           {"bench", 2, {"--db"}},
           {"bench --db " + Path("none.db"), 1, {"none.db", "passung market"}},
           {"bench --db " + Path("empty.db"), 1, {"empty.db", "no mentees"}},
       }) {
    const Outcome outcome = Run(test.arguments);
    EXPECT_EQ(outcome.code, test.code) << test.arguments << "\n" << outcome.err;
    for (const std::string& word : test.says) {
      EXPECT_THAT(outcome.err, HasSubstr(word)) << test.arguments;
    }
    EXPECT_THAT(outcome.out, IsEmpty()) << test.arguments;
  }
}

TEST_F(CliBenchTest, HelpShowsExamples) {
  EXPECT_THAT(MustRun("help bench").out, AllOf(HasSubstr("Examples:"), HasSubstr("--compared")));
  EXPECT_THAT(MustRun("--help").out, HasSubstr("bench"));
}

TEST(SpreadTest, NamesTheLeastThatAsManyDoNotExceed) {
  std::vector<int64_t> values(200);
  for (int64_t i = 0; i < 200; ++i) values[static_cast<size_t>(i)] = 200 - i;
  const Spread spread = SpreadOf(values);
  EXPECT_EQ(spread.median, 100);
  EXPECT_EQ(spread.p90, 180);
  EXPECT_EQ(spread.p99, 198);
  EXPECT_EQ(spread.max, 200);
  EXPECT_EQ(SpreadOf({7}).median, 7);
  EXPECT_EQ(SpreadOf({1, 2}).median, 1);
  EXPECT_EQ(SpreadOf({}).max, 0);
}

// Each look at this clock is a tick later than the one before.
TEST(RunBenchTest, AsksEveryMenteeInEveryWayAndTellsSo) {
  std::vector<Mentee> mentees;
  std::vector<Vacancy> vacancies;
  for (int i = 0; i < 30; ++i) {
    mentees.push_back(StoryMentee(absl::StrCat("m", i)).In("14612"));
    vacancies.push_back(StoryVacancy(absl::StrCat("v", i)).Of("29302").In("14612"));
  }
  const auto snapshot = *BuildSnapshot(
      {.knowledge = Knowledge::BuiltIn(), .mentees = mentees, .vacancies = vacancies});
  BenchInput input{.snapshot = snapshot,
                   .options = {.as_of = StoryDay(), .profile = *ShippedProfile("default")},
                   .compared = 2};
  for (const Mentee& mentee : mentees) input.mentees.push_back(&mentee);
  int64_t now = 0;
  int64_t told = 0;
  input.clock = [&] { return ++now; };
  input.advance = [&](int64_t count) { told += count; };
  const auto report = RunBench(input);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(told, QuestionsOf(input));
  EXPECT_EQ(report->plan_ns.max, 1);
  EXPECT_EQ(report->search_ns.max, 1);
  EXPECT_EQ(report->explain_ns.max, 1);
  EXPECT_EQ(report->total_ns.median, 3);
  EXPECT_EQ(report->scan_ns.max, 1);
  EXPECT_EQ(report->hits, 30 * 20);
  for (const Cost& cost : report->costs) EXPECT_EQ(cost.median_ns, 3);
  // Four looks a question, two around each of two scans.
  EXPECT_EQ(now, 4 * (30 * static_cast<int64_t>(1 + report->costs.size()) + 2) + 2 * 2);
}

}  // namespace
}  // namespace passung::cli
