#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/judge_pair.h"

namespace passung {
namespace {

constexpr auto kRule = RuleKey::kMovementRestriction;

VacancyBuilder In(absl::string_view district) { return StoryVacancy("v").Of("54101").In(district); }

TEST(MovementRestrictionTest, ItLimitsEvenCommuting) {
  const Mentee mentee = StoryMentee("m").In("14626").MovementLimitedTo("14626");
  EXPECT_EQ(OutcomeOf(kRule, mentee, In("14626")).verdict, Verdict::kPass);
  EXPECT_EQ(OutcomeOf(kRule, mentee, In("14625")).reason, Reason::kMovementRestricted);
  EXPECT_EQ(OutcomeOf(kRule, StoryMentee("m").MovementLimitedTo("14"), In("14713")).verdict,
            Verdict::kPass);
}

TEST(MovementRestrictionTest, UnknownIsUnclearAndNoLimitIsFree) {
  EXPECT_EQ(OutcomeOf(kRule, AMentee("m"), In("14626")).reason, Reason::kMovementUnknown);
  EXPECT_EQ(OutcomeOf(kRule, StoryMentee("m"), In("14626")).verdict, Verdict::kPass);
  EXPECT_EQ(
      OutcomeOf(kRule, StoryMentee("m").MovementLimitedTo("14626"), StoryVacancy("v").Of("54101"))
          .verdict,
      Verdict::kUnknown);
}

}  // namespace
}  // namespace passung
