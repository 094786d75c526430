#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/judge_pair.h"

namespace passung {
namespace {

constexpr auto kKey = CriterionKey::kLevelAdequacy;

VacancyBuilder Job(absl::string_view occupation) {
  return StoryVacancy("v").Of(occupation).In("14612");
}
MenteeBuilder Engineer(RecognitionOutcome outcome, RecognitionStep step) {
  return StoryMentee("m").Qualified("25104", outcome, step, 7);
}

TEST(LevelAdequacyTest, AnUnrecognisedLevelIsCappedAtThree) {
  const Mentee not_filed = Engineer(RecognitionOutcome::kOpen, RecognitionStep::kNotFiled);
  EXPECT_EQ(PointsOf(kKey, not_filed, Job("25104")), 7000);
  EXPECT_EQ(PointsOf(kKey, not_filed, Job("25103")), 10000);
  const Mentee comparable = Engineer(RecognitionOutcome::kComparable, RecognitionStep::kDecided);
  EXPECT_EQ(PointsOf(kKey, comparable, Job("25104")), 10000);
  EXPECT_EQ(PointsOf(kKey, StoryMentee("m").Qualified("25104", 7), Job("25104")), 7000)
      << "an unknown status is capped";
}

TEST(LevelAdequacyTest, ALevelCountsForSkilledWorkOnlyWhereTheTradeIsRelated) {
  const Mentee nurse =
      StoryMentee("m").Qualified("81302", RecognitionOutcome::kFull, RecognitionStep::kDecided);
  EXPECT_EQ(PointsOf(kKey, nurse, Job("26252")), 5000) << "no level as an electrician";
  EXPECT_EQ(PointsOf(kKey, nurse, Job("54101")), 3500) << "helper work is below any level";
}

TEST(LevelAdequacyTest, TheLevelIsAtLeastThatOfTheOwnOccupation) {
  EXPECT_EQ(PointsOf(kKey,
                     StoryMentee("m").Qualified("83113", RecognitionOutcome::kGerman,
                                                RecognitionStep::kDecided, 4),
                     Job("83113")),
            10000);
}

TEST(LevelAdequacyTest, TheActivityDecidesTheColumnWhereItsLevelIsKnown) {
  const Mentee helper = StoryMentee("m").Worked("82101", 20);
  EXPECT_EQ(PointsOf(kKey, helper, Job("82101")), 9000);
  EXPECT_EQ(PointsOf(kKey, helper, StoryVacancy("v").Of("82101", 2).In("14612")), 5000);
}

TEST(LevelAdequacyTest, AnAdaptationCourseTowardsTheOwnOccupationFitsFully) {
  const Mentee nurse = StoryMentee("m").Qualified("81302", RecognitionOutcome::kCompensation,
                                                  RecognitionStep::kDecided);
  EXPECT_EQ(PointsOf(kKey, nurse, Job("82102").Kind(VacancyKind::kAdaptation)), 10000);
  EXPECT_EQ(PointsOf(kKey, nurse, Job("26252").Kind(VacancyKind::kAdaptation)), 4000);
}

TEST(LevelAdequacyTest, UnknownClaimsOrOccupationHaveAConstantPerColumn) {
  EXPECT_EQ(PointsOf(kKey, StoryMentee("m"), Job("25104")), 2000);
  EXPECT_EQ(PointsOf(kKey, StoryMentee("m"), Job("25212").Kind(VacancyKind::kTrainingDual)), 7500);
  EXPECT_EQ(PointsOf(kKey, StoryMentee("m").Wishes("25104"), StoryVacancy("v").In("14612")), 5000);
}

TEST(LevelAdequacyTest, TheReasonSaysOnWhichSideTheLevelLies) {
  const Mentee mentee = Engineer(RecognitionOutcome::kOpen, RecognitionStep::kNotFiled);
  EXPECT_EQ(ContributionOf(kKey, mentee, Job("25104")).reason, Reason::kLevelBelowJob);
  EXPECT_EQ(ContributionOf(kKey, mentee, Job("25103")).reason, Reason::kLevelFits);
  EXPECT_EQ(ContributionOf(kKey, mentee, Job("25102")).reason, Reason::kLevelAboveJob);
}

TEST(LevelAdequacyTest, AnUnknownLevelIsThePersonsWhereTheVacancysOccupationIsNamed) {
  const Contribution of_person = ContributionOf(kKey, StoryMentee("m"), Job("25104"));
  EXPECT_EQ(of_person.reason, Reason::kLevelUnknown);
  EXPECT_EQ(Parameter(of_person.parameters, "vacancy"), "25104");
  const Contribution of_vacancy =
      ContributionOf(kKey, StoryMentee("m").Wishes("25104"), StoryVacancy("v").In("14612"));
  EXPECT_EQ(of_vacancy.reason, Reason::kLevelUnknown);
  EXPECT_EQ(Parameter(of_vacancy.parameters, "vacancy"), "");
}

}  // namespace
}  // namespace passung
