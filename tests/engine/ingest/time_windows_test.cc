#include "engine/ingest/time_windows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace passung {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::optional<std::vector<TimeWindow>> Read(absl::string_view text) {
  RecordLog log;
  return ReadTimeWindows(text, {.field = "shifts", .log = log});
}

TEST(TimeWindowsTest, RangeOfDaysIsOneWindowEach) {
  EXPECT_THAT(*Read("Mo-Di 08:00-16:30"),
              ElementsAre(TimeWindow{0, 480, 990}, TimeWindow{1, 480, 990}));
}

TEST(TimeWindowsTest, ShiftOverMidnightIsTwoWindows) {
  EXPECT_THAT(*Read("so 22-6"), ElementsAre(TimeWindow{6, 1320, 1440}, TimeWindow{0, 0, 360}));
}

TEST(TimeWindowsTest, RangeMayRunOverTheWeekend) {
  EXPECT_THAT(*Read("sa-mo 8-9"), ElementsAre(TimeWindow{5, 480, 540}, TimeWindow{6, 480, 540},
                                              TimeWindow{0, 480, 540}));
}

TEST(TimeWindowsTest, FreeIsAnEmptyList) { EXPECT_THAT(*Read("frei"), IsEmpty()); }

TEST(TimeWindowsTest, OneUnreadablePartMakesAllUnknown) {
  EXPECT_FALSE(Read("mo 8-16; xx 8-16").has_value());
  EXPECT_FALSE(Read("mo 25-26").has_value());
  EXPECT_FALSE(Read("mo").has_value());
  EXPECT_FALSE(Read("mo 8-8").has_value());
}

}  // namespace
}  // namespace passung
