#include "engine/search/kernels.h"

#include <gtest/gtest.h>

#include <array>
#include <vector>

namespace passung {
namespace {

// Sizes around the lengths that an unrolled or vectorised loop treats apart, and beyond what lies
// together.
constexpr uint32_t kSizes[] = {0, 1, 7, 8, 9, 31, 32, 33, 4095, 4096, 4097};

// Rows with these codes in the column of skills; in large worlds that one needs more than 16 bits.
struct Rows {
  Rows(uint32_t count, uint32_t step) {
    for (uint32_t i = 0; i < count; ++i) {
      codes.push_back(i * 7 % 5 * step);
      CodeTuple tuple{};
      tuple[Index(ColumnId::kSkills)] = codes.back();
      tuple[Index(ColumnId::kOpen)] = 1;
      columns.AppendRow(tuple);
    }
  }
  std::vector<uint32_t> codes;
  Columns columns;
};

template <class T, class Kernel>
std::vector<T> ResultsOf(const Rows& rows, const std::vector<T>& table, T start, Kernel kernel) {
  const auto count = static_cast<uint32_t>(rows.codes.size());
  std::vector<T> results(count + 1, start);
  T* next = results.data();
  rows.columns.ForEachRun(0, count, [&](const Columns::Run& run) {
    kernel(run, ColumnId::kSkills, table.data(), next);
    next += run.size();
  });
  EXPECT_EQ(next, results.data() + count);
  return results;
}

TEST(KernelsTest, AddLookupAddsTheEntryOfEachCode) {
  for (const uint32_t step : {1U, 40'000U}) {
    std::vector<int32_t> table(4 * step + 1);
    for (uint32_t i = 0; i < 5; ++i) table[i * step] = std::array{0, 1, -20, 300, 100'000'000}[i];
    for (const uint32_t size : kSizes) {
      const Rows rows(size, step);
      const std::vector<int32_t> totals = ResultsOf<int32_t>(rows, table, 5, AddLookup);
      for (size_t i = 0; i < size; ++i) EXPECT_EQ(totals[i], 5 + table[rows.codes[i]]) << size;
      EXPECT_EQ(totals[size], 5) << "nothing behind the end is touched";
    }
  }
}

TEST(KernelsTest, WorstLookupKeepsTheGreater) {
  for (const uint32_t step : {1U, 40'000U}) {
    std::vector<uint8_t> table(4 * step + 1);
    for (uint8_t i = 0; i < 5; ++i) table[i * step] = i % 4;
    for (const uint32_t size : kSizes) {
      const Rows rows(size, step);
      const std::vector<uint8_t> worst = ResultsOf<uint8_t>(rows, table, 1, WorstLookup);
      for (size_t i = 0; i < size; ++i) {
        EXPECT_EQ(worst[i], std::max<uint8_t>(1, table[rows.codes[i]])) << size;
      }
      EXPECT_EQ(worst[size], 1);
    }
  }
}

}  // namespace
}  // namespace passung
