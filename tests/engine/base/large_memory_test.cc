#include "engine/base/large_memory.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>

namespace passung::base {
namespace {

constexpr size_t kLargePage = size_t{2} << 20U;

TEST(LargeMemoryTest, PiecesOfEverySizeCanBeWrittenFromEndToEnd) {
  for (const size_t bytes :
       {size_t{1}, size_t{4096}, kLargePage - 1, kLargePage, kLargePage + 1, 5 * kLargePage - 7}) {
    void* memory = AllocateLarge(bytes);
    ASSERT_NE(memory, nullptr);
    EXPECT_EQ(reinterpret_cast<uintptr_t>(memory) % alignof(std::max_align_t), 0U);
    std::memset(memory, 0x5a, bytes);
    EXPECT_EQ(static_cast<unsigned char*>(memory)[bytes - 1], 0x5a);
    FreeLarge(memory, bytes);
  }
}

TEST(LargeMemoryTest, LargePiecesBeginWithALargePageAndAreCounted) {
  const size_t before = LargeBytesInUse();
  void* small = AllocateLarge(kLargePage - 1);
  EXPECT_EQ(LargeBytesInUse(), before) << "the allocator counts that";
  void* large = AllocateLarge(kLargePage + 1);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(large) % kLargePage, 0U);
  EXPECT_EQ(LargeBytesInUse(), before + 2 * kLargePage);
  FreeLarge(large, kLargePage + 1);
  FreeLarge(small, kLargePage - 1);
  EXPECT_EQ(LargeBytesInUse(), before);
}

}  // namespace
}  // namespace passung::base
