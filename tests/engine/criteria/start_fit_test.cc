#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/judge_pair.h"

namespace passung {
namespace {

constexpr auto kKey = CriterionKey::kStartFit;

VacancyBuilder Starting(absl::string_view day) {
  return StoryVacancy("v").Of("54101").In("14612").Starts(day);
}
int32_t Points(absl::string_view available, absl::string_view start) {
  return PointsOf(kKey, StoryMentee("m").AvailableFrom(available), Starting(start));
}

TEST(StartFitTest, OnlyWeeksByWhichThePersonIsLateCount) {
  EXPECT_EQ(Points("2026-03-01", "2026-08-01"), 10000) << "next August is not late";
  EXPECT_EQ(Points("2026-03-15", "2026-03-01"), 10000) << "14 days";
  EXPECT_EQ(Points("2026-03-16", "2026-03-01"), 8000);
  EXPECT_EQ(Points("2026-04-26", "2026-03-01"), 8000) << "56 days";
  EXPECT_EQ(Points("2026-04-27", "2026-03-01"), 5000);
  EXPECT_EQ(Points("2026-06-28", "2026-03-01"), 5000) << "119 days";
  EXPECT_EQ(Points("2026-08-30", "2026-03-01"), 2500) << "182 days";
  EXPECT_EQ(Points("2026-08-31", "2026-03-01"), 0);
}

TEST(StartFitTest, AStartInThePastWaitsForToday) {
  EXPECT_EQ(Points("2025-01-01", "2025-06-01"), 10000);
  EXPECT_EQ(Points("2026-03-08", "2025-06-01"), 8000) << "21 days after the day of the question";
}

TEST(StartFitTest, AnUnknownDayIsAConstant) {
  EXPECT_EQ(PointsOf(kKey, AMentee("m"), Starting("2026-03-01")), 7000);
  EXPECT_EQ(PointsOf(kKey, StoryMentee("m"), AVacancy("v")), 7000);
}

}  // namespace
}  // namespace passung
