#include "engine/base/shared_pages.h"

#include <gtest/gtest.h>

namespace passung::base {
namespace {

using Pages = SharedPages<int>;

TEST(SharedPagesTest, APageIsThereOnceItIsOwned) {
  Pages pages;
  pages.Resize(40);
  EXPECT_EQ(pages.size(), 40u);
  EXPECT_EQ(pages[39], nullptr);
  EXPECT_EQ(pages.Own(39), 0);
  EXPECT_NE(pages[39], nullptr);
  EXPECT_EQ(pages[38], nullptr);
}

TEST(SharedPagesTest, ACopySharesAllPagesButThoseThatItChanges) {
  Pages pages;
  pages.Resize(40);
  for (int i = 0; i < 40; ++i) pages.Own(static_cast<size_t>(i)) = i;
  Pages copy = pages;
  copy.Own(17) = 170;
  EXPECT_EQ(*pages[17], 17);
  EXPECT_EQ(*copy[17], 170);
  for (size_t i = 0; i < 40; ++i) {
    EXPECT_EQ(copy[i] == pages[i], i != 17) << i;
  }
}

TEST(SharedPagesTest, APageOfItsOwnIsNotCopiedAgain) {
  Pages pages;
  pages.Resize(2);
  pages.Own(0) = 1;
  Pages copy = pages;
  const int* const own = &copy.Own(0);
  EXPECT_NE(own, pages[0]);
  EXPECT_EQ(&copy.Own(0), own);
}

TEST(SharedPagesTest, PagesOutliveTheRowTheyWereMadeFor) {
  Pages copy;
  {
    Pages pages;
    pages.Resize(20);
    pages.Own(3) = 3;
    pages.Own(19) = 19;
    copy = pages;
    copy.Own(19) = 190;
  }
  EXPECT_EQ(*copy[3], 3);
  EXPECT_EQ(*copy[19], 190);
}

TEST(SharedPagesTest, MorePagesLeaveThoseBeforeThemWhereTheyAre) {
  Pages pages;
  pages.Resize(3);
  pages.Own(2) = 2;
  Pages copy = pages;
  copy.Resize(100);
  copy.Own(99) = 99;
  EXPECT_EQ(copy[2], pages[2]);
  EXPECT_EQ(pages.size(), 3u);
}

}  // namespace
}  // namespace passung::base
