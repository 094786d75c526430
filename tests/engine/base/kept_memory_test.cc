#include "engine/base/kept_memory.h"

#include <gtest/gtest.h>

#include <cstring>
#include <memory>
#include <numeric>
#include <thread>
#include <vector>

namespace passung::base {
namespace {

constexpr size_t kPart = 5000;

TEST(KeptMemoryTest, WhatWasLetGoIsGivenOutAgainWhereAnyIsKept) {
  void* const first = AllocateKept(kPart);
  FreeKept(first, kPart);
  void* const again = AllocateKept(kPart);
  if (kMostKept > 0) {
    EXPECT_EQ(again, first);
  }
  FreeKept(again, kPart);
}

TEST(KeptMemoryTest, PiecesOfAllSizesAreLongEnough) {
  for (size_t bytes = 1; bytes < 10'000; bytes += 61) {
    for (int again = 0; again < 2; ++again) {
      void* const one = AllocateKept(bytes);
      void* const other = AllocateKept(bytes);
      std::memset(one, 1, bytes);
      std::memset(other, 2, bytes);
      EXPECT_EQ(static_cast<char*>(one)[bytes - 1], 1);
      FreeKept(one, bytes);
      FreeKept(other, bytes);
    }
  }
}

TEST(KeptMemoryTest, MoreThanIsKeptGoesBack) {
  std::vector<void*> pieces;
  for (size_t bytes = 0; bytes < 4 * kMostKept; bytes += kPart) {
    pieces.push_back(AllocateKept(kPart));
  }
  for (void* piece : pieces) FreeKept(piece, kPart);
}

TEST(KeptMemoryTest, ThreadsLetGoWhatOthersAskedForAndEnd) {
  std::vector<std::shared_ptr<std::vector<int, KeptAllocator<int>>>> all;
  for (int i = 0; i < 200; ++i) {
    all.push_back(MakeKept<std::vector<int, KeptAllocator<int>>>(1000));
    std::iota(all.back()->begin(), all.back()->end(), i);
  }
  std::thread([&] {
    for (int i = 0; i < 100; ++i) {
      EXPECT_EQ(all.back()->back(), 199 - i + 999);
      all.pop_back();
    }
    all.push_back(MakeKept<std::vector<int, KeptAllocator<int>>>(1000));
  }).join();
  all.clear();
}

}  // namespace
}  // namespace passung::base
