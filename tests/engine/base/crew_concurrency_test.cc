// Threads that stay, under as many works as it takes for some to come too late for one.

#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <thread>
#include <vector>

#include "engine/base/crew.h"

namespace passung {
namespace {

TEST(CrewTest, EveryPartIsDoneOnceBeforeRunReturns) {
  for (const int threads : {-1, 0, 1, 2, 3, 7}) {
    Crew crew(threads);
    for (size_t run = 0; run < 500; ++run) {
      const size_t parts = run % 11;
      // Plain numbers: whoever reads them afterwards need not be told when they were written.
      std::vector<int> done(parts, 0);
      crew.Run(parts, [&](size_t part, size_t) {
        if (run % 2 == 0) std::this_thread::yield();  // others come in time, or too late
        ++done[part];
      });
      EXPECT_EQ(done, std::vector<int>(parts, 1)) << threads << " threads, run " << run;
    }
  }
}

TEST(CrewTest, ThreadsHaveNumbersOfTheirOwnThatStay) {
  Crew crew(3);
  ASSERT_EQ(crew.threads(), 3U);
  std::vector<std::set<std::thread::id>> by_number(3);
  for (int run = 0; run < 500; ++run) {
    crew.Run(9, [&](size_t, size_t thread) {
      ASSERT_LT(thread, 3U);
      std::this_thread::yield();
      by_number[thread].insert(std::this_thread::get_id());
    });
  }
  EXPECT_EQ(by_number[0], std::set<std::thread::id>{std::this_thread::get_id()});
  std::set<std::thread::id> all;
  for (const std::set<std::thread::id>& ids : by_number) {
    EXPECT_LE(ids.size(), 1U);
    all.insert(ids.begin(), ids.end());
  }
  size_t numbers = 0;
  for (const std::set<std::thread::id>& ids : by_number) numbers += ids.size();
  EXPECT_EQ(all.size(), numbers);
}

TEST(CrewTest, OthersTakePartsThatTheCallerDoesNotComeTo) {
  Crew crew(2);
  std::atomic<int> met{0};
  // Each waits for the other: one thread alone would not come to the second part.
  crew.Run(2, [&](size_t, size_t) {
    ++met;
    while (met < 2) std::this_thread::yield();
  });
  EXPECT_EQ(met, 2);
}

TEST(CrewTest, OnePartAndNoPartAreTheCallersAlone) {
  Crew crew(4);
  std::vector<size_t> threads;
  for (int run = 0; run < 50; ++run) {
    crew.Run(0, [&](size_t, size_t) { FAIL() << "there is no part"; });
    crew.Run(1, [&](size_t part, size_t thread) {
      EXPECT_EQ(part, 0U);
      threads.push_back(thread);
    });
  }
  EXPECT_EQ(threads, std::vector<size_t>(50, 0));
}

TEST(CrewTest, CrewThatNeverRanEnds) {
  Crew crew(5);
  EXPECT_EQ(crew.threads(), 5U);
}

}  // namespace
}  // namespace passung
