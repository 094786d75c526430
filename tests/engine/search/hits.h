#ifndef PASSUNG_TESTS_ENGINE_SEARCH_HITS_H_
#define PASSUNG_TESTS_ENGINE_SEARCH_HITS_H_

#include <gtest/gtest.h>

#include <vector>

#include "engine/search/top_k.h"

namespace passung {

inline void ExpectSameHits(const std::vector<Hit>& found, const std::vector<Hit>& expected) {
  ASSERT_EQ(found.size(), expected.size());
  for (size_t i = 0; i < found.size(); ++i) {
    EXPECT_EQ(found[i].score, expected[i].score) << "hit " << i;
    EXPECT_EQ(found[i].index, expected[i].index) << "hit " << i;
    EXPECT_EQ(found[i].row, expected[i].row) << "hit " << i;
  }
}

}  // namespace passung

#endif  // PASSUNG_TESTS_ENGINE_SEARCH_HITS_H_
