#include "engine/search/sifted_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <vector>

#include "tests/support/random_source.h"

namespace passung {
namespace {

using ::testing::ElementsAreArray;
using ::testing::UnorderedElementsAreArray;

TEST(PromiseTest, KeepsBoundAndPlaceAndPutsTheEarlierOfEqualBoundsFirst) {
  for (const int32_t bound : {0, 1, 99'999'999, 200'000'000}) {
    for (uint32_t at = 0; at < kStripRows; ++at) {
      const Promise promise = PromiseOf(bound, at);
      EXPECT_EQ(BoundOf(promise), bound);
      EXPECT_EQ(PlaceOf(promise), at);
      EXPECT_GT(PromiseOf(bound + 1, kStripRows - 1), promise);
      if (at > 0) {
        EXPECT_LT(promise, PromiseOf(bound, at - 1));
      }
    }
  }
}

TEST(SiftedRowsTest, RowsThatPromiseEnoughComeBestFirstAndTheOthersWait) {
  RandomSource random(17);
  for (int n = 0; n < 2000; ++n) {
    const auto rows = static_cast<uint32_t>(random.Below(static_cast<int32_t>(kStripRows) + 1));
    const int32_t spread = 1 + random.Below(40);
    const Promise needed = PromiseOf(random.Below(40), kStripRows);
    SiftedRows sifted(needed);
    std::vector<Promise> now;
    std::vector<Promise> waiting;
    for (uint32_t at = 0; at < rows; ++at) {
      const Promise promise = PromiseOf(random.Below(spread), at);
      const bool enough = BoundOf(promise) >= BoundOf(needed);
      EXPECT_EQ(sifted.Add(promise), enough);
      (enough ? now : waiting).push_back(promise);
    }
    std::sort(now.begin(), now.end(), std::greater<>());
    EXPECT_THAT(sifted.now(), ElementsAreArray(now));
    EXPECT_THAT(sifted.waiting(), UnorderedElementsAreArray(waiting));
    EXPECT_EQ(sifted.best_waiting(),
              waiting.empty() ? 0 : *std::max_element(waiting.begin(), waiting.end()));
  }
}

}  // namespace
}  // namespace passung
