#include "engine/search/workspace.h"

#include <gtest/gtest.h>

namespace passung {
namespace {

TEST(MemoTest, WorksAValueOutOnceAQuestion) {
  Memo memo;
  for (int question = 1; question <= 3; ++question) {
    memo.Begin(10);
    int asked = 0;
    const auto work_out = [&] { return ++asked * 100 + question; };
    EXPECT_EQ(memo.Get(7, work_out), 100 + question);
    EXPECT_EQ(memo.Get(7, work_out), 100 + question);
    EXPECT_EQ(asked, 1);
  }
}

TEST(MemoTest, GrowsWithTheCodes) {
  Memo memo;
  memo.Begin(1);
  EXPECT_EQ(memo.Get(0, [] { return 5; }), 5);
  memo.Begin(1000);
  EXPECT_EQ(memo.Get(999, [] { return 6; }), 6);
  EXPECT_EQ(memo.Get(0, [] { return 7; }), 7);
}

// Else an answer of four thousand million questions ago would pass for one of this question.
TEST(MemoTest, ForgetsEverythingWhereTheNumbersOfQuestionsBeginAgain) {
  Memo memo(UINT32_MAX);  // the next question has the number of entries that nobody filled
  memo.Begin(2);
  EXPECT_EQ(memo.Get(0, [] { return 1; }), 1);
  EXPECT_EQ(memo.Get(1, [] { return 2; }), 2);
  memo.Begin(2);
  EXPECT_EQ(memo.Get(0, [] { return 3; }), 3);
}

}  // namespace
}  // namespace passung
