#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/judge_pair.h"

namespace passung {
namespace {

constexpr auto kRule = RuleKey::kStartWindow;

VacancyBuilder Training(absl::string_view start) {
  return StoryVacancy("v").Kind(VacancyKind::kTrainingDual).Of("25212").In("14612").Starts(start);
}

TEST(StartWindowTest, ATrainingIsMissedThirteenWeeksAfterItsStart) {
  const Mentee mentee = StoryMentee("m");
  EXPECT_EQ(OutcomeOf(kRule, mentee, Training("2025-11-16")).verdict, Verdict::kPass);
  EXPECT_EQ(OutcomeOf(kRule, mentee, Training("2025-11-15")).verdict, Verdict::kFail);
  EXPECT_EQ(OutcomeOf(kRule, mentee, Training("2026-08-01")).verdict, Verdict::kPass);
}

TEST(StartWindowTest, ThePersonsFirstDayCountsToo) {
  const Mentee mentee = StoryMentee("m").AvailableFrom("2026-11-01");
  EXPECT_EQ(OutcomeOf(kRule, mentee, Training("2026-08-02")).verdict, Verdict::kPass);
  EXPECT_EQ(OutcomeOf(kRule, mentee, Training("2026-08-01")).reason, Reason::kStartTooLate);
}

TEST(StartWindowTest, FirmsWait) {
  EXPECT_EQ(OutcomeOf(kRule, StoryMentee("m").AvailableFrom("2027-12-01"),
                      StoryVacancy("v").Of("25212").In("14612"))
                .verdict,
            Verdict::kPass);
}

TEST(StartWindowTest, UnknownDaysOfATrainingAreUnclear) {
  EXPECT_EQ(
      OutcomeOf(kRule, StoryMentee("m").Change([](Mentee& m) { m.facts.available_from.reset(); }),
                Training("2026-08-01"))
          .verdict,
      Verdict::kUnknown);
  EXPECT_EQ(OutcomeOf(kRule, StoryMentee("m"), Training("2026-08-01").Change([](Vacancy& v) {
              v.start.reset();
            })).verdict,
            Verdict::kUnknown);
}

}  // namespace
}  // namespace passung
