#include "engine/explain/distinct_codes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace passung {
namespace {

// By definition: each code once, in the order of first use.
std::vector<uint32_t> InOrderOfFirstUse(const std::vector<CodeTuple>& rows, size_t column) {
  std::vector<uint32_t> codes;
  for (const CodeTuple& row : rows) {
    if (std::find(codes.begin(), codes.end(), row[column]) == codes.end()) {
      codes.push_back(row[column]);
    }
  }
  return codes;
}

void ExpectRight(const std::vector<CodeTuple>& rows, const DistinctCodes& distinct) {
  for (size_t column = 0; column < kColumnIdCount; ++column) {
    const auto id = static_cast<ColumnId>(column);
    const auto codes = distinct.In(id);
    ASSERT_EQ(std::vector<uint32_t>(codes.begin(), codes.end()), InOrderOfFirstUse(rows, column));
    for (size_t row = 0; row < rows.size(); ++row) {
      ASSERT_EQ(codes[distinct.NumberOf(id, row)], rows[row][column]);
    }
  }
}

TEST(DistinctCodesTest, ListsEachCodeOfAColumnOnceHoweverManyRowsThereAre) {
  std::mt19937 random(1);
  DistinctCodes again;  // whose memory is used for all rows
  for (const size_t size : {size_t{1}, size_t{20}, size_t{1000}, size_t{2}}) {
    for (const uint32_t most : {0U, 3U, 100U, UINT32_MAX}) {
      std::vector<CodeTuple> rows(size);
      for (CodeTuple& row : rows) {
        for (uint32_t& code : row) code = std::uniform_int_distribution<uint32_t>(0, most)(random);
      }
      again.Take(rows);
      ExpectRight(rows, again);
      ExpectRight(rows, DistinctCodes(rows));
    }
  }
}

TEST(DistinctCodesTest, TellsTheSameCodeOfTwoColumnsApart) {
  CodeTuple row{};
  row[Index(ColumnId::kPlace)] = 7;
  row[Index(ColumnId::kHours)] = 7;
  const std::vector<CodeTuple> rows(3, row);
  ExpectRight(rows, DistinctCodes(rows));
}

TEST(DistinctCodesTest, HasNoCodesWithoutRows) {
  const DistinctCodes distinct;
  EXPECT_TRUE(distinct.In(ColumnId::kJob).empty());
}

}  // namespace
}  // namespace passung
