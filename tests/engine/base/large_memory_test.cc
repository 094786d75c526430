#include "engine/base/large_memory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <random>
#include <utility>
#include <vector>

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

TEST(LargeMemoryTest, ContainersOfCacheLinesBeginWithOneHoweverLongTheyAre) {
  struct alignas(kLargeAlignment) Line {
    std::array<char, kLargeAlignment> bytes{};
  };
  for (const size_t lines : {size_t{1}, size_t{3}, size_t{64}, size_t{1000}, size_t{100'000}}) {
    std::vector<Line, LargeAllocator<Line>> vector(lines);
    EXPECT_EQ(reinterpret_cast<uintptr_t>(vector.data()) % kLargeAlignment, 0U) << lines;
    vector.back().bytes.fill('x');
    EXPECT_EQ(vector.back().bytes.front(), 'x');
  }
}

TEST(LargeMemoryTest, LargePiecesBeginWithALargePageAndAreCounted) {
  const size_t before = LargeBytesInUse();
  void* small = AllocateLarge(kShortestShared - 1);
  EXPECT_EQ(LargeBytesInUse(), before) << "the allocator counts that";
  void* large = AllocateLarge(kLargePage + 1);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(large) % kLargePage, 0U);
  EXPECT_EQ(LargeBytesInUse(), before + 2 * kLargePage);
  FreeLarge(large, kLargePage + 1);
  FreeLarge(small, kShortestShared - 1);
  EXPECT_EQ(LargeBytesInUse(), before);
}

TEST(LargeMemoryTest, WhatIsMovedToLargePagesStaysWhereAndWhatItWas) {
  std::vector<uint32_t> numbers(3 * kLargePage / sizeof(uint32_t) + 1000);
  for (size_t i = 0; i < numbers.size(); ++i)
    numbers[i] = static_cast<uint32_t>(i * 2'654'435'761U);
  const std::vector<uint32_t> before = numbers;
  const uint32_t* const where = numbers.data();
  // Also of no whole page, and of nothing.
  for (const size_t count : {numbers.size(), size_t{1000}, size_t{0}}) {
    MoveToLargePages(numbers.data(), count * sizeof(uint32_t));
    EXPECT_EQ(numbers.data(), where);
    EXPECT_TRUE(numbers == before) << count;
  }
  MoveToLargePages(nullptr, 0);
}

TEST(LargeMemoryTest, PiecesThatShareLargePagesDoNotOverlapAndAreGivenBackInAnyOrder) {
  const size_t before = LargeBytesInUse();
  struct Piece {
    unsigned char* memory;
    size_t bytes;
    unsigned char filled_with;
  };
  std::mt19937 random(1);
  std::vector<Piece> pieces;
  for (int i = 0; i < 2000; ++i) {
    const bool take = pieces.size() < 40 || random() % 2 == 0;
    if (take) {
      const size_t bytes = 1 + random() % (random() % 8 == 0 ? kLargePage : size_t{20000});
      auto* const memory = static_cast<unsigned char*>(AllocateLarge(bytes));
      pieces.push_back({memory, bytes, static_cast<unsigned char>(i)});
      std::memset(memory, pieces.back().filled_with, bytes);
      continue;
    }
    std::swap(pieces[random() % pieces.size()], pieces.back());
    const Piece piece = pieces.back();
    pieces.pop_back();
    ASSERT_TRUE(std::all_of(piece.memory, piece.memory + piece.bytes,
                            [&](unsigned char byte) { return byte == piece.filled_with; }));
    FreeLarge(piece.memory, piece.bytes);
  }
  for (const Piece& piece : pieces) FreeLarge(piece.memory, piece.bytes);
  EXPECT_EQ(LargeBytesInUse(), before) << "nothing is kept of what nobody has";
}

}  // namespace
}  // namespace passung::base
