#include "engine/search/kernels.h"

#include <gtest/gtest.h>

#include <vector>

namespace passung {
namespace {

// Sizes around the lengths that an unrolled or vectorised loop treats apart.
constexpr size_t kSizes[] = {0, 1, 7, 8, 9, 4095, 4096, 4097};

std::vector<uint32_t> Codes(size_t count) {
  std::vector<uint32_t> codes(count);
  for (size_t i = 0; i < count; ++i) codes[i] = static_cast<uint32_t>(i * 7 % 5);
  return codes;
}

TEST(KernelsTest, AddLookupAddsTheEntryOfEachCode) {
  const std::vector<int32_t> table = {0, 1, -20, 300, 100'000'000};
  for (const size_t size : kSizes) {
    const std::vector<uint32_t> codes = Codes(size);
    std::vector<int32_t> totals(size + 1, 5);
    AddLookup(codes.data(), size, table.data(), totals.data());
    for (size_t i = 0; i < size; ++i) EXPECT_EQ(totals[i], 5 + table[codes[i]]) << size;
    EXPECT_EQ(totals[size], 5) << "nothing behind the end is touched";
  }
}

TEST(KernelsTest, WorstLookupKeepsTheGreater) {
  const std::vector<uint8_t> table = {0, 1, 2, 3, 0};
  for (const size_t size : kSizes) {
    const std::vector<uint32_t> codes = Codes(size);
    std::vector<uint8_t> worst(size + 1, 1);
    WorstLookup(codes.data(), size, table.data(), worst.data());
    for (size_t i = 0; i < size; ++i) {
      EXPECT_EQ(worst[i], std::max<uint8_t>(1, table[codes[i]])) << size;
    }
    EXPECT_EQ(worst[size], 1);
  }
}

}  // namespace
}  // namespace passung
