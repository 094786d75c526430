#include "engine/ingest/csv_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

namespace passung {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<CsvRecord> ReadAll(absl::string_view text) {
  CsvReader reader(text, DetectSeparator(text));
  std::vector<CsvRecord> records;
  while (std::optional<CsvRecord> record = reader.Next()) records.push_back(*std::move(record));
  return records;
}

TEST(CsvReaderTest, SeparatorIsFoundFromTheHeader) {
  EXPECT_EQ(DetectSeparator("a,b,c\n1;2;3"), ',');
  EXPECT_EQ(DetectSeparator("a;b;c\n1,2;3;4"), ';');
  EXPECT_EQ(DetectSeparator("a\tb\n"), '\t');
  EXPECT_EQ(DetectSeparator("\"a;b;c\",d\n"), ',');
}

TEST(CsvReaderTest, QuotedNewlineStaysInsideTheField) {
  const auto records = ReadAll("a,b\r\n1,\"x\r\ny\"\r\n2,z\r\n");
  ASSERT_EQ(records.size(), 3U);
  EXPECT_THAT(records[1].fields, ElementsAre("1", "x\r\ny"));
  EXPECT_EQ(records[1].line, 2);
  EXPECT_EQ(records[2].line, 4);
}

TEST(CsvReaderTest, DoubledQuoteIsOneQuote) {
  const auto records = ReadAll("\"say \"\"yes\"\"\",b\n");
  EXPECT_THAT(records[0].fields, ElementsAre("say \"yes\"", "b"));
}

TEST(CsvReaderTest, QuoteInsideAPlainFieldIsAnOrdinaryCharacter) {
  EXPECT_THAT(ReadAll("19\" Rack,b\n")[0].fields, ElementsAre("19\" Rack", "b"));
}

TEST(CsvReaderTest, UnclosedQuoteSpoilsOnlyItsLine) {
  const auto records = ReadAll("a,b\n1,\"open\n2,fine\n");
  ASSERT_EQ(records.size(), 3U);
  EXPECT_EQ(records[1].line, 2);
  ASSERT_TRUE(records[1].fault);
  EXPECT_THAT(records[1].fault->reason, HasSubstr("line 2"));
  EXPECT_THAT(records[2].fields, ElementsAre("2", "fine"));
}

TEST(CsvReaderTest, QuoteRunningIntoAnotherFieldSpoilsOnlyItsLine) {
  const auto records = ReadAll("a,b\n1,\"open\n2,\"fine\"\n3,z\n");
  ASSERT_EQ(records.size(), 4U);
  EXPECT_TRUE(records[1].fault);
  EXPECT_THAT(records[2].fields, ElementsAre("2", "fine"));
}

TEST(CsvReaderTest, LastRecordWithoutLineEndIsMarked) {
  const auto records = ReadAll("a,b\n1,2\n3");
  EXPECT_FALSE(records[1].ends_file);
  EXPECT_TRUE(records[2].ends_file);
}

TEST(CsvReaderTest, BlankLinesCountButAreNoRecords) {
  const auto records = ReadAll("a\n\n\nb\n");
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[1].line, 4);
}

TEST(CsvReaderTest, LoneCarriageReturnEndsALine) {
  const auto records = ReadAll("a,b\r1,2\r");
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[1].line, 2);
}

TEST(CsvReaderTest, EmptyTextHasNoRecords) { EXPECT_THAT(ReadAll(""), IsEmpty()); }

TEST(CsvReaderTest, ManyUnclosedQuotesAreReadInLinearTime) {
  std::string text = "a,b\n";
  for (int i = 0; i < 20'000; ++i) absl::StrAppend(&text, "\"x\"\"", i, "\n");
  const auto records = ReadAll(text);
  EXPECT_GT(records.size(), 9'000U);
}

// xorshift64: the same bytes on every machine.
uint64_t Next(uint64_t& state) {
  state ^= state << 13U;
  state ^= state >> 7U;
  state ^= state << 17U;
  return state;
}

TEST(CsvReaderTest, AnyBytesEndWithEveryLineAccountedFor) {
  constexpr absl::string_view kAlphabet = "ab\",;\t\n\r\" ";
  uint64_t state = 0x9E3779B97F4A7C15U;
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    const size_t length = Next(state) % 60;
    for (size_t i = 0; i < length; ++i) text.push_back(kAlphabet[Next(state) % kAlphabet.size()]);
    int64_t line = 0;
    for (const CsvRecord& record : ReadAll(text)) {
      ASSERT_GT(record.line, line) << testing::PrintToString(text);
      line = record.line;
      ASSERT_EQ(record.fault.has_value(), record.fields.empty()) << testing::PrintToString(text);
    }
  }
}

TEST(CsvReaderTest, ThereAreNeverMoreRecordsThanLinesLeft) {
  for (const absl::string_view text : {"a\nb\nc", "a\r\nb\r\n", "a\rb\r", "a\nb\rc\nd\re",
                                       "a\r\nb\rc", "\n\na\n\n", "\"a\nb\"\nc\n", ""}) {
    CsvReader reader(text, ',');
    const size_t lines = reader.LinesLeft();
    size_t records = 0;
    while (reader.Next()) ++records;
    EXPECT_LE(records, lines) << text;
  }
}

}  // namespace
}  // namespace passung
