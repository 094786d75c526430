#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/judge_pair.h"

namespace passung {
namespace {

constexpr auto kRule = RuleKey::kExcludedByPerson;

VacancyBuilder Cleaning() { return StoryVacancy("v").Of("54101").In("14612"); }

TEST(ExcludedByPersonTest, APrefixExcludesAllItsOccupations) {
  for (const char* prefix : {"5", "54", "541", "5410", "54101"}) {
    EXPECT_EQ(OutcomeOf(kRule, StoryMentee("m").Excludes(prefix), Cleaning()).reason,
              Reason::kExcludedOccupation)
        << prefix;
  }
  EXPECT_EQ(OutcomeOf(kRule, StoryMentee("m").Excludes("542"), Cleaning()).verdict, Verdict::kPass);
}

TEST(ExcludedByPersonTest, AnExcludedConditionThatIsUnknownIsUnclear) {
  const Mentee mentee = StoryMentee("m").Excludes(Condition::kTemporaryAgency);
  EXPECT_EQ(OutcomeOf(kRule, mentee, Cleaning().Agency(true)).reason, Reason::kExcludedCondition);
  EXPECT_EQ(OutcomeOf(kRule, mentee, Cleaning().Agency(std::nullopt)).verdict, Verdict::kUnknown);
  EXPECT_EQ(OutcomeOf(kRule, mentee, Cleaning()).verdict, Verdict::kPass);
}

TEST(ExcludedByPersonTest, NightsAndWeekendsAreReadFromTheShifts) {
  const Mentee nights = StoryMentee("m").Excludes(Condition::kNightWork);
  EXPECT_EQ(OutcomeOf(kRule, nights, Cleaning().Shifts(Windows(0, 0, At(22), At(24)))).verdict,
            Verdict::kFail);
  EXPECT_EQ(OutcomeOf(kRule, nights, Cleaning().Shifts(Windows(0, 0, At(6), At(23)))).verdict,
            Verdict::kPass);
  EXPECT_EQ(OutcomeOf(kRule, nights, Cleaning().Shifts(std::nullopt).ShiftWork(true)).verdict,
            Verdict::kUnknown);
  const Mentee weekends = StoryMentee("m").Excludes(Condition::kWeekendWork);
  EXPECT_EQ(OutcomeOf(kRule, weekends, Cleaning().Shifts(Windows(5, 5, At(9), At(12)))).verdict,
            Verdict::kFail);
  EXPECT_EQ(OutcomeOf(kRule, weekends, Cleaning()).verdict, Verdict::kPass);
}

TEST(ExcludedByPersonTest, NothingExcludedPassesEvenTheUnknown) {
  EXPECT_EQ(OutcomeOf(kRule, StoryMentee("m"), AVacancy("v")).verdict, Verdict::kPass);
  EXPECT_EQ(OutcomeOf(kRule, StoryMentee("m").Excludes("54"), AVacancy("v")).verdict,
            Verdict::kUnknown);
}

}  // namespace
}  // namespace passung
