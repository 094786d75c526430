// What tests prove becomes the figures of floors.
#include "benchmarks/storage/proofs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/match.h"

namespace passung::bench {
namespace {

using testing::HasSubstr;

constexpr char kReport[] = R"({"tests": 3, "testsuites": [
  {"name": "Faults/FailingDiskTest", "testsuite": [
    {"name": "AtEvery/IoErrorOnce", "status": "RUN", "result": "COMPLETED", "operations": "700"},
    {"name": "AtEvery/DiskFull", "status": "RUN", "result": "COMPLETED", "operations": "1400"}]},
  {"name": "KillTest", "testsuite": [
    {"name": "Nothing", "status": "RUN", "result": "COMPLETED", "kills": "200",
     "failures": [{"failure": "lost"}]}]}]})";

FloorReport::Line LineOf(const FloorReport& report, absl::string_view part) {
  for (const auto& line : report.lines()) {
    if (absl::StrContains(line.floor.name, part)) return line;
  }
  ADD_FAILURE() << part;
  return {};
}

FloorReport ProvedBy(absl::string_view json) {
  FloorReport report(PromisedFloors("storage").value());
  EXPECT_TRUE(SetProofs(ReadTestReport(json).value(), report).ok());
  return report;
}

TEST(ProofsTest, WhatSeveralCasesDidIsAddedUp) {
  const FloorReport report = ProvedBy(kReport);
  const auto line = LineOf(report, "failing disk");
  EXPECT_EQ(line.figure.value, 2100);
  EXPECT_EQ(line.figure.compared, 2);
  EXPECT_TRUE(line.ok());
}

TEST(ProofsTest, ACaseThatFailedMakesTheFloorShortHoweverMuchItDid) {
  const auto line = LineOf(ProvedBy(kReport), "kill -9 of passungd");
  EXPECT_EQ(line.figure.value, 200);
  EXPECT_EQ(line.figure.mismatches, 1);
  EXPECT_FALSE(line.ok());
}

TEST(ProofsTest, WhatNoReportHasIsShortAndSaysSo) {
  const auto line = LineOf(ProvedBy(kReport), "power cut");
  EXPECT_FALSE(line.figure.value);
  EXPECT_THAT(line.figure.note, HasSubstr("PowerCutTest"));
  EXPECT_FALSE(line.ok());
}

TEST(ProofsTest, WhatIsNoReportIsRefused) {
  for (const char* const text : {"", "{", "[]", R"({"suites": []})"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(ReadTestReport(text).status())) << text;
  }
}

}  // namespace
}  // namespace passung::bench
