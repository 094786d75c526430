#include "engine/search/bucket_queue.h"

#include <gtest/gtest.h>

#include <vector>

namespace passung {
namespace {

constexpr int32_t kFar = 1'000'000;  // further apart than a range is wide

TEST(BucketQueueTest, GivesHigherRangesFirstAndNeverPromisesTooLittle) {
  BucketQueue<int> queue;
  for (const int nth : {3, 1, 4, 2}) queue.Put(nth * kFar, nth);
  std::vector<int> taken;
  for (int32_t most = queue.Most(); most >= 0; most = queue.Most()) {
    const auto next = queue.Take();
    EXPECT_LE(next.bound, most);
    taken.push_back(next.thing);
  }
  EXPECT_EQ(taken, (std::vector<int>{4, 3, 2, 1}));
}

TEST(BucketQueueTest, GivesThoseOfARangeAsTheyWerePutAndShowsThemBefore) {
  BucketQueue<int> queue;
  for (const int nth : {1, 2, 3}) queue.Put(kFar, nth);
  ASSERT_GE(queue.Most(), kFar);
  EXPECT_EQ(*queue.Peek(0), 1);
  EXPECT_EQ(*queue.Peek(2), 3);
  EXPECT_EQ(queue.Peek(3), nullptr);
  EXPECT_EQ(queue.Take().thing, 1);
  queue.Put(kFar, 4);
  for (const int nth : {2, 3, 4}) {
    ASSERT_GE(queue.Most(), kFar);
    EXPECT_EQ(queue.Take().thing, nth);
  }
  EXPECT_LT(queue.Most(), 0);
  queue.Put(kFar, 5);
  ASSERT_GE(queue.Most(), kFar);
  EXPECT_EQ(queue.Take().thing, 5);
}

}  // namespace
}  // namespace passung
