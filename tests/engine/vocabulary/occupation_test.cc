#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include "absl/strings/str_format.h"
#include "engine/base/csv_table.h"
#include "engine/vocabulary/classification.h"
#include "passung/vocabulary.h"
#include "tests/support/builders.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

TEST(OccupationCodeTest, ReadsAndWritesFiveDigitsWithLeadingZeros) {
  const OccupationCode officer = Kldb("01104");
  EXPECT_EQ(officer.ToString(), "01104");
  EXPECT_EQ(officer.number(), 1104);
  EXPECT_EQ(officer.requirement_level(), 4);
  EXPECT_EQ(Kldb("81302").ToString(), "81302");
}

TEST(OccupationCodeTest, PrefixesAreTheLeadingDigits) {
  const OccupationCode nurse = Kldb("81302");
  EXPECT_EQ(nurse.Prefix(1), 8);
  EXPECT_EQ(nurse.Prefix(2), 81);
  EXPECT_EQ(nurse.Prefix(3), 813);
  EXPECT_EQ(nurse.Prefix(4), 8130);
  EXPECT_EQ(nurse.Prefix(5), 81302);
  EXPECT_EQ(Kldb("01104").Prefix(2), 1);
}

TEST(OccupationCodeTest, WithdrawnCodesBecomeTheirSuccessors) {
  EXPECT_EQ(Kldb("81122"), Kldb("81772"));
  EXPECT_EQ(Kldb("81122").ToString(), "81772");
}

TEST(OccupationCodeTest, RefusesWhatIsNotACode) {
  EXPECT_THAT(OccupationCode::Parse("8130"),
              StatusIs(kInvalid, AllOf(HasSubstr("\"8130\""), HasSubstr("five digits"))));
  for (const char* text :
       {"", "813021", " 81302", "81302 ", "8130x", "-1302", "+1302", "８１３０２"}) {
    EXPECT_THAT(OccupationCode::Parse(text), StatusIs(kInvalid, HasSubstr(text)));
  }
}

TEST(OccupationCodeTest, RefusesMainGroupsThatDoNotExist) {
  for (const char* text : {"00102", "02102", "13102", "20102", "35102", "99102"}) {
    EXPECT_THAT(OccupationCode::Parse(text), StatusIs(kInvalid));
  }
}

TEST(OccupationCodeTest, RefusesRequirementLevelsThatDoNotExist) {
  for (const char* text : {"81300", "81305", "81309"}) {
    EXPECT_THAT(OccupationCode::Parse(text), StatusIs(kInvalid));
  }
}

TEST(OccupationPrefixTest, CoversTheCodesBelowIt) {
  const auto cleaning = OccupationPrefix::Parse("54").value();
  EXPECT_TRUE(cleaning.Covers(Kldb("54101")));
  EXPECT_FALSE(cleaning.Covers(Kldb("51311")));
  EXPECT_TRUE(OccupationPrefix::Parse("5").value().Covers(Kldb("51311")));
  EXPECT_TRUE(OccupationPrefix::Parse("51311").value().Covers(Kldb("51311")));
  EXPECT_FALSE(OccupationPrefix::Parse("51311").value().Covers(Kldb("51312")));
}

TEST(OccupationPrefixTest, KeepsLeadingZeros) {
  EXPECT_EQ(OccupationPrefix::Parse("0").value().ToString(), "0");
  EXPECT_EQ(OccupationPrefix::Parse("01").value().ToString(), "01");
  EXPECT_EQ(OccupationPrefix::Parse("011").value().ToString(), "011");
  EXPECT_TRUE(OccupationPrefix::Parse("01").value().Covers(Kldb("01104")));
  EXPECT_FALSE(OccupationPrefix::Parse("0").value().Covers(Kldb("11104")));
}

TEST(OccupationPrefixTest, WithdrawnGroupsBecomeTheirSuccessors) {
  EXPECT_EQ(OccupationPrefix::Parse("8112").value().ToString(), "8177");
  EXPECT_EQ(OccupationPrefix::Parse("81122").value().ToString(), "81772");
}

TEST(OccupationPrefixTest, RefusesWhatIsNotTheBeginningOfACode) {
  for (const char* text : {"", "813021", "x", "8x", "02", "130", "8130x", "81305", "81300"}) {
    EXPECT_THAT(OccupationPrefix::Parse(text), StatusIs(kInvalid, HasSubstr("occupation prefix")));
  }
}

TEST(MainGroupsTest, ThereAre37AndTheyAreSorted) {
  ASSERT_EQ(MainGroups().size(), 37u);
  int previous = 0;
  for (const MainGroup& group : MainGroups()) {
    EXPECT_GT(group.code, previous);
    EXPECT_FALSE(group.title_de.empty());
    previous = group.code;
  }
}

// What pages and figures call them: a file, because English names are nowhere else.
TEST(MainGroupsTest, TheFileOfTheirNamesHasEachOnceAndTheGermanNamesOfTheProgram) {
  std::ostringstream text;
  text << std::ifstream("engine/vocabulary/main_groups.csv", std::ios::binary).rdbuf();
  constexpr std::array<absl::string_view, 4> kColumns = {"code", "name_de", "name_en", "source"};
  ASSERT_OK_AND_ASSIGN(const auto table,
                       base::CsvTable::Parse("main_groups.csv", text.str(), kColumns));
  ASSERT_EQ(table.size(), MainGroups().size());
  for (size_t row = 0; row < table.size(); ++row) {
    EXPECT_EQ(table.cell(row, 0), absl::StrFormat("%02d", MainGroups()[row].code));
    EXPECT_EQ(table.cell(row, 1), MainGroups()[row].title_de);
    EXPECT_FALSE(table.cell(row, 2).empty()) << table.line(row);
    EXPECT_FALSE(table.cell(row, 3).empty()) << table.line(row);
  }
}

// The Berufssegmente of engine/SCORING.md, section 2, typed a second time.
TEST(MainGroupsTest, SegmentsAreTheUnionsOfTheSpecification) {
  const std::set<std::set<int>> expected = {{11, 12},
                                            {21, 22, 23, 24, 28, 93},
                                            {25, 26, 27},
                                            {31, 32, 33, 34},
                                            {29, 63},
                                            {81, 82},
                                            {83, 84, 91, 94},
                                            {61, 62},
                                            {71},
                                            {72, 73, 92},
                                            {41, 42, 43},
                                            {1, 53},
                                            {51, 52},
                                            {54}};
  std::map<int, std::set<int>> by_segment;
  for (const MainGroup& group : MainGroups()) {
    by_segment[SegmentOfMainGroup(group.code)].insert(group.code);
  }
  std::set<std::set<int>> actual;
  for (const auto& [segment, groups] : by_segment) actual.insert(groups);
  EXPECT_EQ(actual, expected);
}

TEST(MainGroupsTest, OtherNumbersAreNoMainGroup) {
  for (const int code : {-1, 0, 2, 10, 13, 99, 100}) {
    EXPECT_FALSE(IsMainGroup(code)) << code;
    EXPECT_EQ(SegmentOfMainGroup(code), 0);
  }
  EXPECT_TRUE(IsMainGroup(1));
  EXPECT_TRUE(IsMainGroup(94));
}

}  // namespace
}  // namespace passung
