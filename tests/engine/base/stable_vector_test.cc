#include "engine/base/stable_vector.h"

#include <gtest/gtest.h>

#include <memory>
#include <numeric>

namespace passung::base {
namespace {

TEST(StableVectorTest, ElementsKeepValueAndPlaceWhileMoreAreAppended) {
  StableVector<uint32_t> numbers;
  std::vector<const uint32_t*> places;
  for (uint32_t i = 0; i < 5000; ++i) {
    places.push_back(&numbers.Append(i * 3));
    EXPECT_EQ(numbers.size(), i + 1);
  }
  for (uint32_t i = 0; i < 5000; ++i) {
    EXPECT_EQ(numbers[i], i * 3);
    EXPECT_EQ(&numbers[i], places[i]);
  }
}

TEST(StableVectorTest, RunsAreWholeForEveryBeginAndEnd) {
  StableVector<uint32_t> numbers;
  for (uint32_t i = 0; i < 600; ++i) numbers.Append(i);
  for (uint32_t first = 0; first <= 600; first += 7) {
    for (uint32_t last = first; last <= 600; last += 11) {
      std::vector<uint32_t> seen;
      numbers.ForEachRun(first, last, [&](const uint32_t* run, uint32_t count) {
        EXPECT_GT(count, 0u);
        seen.insert(seen.end(), run, run + count);
      });
      std::vector<uint32_t> expected(last - first);
      std::iota(expected.begin(), expected.end(), first);
      ASSERT_EQ(seen, expected) << first << " to " << last;
    }
  }
  EXPECT_EQ(numbers.ToVector().size(), 600u);
  EXPECT_EQ(StableVector<uint32_t>().ToVector(), std::vector<uint32_t>());
}

TEST(StableVectorTest, EveryElementDiesOnce) {
  const auto counted = std::make_shared<int>(0);
  {
    StableVector<std::shared_ptr<int>> held;
    for (int i = 0; i < 333; ++i) held.Append(counted);
    EXPECT_EQ(counted.use_count(), 334);
    StableVector<std::shared_ptr<int>> moved = std::move(held);
    EXPECT_EQ(moved.size(), 333u);
    EXPECT_EQ(counted.use_count(), 334);
    moved = StableVector<std::shared_ptr<int>>();
  }
  EXPECT_EQ(counted.use_count(), 1);
}

}  // namespace
}  // namespace passung::base
