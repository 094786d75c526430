#include "engine/search/top_k.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "tests/support/random_world.h"

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

// Vacancies of several rows, some of which share a bit of what the list remembers of them.
TEST(TopKTest, OfSeveralRowsOfAVacancyTheBestIsKeptAndOfEqualOnesTheFirst) {
  RandomSource random(7);
  for (int round = 0; round < 400; ++round) {
    const auto k = static_cast<size_t>(random.Below(12) + 1);
    TopK best(k);
    std::map<uint32_t, Hit> best_of;
    for (int offer = 0; offer < 80; ++offer) {
      const auto vacancy = static_cast<uint32_t>(random.Below(10) * 1024 + random.Below(3));
      const Hit hit{.score = random.Below(9),
                    .index = vacancy,
                    .row = static_cast<uint32_t>(random.Below(5)),
                    .order = vacancy};
      best.OfferRow(hit);
      Hit& known = best_of.try_emplace(vacancy, hit).first->second;
      const bool is_better =
          hit.score != known.score ? hit.score > known.score : hit.row < known.row;
      if (is_better) known = hit;
    }
    std::vector<Hit> expected;
    for (const auto& [vacancy, hit] : best_of) expected.push_back(hit);
    std::sort(expected.begin(), expected.end(), [](const Hit& a, const Hit& b) {
      return a.score != b.score ? a.score > b.score : a.order < b.order;
    });
    expected.resize(std::min(expected.size(), k));
    const std::vector<Hit> kept = best.Sorted();
    ASSERT_EQ(kept.size(), expected.size());
    for (size_t i = 0; i < kept.size(); ++i) {
      EXPECT_EQ(kept[i].index, expected[i].index);
      EXPECT_EQ(kept[i].score, expected[i].score);
      EXPECT_EQ(kept[i].row, expected[i].row);
    }
  }
}

}  // namespace
}  // namespace passung
