#include "engine/base/generation_memory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <vector>

#include "engine/base/parallel.h"

namespace passung::base {
namespace {

TEST(GenerationMemoryTest, APartIsChangedInPlaceByTheGenerationThatMadeIt) {
  GenerationMemory memory;
  const GenerationHold hold = memory.Begin();
  int* part = memory.Make<int>();
  *part = 1;
  int* const same = part;
  memory.Own(part) = 2;
  EXPECT_EQ(part, same);
  EXPECT_EQ(*same, 2);
}

TEST(GenerationMemoryTest, ALaterGenerationChangesACopy) {
  GenerationMemory memory;
  const GenerationHold first = memory.Begin();
  int* part = memory.Make<int>();
  *part = 1;
  memory.Finish();
  const GenerationHold second = memory.Begin();
  const int* const before = part;
  memory.Own(part) = 2;
  memory.Finish();
  EXPECT_EQ(*before, 1);
  EXPECT_EQ(*part, 2);
}

TEST(GenerationMemoryTest, WhatNobodyHoldsIsGivenOutAgain) {
  GenerationMemory memory;
  GenerationHold first = memory.Begin();
  int* part = memory.Make<int>();
  const int* const of_first = part;
  memory.Finish();
  GenerationHold second = memory.Begin();
  memory.Own(part) = 2;
  memory.Finish();
  GenerationHold third = memory.Begin();
  EXPECT_NE(memory.Make<int>(), of_first) << "the first is held";
  memory.Finish();
  first = GenerationHold();
  const GenerationHold fourth = memory.Begin();
  EXPECT_EQ(memory.Make<int>(), of_first);
}

TEST(GenerationMemoryTest, WhatAnUnfinishedGenerationDroppedIsStillThere) {
  GenerationMemory memory;
  const GenerationHold first = memory.Begin();
  int* const part = memory.Make<int>();
  *part = 1;
  memory.Finish();
  {
    const GenerationHold abandoned = memory.Begin();
    int* changed = part;
    memory.Own(changed) = 2;
  }
  for (int i = 0; i < 3; ++i) {
    const GenerationHold next = memory.Begin();
    EXPECT_NE(memory.Make<int>(), part);
    memory.Finish();
  }
  EXPECT_EQ(*part, 1);
}

TEST(GenerationMemoryTest, PartsMayBeLongAndKeepTheirContentWhenCopied) {
  GenerationMemory memory;
  GenerationHold hold = memory.Begin();
  for (const size_t bytes : {1U, 16U, 17U, 8191U, 8192U, 8193U, 100'000U, 5'000'000U}) {
    auto* part = memory.Make<char>(bytes);
    std::fill_n(part, bytes, 'a');
    memory.Finish();
    GenerationHold next = memory.Begin();
    std::swap(hold, next);
    const char* const before = part;
    memory.Own(part) = 'b';
    EXPECT_NE(part, before);
    EXPECT_EQ(*before, 'a');
    EXPECT_TRUE(std::all_of(part + 1, part + bytes, [](char c) { return c == 'a'; })) << bytes;
  }
}

TEST(GenerationMemoryTest, ThreadsMakePartsOfOneGenerationSideBySide) {
  GenerationMemory memory;
  const GenerationHold hold = memory.Begin();
  constexpr size_t kThreads = 4;
  std::array<std::vector<uint64_t*>, kThreads> made;
  ParallelFor(kThreads, kThreads, [&](size_t thread) {
    GenerationMemory::Stretch stretch(memory);
    for (uint64_t i = 0; i < 3000; ++i) {
      made[thread].push_back(stretch.Make<uint64_t>());
      *made[thread].back() = thread << 32U | i;
    }
  });
  for (uint64_t thread = 0; thread < kThreads; ++thread) {
    for (uint64_t i = 0; i < 3000; ++i) {
      ASSERT_EQ(*made[thread][i], thread << 32U | i);
      ASSERT_TRUE(memory.MayChange(made[thread][i]));
    }
  }
}

// Generations are held and let go at random, some are never finished: each keeps its own content.
TEST(GenerationMemoryTest, EveryHeldGenerationStaysAsItWas) {
  std::mt19937 random(1);
  const auto below = [&](uint32_t end) { return static_cast<size_t>(random() % end); };
  constexpr size_t kParts = 20;
  struct Generation {
    std::array<int*, kParts> parts{};
    std::array<int, kParts> expected{};
    GenerationHold hold;
  };
  GenerationMemory memory;
  std::vector<Generation> held(1);
  held[0].hold = memory.Begin();
  for (size_t i = 0; i < kParts; ++i) *(held[0].parts[i] = memory.Make<int>(4 + i * 40)) = 0;
  memory.Finish();
  for (int n = 1; n < 5000; ++n) {
    Generation next;
    next.parts = held.back().parts;
    next.expected = held.back().expected;
    next.hold = memory.Begin();
    for (size_t changes = below(4); changes-- > 0;) {
      const size_t at = below(kParts);
      memory.Own(next.parts[at]) = next.expected[at] = n;
    }
    if (below(10) == 0) continue;  // given up
    memory.Finish();
    held.push_back(std::move(next));
    while (held.size() > 1 && (held.size() > 8 || below(3) == 0)) {
      held.erase(held.begin() +
                 static_cast<std::ptrdiff_t>(below(static_cast<uint32_t>(held.size() - 1))));
    }
    for (const Generation& generation : held) {
      for (size_t i = 0; i < kParts; ++i) ASSERT_EQ(*generation.parts[i], generation.expected[i]);
    }
  }
}

}  // namespace
}  // namespace passung::base
