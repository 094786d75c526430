#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/judge_pair.h"

namespace passung {
namespace {

constexpr auto kRule = RuleKey::kResidenceObligation;

VacancyBuilder In(absl::string_view district) { return StoryVacancy("v").Of("54101").In(district); }
MenteeBuilder Bound(absl::string_view area) {
  return StoryMentee("m").In("14626").MustLiveIn(area);
}

TEST(ResidenceObligationTest, WorkInsideTheAreaOrWithinADailyWayLeavesItAsItIs) {
  EXPECT_EQ(OutcomeOf(kRule, Bound("14626"), In("14626")).verdict, Verdict::kPass);
  EXPECT_EQ(OutcomeOf(kRule, Bound("14626"), In("14625")).verdict, Verdict::kPass);
  EXPECT_EQ(OutcomeOf(kRule, Bound("14"), In("14713")).verdict, Verdict::kPass);
  EXPECT_EQ(OutcomeOf(kRule, StoryMentee("m").In("14626"), In("09162")).reason,
            Reason::kNoObligation);
}

TEST(ResidenceObligationTest, FarWorkOfFifteenHoursOrTrainingLiftsIt) {
  const RuleOutcome outcome = OutcomeOf(kRule, Bound("14626"), In("14713").Hours(15));
  EXPECT_EQ(outcome.verdict, Verdict::kPassAfter);
  EXPECT_EQ(outcome.step, Step::kLiftResidenceObligation);
  EXPECT_EQ(OutcomeOf(kRule, Bound("14626"), In("14713").Hours(14)).verdict, Verdict::kFail);
  EXPECT_EQ(OutcomeOf(kRule, Bound("14626"), In("14713").Hours(std::nullopt)).verdict,
            Verdict::kUnknown);
  EXPECT_EQ(OutcomeOf(kRule, Bound("14626"), In("14713").Hours(10).Kind(VacancyKind::kTrainingDual))
                .verdict,
            Verdict::kPassAfter);
}

TEST(ResidenceObligationTest, UnknownObligationOrPlaceIsUnclear) {
  EXPECT_EQ(OutcomeOf(kRule, AMentee("m"), In("14626")).reason, Reason::kObligationUnknown);
  EXPECT_EQ(OutcomeOf(kRule, Bound("14626"), StoryVacancy("v").Of("54101")).reason,
            Reason::kPlaceUnknown);
}

TEST(ResidenceObligationTest, AnObligationThatEndsIsLookedAheadTo) {
  const Mentee mentee = Bound("14626").Change([](Mentee& m) {
    m.residence.obligations = {
        {.limited = true, .area = Area("14626"), .valid = Until("2026-05-31")},
        {.limited = false, .area = {}, .valid = From("2026-06-01")}};
  });
  const RuleOutcome outcome = OutcomeOf(kRule, mentee, In("14713").Hours(10));
  EXPECT_EQ(outcome.verdict, Verdict::kPassAfter);
  EXPECT_EQ(outcome.from, Day("2026-06-01"));
}

}  // namespace
}  // namespace passung
