#include "engine/search/wave_queue.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "tests/support/random_source.h"

namespace passung {
namespace {

constexpr int32_t kApart = 1'000'000;  // further than levels are

std::vector<int> Things(std::span<const WaveQueue<int>::Item> items) {
  std::vector<int> things;
  for (const auto& item : items) things.push_back(item.thing);
  std::sort(things.begin(), things.end());
  return things;
}

TEST(WaveQueueTest, TheHighestLevelThatEnoughReachGivesThoseWithTheHighestBounds) {
  WaveQueue<int> queue;
  for (const int nth : {3, 1, 4, 2, 5}) queue.Put(nth * kApart, nth);
  const int32_t level = queue.LevelOf(2);
  EXPECT_GT(level, 3 * kApart);
  EXPECT_LE(level, 4 * kApart);
  EXPECT_EQ(Things(queue.Take(level)), (std::vector<int>{4, 5}));
  EXPECT_EQ(queue.LevelOf(4), 0);
  EXPECT_EQ(Things(queue.Take(0)), (std::vector<int>{1, 2, 3}));
  EXPECT_TRUE(queue.empty());
}

TEST(WaveQueueTest, HoldsTheHighestBoundThereIs) {
  WaveQueue<int> queue;
  queue.Put(kMaxPoints * kWeightSum, 1);
  queue.Put(0, 2);
  EXPECT_EQ(Things(queue.Take(queue.LevelOf(1))), (std::vector<int>{1}));
  EXPECT_EQ(Things(queue.Take(queue.LevelOf(1))), (std::vector<int>{2}));
}

TEST(WaveQueueTest, KnowsNothingOfWhatWasBeforeItWasCleared) {
  WaveQueue<int> queue;
  queue.Put(5 * kApart, 1);
  queue.Clear();
  EXPECT_TRUE(queue.empty());
  EXPECT_EQ(queue.LevelOf(1), 0);
  queue.Put(kApart, 2);
  EXPECT_EQ(Things(queue.Take(queue.LevelOf(1))), (std::vector<int>{2}));
}

TEST(WaveQueueTest, EveryWaveHasNoLessThanWhatIsLeft) {
  RandomSource random(7);
  WaveQueue<int> queue;
  std::vector<int32_t> bounds;
  const auto put = [&](int count) {
    for (int i = 0; i < count; ++i) {
      const auto bound = static_cast<int32_t>(random.Below(kMaxPoints * kWeightSum + 1));
      queue.Put(bound, static_cast<int>(bounds.size()));
      bounds.push_back(bound);
    }
  };
  put(500);
  std::vector<bool> taken(2000);
  size_t count = 0;
  while (!queue.empty()) {
    const int32_t level = queue.LevelOf(40);
    const auto wave = queue.Take(level);
    EXPECT_TRUE(level == 0 || wave.size() >= 40);
    for (const auto& item : wave) {
      EXPECT_FALSE(taken[static_cast<size_t>(item.thing)]);
      taken[static_cast<size_t>(item.thing)] = true;
      EXPECT_EQ(item.bound, bounds[static_cast<size_t>(item.thing)]);
      EXPECT_GE(item.bound, level);
    }
    count += wave.size();
    for (size_t i = 0; i < bounds.size(); ++i) EXPECT_TRUE(taken[i] || bounds[i] < level);
    if (bounds.size() < 1500) put(50);
  }
  EXPECT_EQ(count, bounds.size());
}

}  // namespace
}  // namespace passung
