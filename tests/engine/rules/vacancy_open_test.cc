#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/judge_pair.h"

namespace passung {
namespace {

constexpr auto kRule = RuleKey::kVacancyOpen;

VacancyBuilder Cleaning() { return StoryVacancy("v").Of("54101").In("14612"); }

TEST(VacancyOpenTest, TheLastDayToApplyStillCounts) {
  EXPECT_EQ(OutcomeOf(kRule, StoryMentee("m"), Cleaning().ApplyUntil("2026-02-15")).verdict,
            Verdict::kPass);
  EXPECT_EQ(OutcomeOf(kRule, StoryMentee("m"), Cleaning().ApplyUntil("2026-02-14")).reason,
            Reason::kVacancyClosed);
  EXPECT_EQ(OutcomeOf(kRule, StoryMentee("m"), Cleaning().Closed()).verdict, Verdict::kFail);
}

TEST(VacancyOpenTest, OneThatOpensLaterPassesFromThatDay) {
  const Vacancy vacancy = Cleaning().OpenFrom("2026-04-01");
  const RuleOutcome outcome = OutcomeOf(kRule, StoryMentee("m"), vacancy);
  EXPECT_EQ(outcome.verdict, Verdict::kPassAfter);
  EXPECT_EQ(outcome.from, Day("2026-04-01"));
  EXPECT_EQ(OutcomeOf(kRule, StoryMentee("m"), vacancy, {.frozen = true}).verdict, Verdict::kFail);
  EXPECT_EQ(OutcomeOf(kRule, StoryMentee("m"), vacancy, {.as_of = Day("2026-04-01")}).verdict,
            Verdict::kPass);
}

}  // namespace
}  // namespace passung
