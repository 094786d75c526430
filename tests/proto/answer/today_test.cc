// Which day it is in Germany, on nights on which the clock changes, and where a year is longer.
#include "proto/answer/today.h"

#include <gtest/gtest.h>

#include <string>

#include "proto/answer/stored_rows.h"

namespace passung::answer {
namespace {

absl::Time Utc(const std::string& text) {
  absl::Time time;
  std::string error;
  EXPECT_TRUE(absl::ParseTime("%Y-%m-%d %H:%M:%S", text, absl::UTCTimeZone(), &time, &error))
      << error;
  return time;
}

std::string DayAt(const std::string& utc) { return GermanDay(Utc(utc)).ToString(); }

TEST(TodayTest, ADayBeginsAtMidnightOfWinterAndOfSummer) {
  EXPECT_EQ(DayAt("2026-01-14 22:59:59"), "2026-01-14");
  EXPECT_EQ(DayAt("2026-01-14 23:00:00"), "2026-01-15");
  EXPECT_EQ(DayAt("2026-07-14 21:59:59"), "2026-07-14");
  EXPECT_EQ(DayAt("2026-07-14 22:00:00"), "2026-07-15");
  EXPECT_EQ(DayAt("2026-12-31 23:00:00"), "2027-01-01");
}

// 29 March 2026 has 23 hours, 25 October 25.
TEST(TodayTest, DaysOnWhichTheClockChangesAreDays) {
  EXPECT_EQ(DayAt("2026-03-28 22:59:59"), "2026-03-28");
  EXPECT_EQ(DayAt("2026-03-28 23:00:00"), "2026-03-29");
  EXPECT_EQ(DayAt("2026-03-29 21:59:59"), "2026-03-29");
  EXPECT_EQ(DayAt("2026-03-29 22:00:00"), "2026-03-30");
  EXPECT_EQ(DayAt("2026-10-24 21:59:59"), "2026-10-24");
  EXPECT_EQ(DayAt("2026-10-24 22:00:00"), "2026-10-25");
  EXPECT_EQ(DayAt("2026-10-25 22:59:59"), "2026-10-25");
  EXPECT_EQ(DayAt("2026-10-25 23:00:00"), "2026-10-26");
}

TEST(TodayTest, ALeapDayIsThereInItsYearsOnly) {
  EXPECT_EQ(DayAt("2028-02-28 23:00:00"), "2028-02-29");
  EXPECT_EQ(DayAt("2028-02-29 23:00:00"), "2028-03-01");
  EXPECT_EQ(DayAt("2027-02-28 23:00:00"), "2027-03-01");
  EXPECT_EQ(DayAt("2100-02-28 23:00:00"), "2100-03-01");
}

TEST(TodayTest, AnEndInMonthsIsTheSameDayOrTheLastOfItsMonth) {
  const auto end = [](const std::string& utc, int months) {
    return absl::FormatTime(
        "%Y-%m-%d %H:%M:%S",
        absl::FromUnixSeconds(MonthsAfter({absl::ToUnixSeconds(Utc(utc))}, months).seconds),
        absl::UTCTimeZone());
  };
  EXPECT_EQ(end("2026-11-28 17:30:05", 12), "2027-11-28 17:30:05");
  EXPECT_EQ(end("2028-02-29 12:00:00", 12), "2029-02-28 12:00:00");
  EXPECT_EQ(end("2027-02-28 12:00:00", 12), "2028-02-28 12:00:00");
  EXPECT_EQ(end("2026-08-31 00:00:00", 6), "2027-02-28 00:00:00");
  EXPECT_EQ(end("2026-03-29 00:30:00", 12), "2027-03-29 00:30:00");
}

}  // namespace
}  // namespace passung::answer
