#include "engine/base/shared_pages.h"

#include <gtest/gtest.h>

#include <vector>

namespace passung::base {
namespace {

using Pages = SharedPages<int>;

// A row of pages, and the generations of its memory.
class SharedPagesTest : public testing::Test {
 protected:
  void Begin() {
    memory_.Finish();
    holds_.push_back(memory_.Begin());
  }

  GenerationMemory memory_;
  std::vector<GenerationHold> holds_;
};

TEST_F(SharedPagesTest, APageIsThereOnceItIsOwned) {
  Begin();
  Pages pages;
  pages.Resize(memory_, 40);
  EXPECT_EQ(pages.size(), 40u);
  EXPECT_EQ(pages[39], nullptr);
  EXPECT_EQ(pages.Own(memory_, 39), 0);
  EXPECT_NE(pages[39], nullptr);
  EXPECT_EQ(pages[38], nullptr);
}

TEST_F(SharedPagesTest, ACopySharesAllPagesButThoseThatItChanges) {
  Begin();
  Pages pages;
  pages.Resize(memory_, 40);
  for (int i = 0; i < 40; ++i) pages.Own(memory_, static_cast<size_t>(i)) = i;
  Begin();
  Pages copy = pages;
  copy.Own(memory_, 17) = 170;
  EXPECT_EQ(*pages[17], 17);
  EXPECT_EQ(*copy[17], 170);
  for (size_t i = 0; i < 40; ++i) {
    EXPECT_EQ(copy[i] == pages[i], i != 17) << i;
  }
}

TEST_F(SharedPagesTest, APageOfItsOwnIsNotCopiedAgain) {
  Begin();
  Pages pages;
  pages.Resize(memory_, 2);
  pages.Own(memory_, 0) = 1;
  Begin();
  Pages copy = pages;
  const int* const own = &copy.Own(memory_, 0);
  EXPECT_NE(own, pages[0]);
  EXPECT_EQ(&copy.Own(memory_, 0), own);
}

TEST_F(SharedPagesTest, MorePagesLeaveThoseBeforeThemWhereTheyAre) {
  Begin();
  Pages pages;
  pages.Resize(memory_, 3);
  pages.Own(memory_, 2) = 2;
  Begin();
  Pages copy = pages;
  copy.Resize(memory_, 100);
  copy.Own(memory_, 99) = 99;
  EXPECT_EQ(copy[2], pages[2]);
  EXPECT_EQ(pages.size(), 3u);
}

TEST_F(SharedPagesTest, DroppedPagesStayForWhoeverHoldsTheirGeneration) {
  Begin();
  Pages pages;
  pages.Resize(memory_, 3);
  pages.Own(memory_, 1) = 1;
  Begin();
  pages.Drop(memory_);
  Begin();
  *memory_.Make<int>() = 7;
  EXPECT_EQ(*pages[1], 1);
}

}  // namespace
}  // namespace passung::base
