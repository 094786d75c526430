#include "engine/base/csv_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "tests/support/status_matchers.h"

namespace passung::base {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr std::array<absl::string_view, 2> kColumns = {"code", "name"};

absl::StatusOr<CsvTable> Parse(absl::string_view text) {
  return CsvTable::Parse("t.csv", text, kColumns);
}

TEST(CsvTableTest, ReadsRowsUnderTheirHeader) {
  ASSERT_OK_AND_ASSIGN(const CsvTable table, Parse("code,name\n1,one\n2,\n"));
  ASSERT_EQ(table.size(), 2u);
  EXPECT_EQ(table.cell(0, 0), "1");
  EXPECT_EQ(table.cell(0, 1), "one");
  EXPECT_EQ(table.cell(1, 1), "");
  EXPECT_EQ(table.line(1), 3);
}

TEST(CsvTableTest, FindsColumnsByNameInWhateverOrder) {
  ASSERT_OK_AND_ASSIGN(const CsvTable table, Parse("name,code\none,1\n"));
  EXPECT_EQ(table.cell(0, 0), "1");
  EXPECT_EQ(table.cell(0, 1), "one");
}

TEST(CsvTableTest, QuotedCellsKeepCommasQuotesAndNewlines) {
  ASSERT_OK_AND_ASSIGN(const CsvTable table, Parse("code,name\n1,\"a, \"\"b\"\"\nc\"\n2,two\n"));
  EXPECT_EQ(table.cell(0, 1), "a, \"b\"\nc");
  EXPECT_EQ(table.line(1), 4);
}

TEST(CsvTableTest, AcceptsWhatSpreadsheetsWrite) {
  ASSERT_OK_AND_ASSIGN(const CsvTable table, Parse("\xEF\xBB\xBF"
                                                   "code,name\r\n1,one\r\n\r\n2,\"two\"\r\n\r\n"));
  ASSERT_EQ(table.size(), 2u);
  EXPECT_EQ(table.cell(1, 1), "two");
  EXPECT_EQ(table.line(1), 4);
}

TEST(CsvTableTest, TheLastLineNeedsNoEnd) {
  ASSERT_OK_AND_ASSIGN(const CsvTable table, Parse("code,name\n1,one"));
  EXPECT_EQ(table.cell(0, 1), "one");
  ASSERT_OK_AND_ASSIGN(const CsvTable empty_cell, Parse("code,name\n1,"));
  EXPECT_EQ(empty_cell.cell(0, 1), "");
}

TEST(CsvTableTest, ATableMayHaveNoRows) {
  ASSERT_OK_AND_ASSIGN(const CsvTable table, Parse("code,name\n"));
  EXPECT_EQ(table.size(), 0u);
}

TEST(CsvTableTest, RefusesAMissingHeader) {
  EXPECT_THAT(Parse(""), StatusIs(kInvalid, "t.csv line 1: there is no header line"));
  EXPECT_THAT(Parse("\n\n"), StatusIs(kInvalid, HasSubstr("no header")));
}

TEST(CsvTableTest, RefusesMissingUnknownAndRepeatedColumns) {
  EXPECT_THAT(Parse("code\n1\n"), StatusIs(kInvalid, "t.csv line 1: column \"name\" is missing"));
  EXPECT_THAT(Parse("code,name,note\n"),
              StatusIs(kInvalid, "t.csv line 1: column \"note\" is not known"));
  EXPECT_THAT(Parse("code,name,code\n"),
              StatusIs(kInvalid, "t.csv line 1: column \"code\" stands there twice"));
}

TEST(CsvTableTest, RefusesSemicolonsInsteadOfCommas) {
  EXPECT_THAT(Parse("code;name\n1;one\n"), StatusIs(kInvalid, HasSubstr("\"code\" is missing")));
}

TEST(CsvTableTest, RefusesRowsThatAreTooShortOrTooLong) {
  EXPECT_THAT(Parse("code,name\n1,one\n2\n"),
              StatusIs(kInvalid, "t.csv line 3: 1 cells instead of 2"));
  EXPECT_THAT(Parse("code,name\n1,one,more\n"),
              StatusIs(kInvalid, "t.csv line 2: 3 cells instead of 2"));
}

TEST(CsvTableTest, RefusesBrokenQuotes) {
  EXPECT_THAT(Parse("code,name\n1,\"one\n2,two\n"),
              StatusIs(kInvalid, "t.csv line 2: a quoted cell is not closed"));
  EXPECT_THAT(Parse("code,name\n1,o\"ne\n"),
              StatusIs(kInvalid, AllOf(HasSubstr("line 2"), HasSubstr("a quote inside"))));
  EXPECT_THAT(Parse("code,name\n1,\"one\"x\n"),
              StatusIs(kInvalid, AllOf(HasSubstr("line 2"), HasSubstr("behind a closing"))));
}

TEST(CsvTableTest, RefusesOtherEncodings) {
  EXPECT_THAT(Parse("code,name\n1,G\xF6rlitz\n"), StatusIs(kInvalid, HasSubstr("UTF-8")));
}

TEST(CsvTableTest, FaultsNameFileLineAndColumn) {
  ASSERT_OK_AND_ASSIGN(const CsvTable table, Parse("code,name\n1,one\n"));
  EXPECT_THAT(table.Fault(0, 1, "is wrong"),
              StatusIs(kInvalid, "t.csv line 2, column \"name\": is wrong"));
  EXPECT_THAT(table.Fault(0, "is wrong"), StatusIs(kInvalid, "t.csv line 2: is wrong"));
}

TEST(CsvTableTest, TheDigestIsThatOfTheContent) {
  ASSERT_OK_AND_ASSIGN(const CsvTable table, Parse("code,name\n1,one\n2,two\n"));
  ASSERT_OK_AND_ASSIGN(const CsvTable same, Parse("name,code\r\n\"two\",2\r\none,1\r\n"));
  ASSERT_OK_AND_ASSIGN(const CsvTable other, Parse("code,name\n1,one\n2,twO\n"));
  EXPECT_EQ(table.digest(), same.digest());
  EXPECT_NE(table.digest(), other.digest());
}

}  // namespace
}  // namespace passung::base
