#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/judge_pair.h"

namespace passung {
namespace {

constexpr auto kRule = RuleKey::kReach;

VacancyBuilder In(absl::string_view district) {
  return StoryVacancy("v").Of("54101").In(district, "01067");
}

TEST(ReachTest, KnownMinutesAreHeldAgainstThePersonsOwnLimitThenTheProfiles) {
  const auto minutes = [](int32_t m) {
    return StoryMentee("m").In("14612").WithMinutesTo("01067", m);
  };
  EXPECT_EQ(OutcomeOf(kRule, minutes(90), In("14612")).verdict, Verdict::kPass);
  EXPECT_EQ(OutcomeOf(kRule, minutes(91), In("14612")).verdict, Verdict::kFail);
  EXPECT_EQ(OutcomeOf(kRule, minutes(46), In("14612"), {.profile = "near_home"}).verdict,
            Verdict::kFail);
  EXPECT_EQ(OutcomeOf(kRule, minutes(46).TravelsAtMost(60), In("14612"), {.profile = "near_home"})
                .verdict,
            Verdict::kPass);
  EXPECT_EQ(OutcomeOf(kRule, minutes(31).TravelsAtMost(30), In("14612")).reason,
            Reason::kTravelTooLong);
}

TEST(ReachTest, WithoutMinutesOnlyNearRelationsPass) {
  const Mentee dresden = StoryMentee("m").In("14612");
  EXPECT_EQ(OutcomeOf(kRule, dresden, In("14612")).verdict, Verdict::kPass);
  EXPECT_EQ(OutcomeOf(kRule, dresden, In("14627")).verdict, Verdict::kPass) << "strong link";
  EXPECT_EQ(OutcomeOf(kRule, dresden, In("14626")).verdict, Verdict::kUnknown) << "same region";
  EXPECT_EQ(OutcomeOf(kRule, dresden, In("14627"), {.profile = "near_home"}).verdict,
            Verdict::kUnknown);
}

TEST(ReachTest, UnknownHomeOrPlaceIsUnclear) {
  EXPECT_EQ(OutcomeOf(kRule, StoryMentee("m"), In("14612")).reason, Reason::kHomeUnknown);
  EXPECT_EQ(OutcomeOf(kRule, StoryMentee("m").In("14612"), StoryVacancy("v").Of("54101")).reason,
            Reason::kPlaceUnknown);
}

TEST(ReachTest, OddHoursWithoutACarAreAQuestion) {
  const auto early = In("14612").Shifts(MondayToFriday(At(5, 59), At(12)));
  const auto on_foot = StoryMentee("m").In("14612").WithCar(false);
  EXPECT_EQ(OutcomeOf(kRule, on_foot, early).reason, Reason::kShiftTransportUnknown);
  EXPECT_EQ(Parameter(OutcomeOf(kRule, on_foot, early).parameters, "shift"), "05:59");
  EXPECT_EQ(OutcomeOf(kRule, StoryMentee("m").In("14612").WithCar(true), early).verdict,
            Verdict::kPass);
  EXPECT_EQ(OutcomeOf(kRule, on_foot, In("14612").Shifts(MondayToFriday(At(6), At(22)))).verdict,
            Verdict::kPass);
  EXPECT_EQ(OutcomeOf(kRule, on_foot, In("14612").Shifts(std::nullopt).ShiftWork(true)).verdict,
            Verdict::kUnknown);
}

TEST(ReachTest, ATimeBetweenDistrictsPassesOrAsksAndNeverBars) {
  KnowledgeFiles files;
  files.district_matrix_csv =
      "home,work,minutes,km,kmh,commuters,source\n14612,14627,91,,,,S\n14612,14713,,75,60,,S\n";
  const auto knowledge = Knowledge::Create(files, {}).value();
  const auto dresden = StoryMentee("m").In("14612");
  const RuleOutcome far = OutcomeOf(kRule, dresden, In("14627"), {.knowledge = knowledge});
  EXPECT_EQ(far.verdict, Verdict::kUnknown) << "a strong link, but longer than 90 minutes";
  EXPECT_EQ(far.reason, Reason::kTravelUnknown);
  EXPECT_EQ(Parameter(far.parameters, "minutes"), "91");
  EXPECT_EQ(Parameter(far.parameters, "relation"), "");
  const RuleOutcome near = OutcomeOf(kRule, dresden, In("14713"), {.knowledge = knowledge});
  EXPECT_EQ(near.verdict, Verdict::kPass) << "75 minutes to a district far away";
  EXPECT_EQ(near.reason, Reason::kTravelWithin);
  EXPECT_EQ(Parameter(near.parameters, "limit"), "90");
  EXPECT_EQ(OutcomeOf(kRule, StoryMentee("m").In("14612").TravelsAtMost(60), In("14713"),
                      {.knowledge = knowledge})
                .verdict,
            Verdict::kUnknown);
  EXPECT_EQ(OutcomeOf(kRule, StoryMentee("m").In("14612").WithMinutesTo("01067", 91), In("14713"),
                      {.knowledge = knowledge})
                .verdict,
            Verdict::kFail)
      << "the person's own time does";
}

}  // namespace
}  // namespace passung
