#include "engine/index/market_rows.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "tests/support/random_source.h"

namespace passung {
namespace {

TEST(MarketRowsTest, RowsInTheOrderOfTheirNumbersAreSortedByKeyThenNumber) {
  RandomSource random(1);
  std::vector<SortedRow> spare;
  for (const size_t size : {0, 1, 2, 511, 512, 513, 5000, 700}) {
    // Keys that differ in all digits, in the first or the last ones only, or not at all.
    for (const uint32_t mask : {0x3fffffffU, 0x3ff00000U, 0x3ffU, 0xffc00U, 0U}) {
      std::vector<SortedRow> rows;
      for (size_t i = 0; i < size; ++i) {
        const auto key = static_cast<uint32_t>(random.Next()) & mask;
        rows.push_back(SortedRow{key} << kRowNumberBits | i);
      }
      std::vector<SortedRow> expected = rows;
      std::sort(expected.begin(), expected.end());
      SortByKey(rows, spare);
      EXPECT_EQ(rows, expected) << size << " rows, keys of " << mask;
    }
  }
}

}  // namespace
}  // namespace passung
