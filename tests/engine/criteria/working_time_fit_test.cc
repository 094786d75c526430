#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/judge_pair.h"

namespace passung {
namespace {

constexpr auto kKey = CriterionKey::kWorkingTimeFit;

VacancyBuilder Job() { return StoryVacancy("v").Of("54101").In("14612"); }
MenteeBuilder Person(WeeklyHours hours) {
  return StoryMentee("m").WithHours(hours, MondayToFriday(At(8), At(16)));
}

TEST(WorkingTimeFitTest, TheShareOfThePersonsLeastHoursIsExact) {
  const std::pair<int32_t, int32_t> expected[] = {{20, 10000}, {19, 8500}, {18, 8500}, {17, 6000},
                                                  {15, 6000},  {14, 3000}, {10, 3000}, {9, 0}};
  for (const auto& [offered, points] : expected) {
    EXPECT_EQ(PointsOf(kKey, Person({20, 40}), Job().Hours(offered)), points) << offered;
  }
}

TEST(WorkingTimeFitTest, MoreThanThePersonsMostHoursIsAShareToo) {
  EXPECT_EQ(PointsOf(kKey, Person({20, 25}), Job().Hours(40)), 3000) << "25 of 40";
  EXPECT_EQ(PointsOf(kKey, Person({20, 25}), Job().Hours(WeeklyHours{20, 40})), 10000);
}

TEST(WorkingTimeFitTest, TheShareOfShiftsInsideTheWindowsCounts) {
  EXPECT_EQ(PointsOf(kKey, Person({10, 40}), Job().Shifts(MondayToFriday(At(8), At(16)))), 10000);
  EXPECT_EQ(PointsOf(kKey, Person({10, 40}), Job().Shifts(MondayToFriday(At(6), At(14)))), 6000);
  EXPECT_EQ(PointsOf(kKey, Person({10, 40}), Job().Shifts(Windows(5, 6, At(8), At(16)))), 0);
}

TEST(WorkingTimeFitTest, TheSmallerOfTheKnownSharesCountsAndNoneKnownIsAConstant) {
  EXPECT_EQ(PointsOf(kKey, Person({20, 40}), Job().Hours(10).Shifts(std::nullopt)), 3000);
  EXPECT_EQ(PointsOf(kKey, Person({20, 40}), Job().Hours(std::nullopt).Shifts(std::nullopt)), 7000);
  EXPECT_EQ(PointsOf(kKey, StoryMentee("m").WithHoursUnknown(), Job().Shifts(std::nullopt)), 7000);
}

}  // namespace
}  // namespace passung
