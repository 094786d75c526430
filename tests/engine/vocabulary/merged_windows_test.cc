// Times of the week that overlap, against the minutes that they have.

#include <gtest/gtest.h>

#include <set>
#include <utility>
#include <vector>

#include "engine/vocabulary/day_facts.h"
#include "tests/support/random_source.h"

namespace passung {
namespace {

using Minutes = std::set<std::pair<int32_t, int32_t>>;  // weekday, minute

Minutes MinutesOf(const std::vector<TimeWindow>& windows) {
  Minutes minutes;
  for (const TimeWindow& window : windows) {
    for (int32_t minute = window.from_minute; minute < window.to_minute; ++minute) {
      minutes.emplace(window.weekday, minute);
    }
  }
  return minutes;
}

TEST(MergedWindowsTest, HaveTheSameMinutesInOrderAndDoNotTouch) {
  RandomSource random(1);
  for (int round = 0; round < 2000; ++round) {
    std::vector<TimeWindow> windows;
    const int32_t count = random.Below(9);
    for (int32_t i = 0; i < count; ++i) {
      const int32_t from = random.Below(40);
      windows.push_back({random.Below(3), from, from + 1 + random.Below(12)});
    }
    const std::vector<TimeWindow> merged = MergeWindows(windows);
    EXPECT_EQ(MinutesOf(merged), MinutesOf(windows));
    EXPECT_EQ(TotalMinutes(merged), static_cast<int32_t>(MinutesOf(windows).size()));
    for (size_t i = 1; i < merged.size(); ++i) {
      const TimeWindow& before = merged[i - 1];
      EXPECT_LE(before.weekday, merged[i].weekday);
      if (before.weekday != merged[i].weekday) continue;
      EXPECT_LT(before.to_minute, merged[i].from_minute) << "else they would be one";
    }
  }
}

}  // namespace
}  // namespace passung
