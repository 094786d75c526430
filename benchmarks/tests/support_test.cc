// What the benchmarks judge by: the table of floors and the comparison of answers.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "benchmarks/support/difference.h"
#include "benchmarks/support/floors.h"

namespace passung::bench {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr char kHeader[] = "topic,name,floor,reach,unit,command\n";

TEST(FloorsTest, OneTopicIsReadInTheOrderOfTheFile) {
  const auto floors = ParseFloors(absl::StrCat(kHeader,
                                               "engine,b,25,8,µs,./dev x\nother,c,1,2,s,./dev y\n"
                                               "engine,\"a, with comma\",300,1000,×,./dev z\n"),
                                  "engine");
  ASSERT_TRUE(floors.ok()) << floors.status();
  ASSERT_THAT(*floors, SizeIs(2));
  EXPECT_EQ((*floors)[0].name, "b");
  EXPECT_EQ((*floors)[0].floor, 25);
  EXPECT_EQ((*floors)[1].name, "a, with comma");
  EXPECT_EQ((*floors)[1].command, "./dev z");
}

TEST(FloorsTest, FaultyRowsAreRefusedWithTheirLine) {
  const auto message = [](const char* row) {
    return std::string(ParseFloors(absl::StrCat(kHeader, row), "engine").status().message());
  };
  EXPECT_THAT(message("engine,a,much,8,µs,./dev x\n"), HasSubstr("line 2, column \"floor\""));
  EXPECT_THAT(message("engine,a,25,-1,µs,./dev x\n"), HasSubstr("column \"reach\""));
  EXPECT_THAT(message("engine,a,2,1,µs,x\nengine,a,2,1,µs,x\n"), HasSubstr("line 3"));
  EXPECT_THAT(message("other,a,2,1,µs,x\n"), HasSubstr("no row of topic \"engine\""));
}

TEST(FloorsTest, TheFloorsOfTheEngineAreReadable) {
  const auto floors = PromisedFloors("engine");
  ASSERT_TRUE(floors.ok()) << floors.status();
  EXPECT_THAT(*floors, SizeIs(24));
}

TEST(FloorsTest, TheFloorsOfTheServiceAreReadable) {
  const auto floors = PromisedFloors("service");
  ASSERT_TRUE(floors.ok()) << floors.status();
  EXPECT_THAT(*floors, SizeIs(16));
}

TEST(FloorsTest, DirectionFollowsFromFloorAndReach) {
  const Floor time{.name = "time", .floor = 25, .reach = 8};
  EXPECT_TRUE(time.HoldsAt(25));
  EXPECT_FALSE(time.HoldsAt(25.1));
  const Floor ratio{.name = "ratio", .floor = 300, .reach = 1000};
  EXPECT_TRUE(ratio.HoldsAt(300));
  EXPECT_FALSE(ratio.HoldsAt(299));
  const Floor none{.name = "calls that fail", .floor = 0, .reach = 0};
  EXPECT_TRUE(none.HoldsAt(0));
  EXPECT_FALSE(none.HoldsAt(1));
}

TEST(FloorsTest, WhatIsNotMeasuredDiffersOrIsCutOffIsShort) {
  FloorReport report({{.name = "a", .floor = 25, .reach = 8, .unit = "µs"},
                      {.name = "b", .floor = 25, .reach = 8, .unit = "µs"},
                      {.name = "c", .floor = 25, .reach = 8, .unit = "µs"},
                      {.name = "d", .floor = 25, .reach = 8, .unit = "µs"}});
  ASSERT_TRUE(report.Set("a", {.value = 10, .compared = 7}).ok());
  ASSERT_TRUE(report.Set("b", {.value = 10, .compared = 7, .mismatches = 1}).ok());
  ASSERT_TRUE(report.Set("c", {.value = 10, .note = "cut off", .complete = false}).ok());
  EXPECT_FALSE(report.Set("e", {.value = 1}).ok());
  EXPECT_EQ(report.CountShort(), 3);
  EXPECT_THAT(report.Table(), HasSubstr("not measured"));
  EXPECT_THAT(report.Table(), HasSubstr("4 floors, 1 ok, 3 short"));
}

Match MatchOf(const char* vacancy, int32_t score, HitClass hit_class, int32_t place) {
  Match match;
  match.vacancy.value = vacancy;
  match.score = score;
  match.hit_class = hit_class;
  match.place_index = place;
  return match;
}

TEST(DifferenceTest, EqualAnswersHaveNone) {
  const std::vector<Match> engine = {MatchOf("a", 5, HitClass::kLater, 1)};
  const std::vector<baseline::RivalHit> rival = {{"a", 5, HitClass::kLater, 0, 1}};
  EXPECT_EQ(DifferenceOfHits(engine, rival), "");
}

TEST(DifferenceTest, EverythingThatIsComparedIsReported) {
  const std::vector<Match> engine = {MatchOf("a", 5, HitClass::kOpen, 0)};
  const auto difference = [&](const baseline::RivalHit& hit) {
    return DifferenceOfHits(engine, {&hit, 1});
  };
  EXPECT_THAT(difference({"b", 5, HitClass::kOpen, 0, 0}), HasSubstr("hit 1"));
  EXPECT_THAT(difference({"a", 6, HitClass::kOpen, 0, 0}), HasSubstr("rival a 6"));
  EXPECT_THAT(difference({"a", 5, HitClass::kLater, 0, 0}), HasSubstr("later"));
  EXPECT_THAT(difference({"a", 5, HitClass::kOpen, 1, 0}), HasSubstr("(1, 0)"));
  EXPECT_THAT(difference({"a", 5, HitClass::kOpen, 0, 1}), HasSubstr("(0, 1)"));
  EXPECT_EQ(DifferenceOfHits(engine, {}), "hits: engine 1, rival 0");
}

}  // namespace
}  // namespace passung::bench
