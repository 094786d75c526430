#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/judge_pair.h"

namespace passung {
namespace {

constexpr auto kRule = RuleKey::kWorkingTimePossible;

VacancyBuilder At5(std::optional<std::vector<TimeWindow>> shifts) {
  return StoryVacancy("v").Of("54101").In("14612").Shifts(std::move(shifts));
}
MenteeBuilder Mornings() {
  return StoryMentee("m").WithHours(WeeklyHours{20, 25}, MondayToFriday(At(8), At(14)));
}

TEST(WorkingTimePossibleTest, EveryStatedMinuteMustLieInsideTheWindows) {
  EXPECT_EQ(OutcomeOf(kRule, Mornings(), At5(MondayToFriday(At(8), At(14)))).verdict,
            Verdict::kPass);
  EXPECT_EQ(OutcomeOf(kRule, Mornings(), At5(MondayToFriday(At(8), At(14, 1)))).verdict,
            Verdict::kFail);
  EXPECT_EQ(OutcomeOf(kRule, Mornings(), At5(Windows(5, 5, At(9), At(12)))).verdict,
            Verdict::kFail);
}

TEST(WorkingTimePossibleTest, WindowsThatTouchAreOne) {
  const Mentee mentee = StoryMentee("m").WithHours(
      WeeklyHours{20, 25}, std::vector<TimeWindow>{{0, At(12), At(16)}, {0, At(8), At(12)}});
  EXPECT_EQ(OutcomeOf(kRule, mentee, At5(std::vector<TimeWindow>{{0, At(9), At(15)}})).verdict,
            Verdict::kPass);
}

TEST(WorkingTimePossibleTest, FreeTimesFitEverybodyAndUnknownOnesAreUnclear) {
  EXPECT_EQ(
      OutcomeOf(kRule, StoryMentee("m").WithHoursUnknown(), At5(std::vector<TimeWindow>{})).verdict,
      Verdict::kPass);
  EXPECT_EQ(OutcomeOf(kRule, Mornings(), At5(std::nullopt)).verdict, Verdict::kUnknown);
  EXPECT_EQ(
      OutcomeOf(kRule, StoryMentee("m").WithHoursUnknown(), At5(MondayToFriday(At(8), At(12))))
          .verdict,
      Verdict::kUnknown);
}

TEST(WorkingTimePossibleTest, BothTimesAreNamed) {
  const RuleOutcome outcome =
      OutcomeOf(kRule, Mornings(), At5(std::vector<TimeWindow>{{5, At(9), At(12, 30)}}));
  EXPECT_EQ(Parameter(outcome.parameters, "need"), "5 09:00-12:30");
  EXPECT_THAT(Parameter(outcome.parameters, "window"), testing::StartsWith("0 08:00-14:00,"));
}

}  // namespace
}  // namespace passung
