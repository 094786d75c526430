#include "engine/search/top_k.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace passung {
namespace {

using ::testing::ElementsAre;

std::vector<uint32_t> Indexes(const TopK& best) {
  std::vector<uint32_t> indexes;
  for (const Hit& hit : best.Sorted()) indexes.push_back(hit.index);
  return indexes;
}

TEST(TopKTest, TiesGoToTheLowerIndexWhateverTheOrderOfOffers) {
  const Hit hits[] = {{.score = 5, .index = 3, .order = 3},
                      {.score = 5, .index = 1, .order = 1},
                      {.score = 7, .index = 9, .order = 9},
                      {.score = 5, .index = 2, .order = 2},
                      {.score = 4, .index = 0, .order = 0}};
  TopK forward(3);
  TopK backward(3);
  for (const Hit& hit : hits) forward.Offer(hit);
  for (size_t i = std::size(hits); i > 0; --i) backward.Offer(hits[i - 1]);
  EXPECT_THAT(Indexes(forward), ElementsAre(9, 1, 2));
  EXPECT_EQ(Indexes(forward), Indexes(backward));
}

TEST(TopKTest, FewerThanKAreAllKeptAndAScoreOfZeroIsAResult) {
  TopK best(10);
  best.Offer({.score = 0, .index = 4, .order = 4});
  best.Offer({.score = 0, .index = 2, .order = 2});
  EXPECT_THAT(Indexes(best), ElementsAre(2, 4));
}

TEST(TopKTest, MergingPartsEqualsOfferingEverything) {
  for (size_t k = 1; k <= 12; ++k) {
    TopK whole(k);
    TopK left(k);
    TopK right(k);
    for (uint32_t i = 0; i < 100; ++i) {
      const Hit hit{.score = static_cast<int32_t>(i * 37 % 11), .index = i, .order = i};
      whole.Offer(hit);
      (i % 3 == 0 ? left : right).Offer(hit);
    }
    left.Merge(right);
    EXPECT_EQ(Indexes(left), Indexes(whole)) << k;
  }
}

}  // namespace
}  // namespace passung
