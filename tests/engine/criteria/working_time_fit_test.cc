#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/judge_pair.h"

namespace passung {
namespace {

using std::string_literals::operator""s;

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

// Which side is to be asked shows by what is there of the other.
TEST(WorkingTimeFitTest, WhatIsNotKnownNamesWhatTheOtherSideSays) {
  const auto told = [](const Mentee& mentee, const Vacancy& vacancy) {
    const Contribution found = ContributionOf(kKey, mentee, vacancy);
    EXPECT_EQ(found.reason, Reason::kWorkingTimeUnknown);
    return std::pair(Parameter(found.parameters, "need"), Parameter(found.parameters, "window"));
  };
  const auto nobody = StoryMentee("m").WithHoursUnknown();
  EXPECT_EQ(told(nobody, Job().Hours(20).Shifts(std::nullopt)), std::pair("20-20"s, ""s));
  EXPECT_EQ(told(nobody, Job().Hours(std::nullopt).Shifts(Windows(5, 6, At(8), At(16)))).second,
            "");
  EXPECT_EQ(told(Person({20, 40}), Job().Hours(std::nullopt).Shifts(std::nullopt)),
            std::pair(""s, "20-40"s));
  EXPECT_EQ(told(nobody, Job().Hours(std::nullopt).Shifts(std::nullopt)), std::pair(""s, ""s));
}

}  // namespace
}  // namespace passung
