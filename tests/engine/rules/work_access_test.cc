#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/judge_pair.h"

namespace passung {
namespace {

constexpr auto kRule = RuleKey::kWorkAccess;

VacancyBuilder Job() { return StoryVacancy("v").Of("29302").In("14612"); }
MenteeBuilder With(ResidenceStatus status) {
  return StoryMentee("m")
      .WithStatus(status)
      .HousedIn(Housing::kMunicipality)
      .WithBar(AccessBar::kNone);
}

TEST(WorkAccessTest, FreeTitlesPassEverywhere) {
  for (const auto status :
       {ResidenceStatus::kGerman, ResidenceStatus::kEuFreeMovement, ResidenceStatus::kSettlement,
        ResidenceStatus::kS25_1, ResidenceStatus::kS25_2, ResidenceStatus::kS25_3,
        ResidenceStatus::kS24, ResidenceStatus::kFamily, ResidenceStatus::kHumanitarianOther}) {
    for (const auto& vacancy : {Job(), Job().Agency(true), Job().Kind(std::nullopt)}) {
      EXPECT_EQ(OutcomeOf(kRule, With(status), vacancy).verdict, Verdict::kPass) << Name(status);
    }
  }
}

TEST(WorkAccessTest, WhatNeedNotBeKnownDoesNotMakeItUnclear) {
  const Mentee mentee = StoryMentee("m").WithStatus(ResidenceStatus::kS25_2);
  EXPECT_EQ(OutcomeOf(kRule, mentee, Job()).verdict, Verdict::kPass);
  const Mentee gestattung = StoryMentee("m").WithStatus(ResidenceStatus::kGestattung);
  EXPECT_EQ(OutcomeOf(kRule, gestattung, Job()).verdict, Verdict::kUnknown);
}

TEST(WorkAccessTest, AWaitingPeriodNamesTheDayAndThePermissionAfterIt) {
  const Mentee mentee = With(ResidenceStatus::kGestattung).StaySince("2026-01-20");
  const RuleOutcome outcome = OutcomeOf(kRule, mentee, Job());
  EXPECT_EQ(outcome.verdict, Verdict::kPassAfter);
  EXPECT_EQ(outcome.from, Day("2026-04-20"));
  EXPECT_EQ(outcome.step, Step::kAskForeignersOfficeAndBa);
  EXPECT_EQ(OutcomeOf(kRule, mentee, Job(), {.frozen = true}).verdict, Verdict::kFail);
}

TEST(WorkAccessTest, InAReceptionCentreTheWaitIsSixMonths) {
  const Mentee mentee = With(ResidenceStatus::kGestattung)
                            .HousedIn(Housing::kReceptionCentre)
                            .StaySince("2026-01-20");
  EXPECT_EQ(OutcomeOf(kRule, mentee, Job()).from, Day("2026-07-20"));
}

TEST(WorkAccessTest, ABarClosesWorkButNotSchool) {
  const auto barred =
      With(ResidenceStatus::kDuldung60a).WithBar(AccessBar::kBarred).StaySince("2020-01-01");
  EXPECT_EQ(OutcomeOf(kRule, barred, Job()).verdict, Verdict::kFail);
  EXPECT_EQ(OutcomeOf(kRule, barred, Job().Kind(VacancyKind::kTrainingSchool)).verdict,
            Verdict::kPass);
}

TEST(WorkAccessTest, AnUnknownAgencyIsUnclearOnlyWhereItMatters) {
  const auto skilled = With(ResidenceStatus::kS18a18b);
  EXPECT_EQ(OutcomeOf(kRule, skilled, Job().Agency(true)).verdict, Verdict::kFail);
  EXPECT_EQ(OutcomeOf(kRule, skilled, Job().Agency(std::nullopt)).verdict, Verdict::kUnknown);
  EXPECT_EQ(OutcomeOf(kRule, skilled, StoryVacancy("v").Of("29301").In("14612")).verdict,
            Verdict::kFail)
      << "helper work";
}

TEST(WorkAccessTest, TheNoteBeatsTheTableInBothDirections) {
  const auto refugee = With(ResidenceStatus::kS25_2);
  EXPECT_EQ(OutcomeOf(kRule, With(ResidenceStatus::kS25_2).WithNote(AccessNote::kNotAllowed), Job())
                .verdict,
            Verdict::kFail);
  EXPECT_EQ(
      OutcomeOf(kRule, With(ResidenceStatus::kDuldung60b).WithNote(AccessNote::kAllowed), Job())
          .verdict,
      Verdict::kPass);
  EXPECT_EQ(
      OutcomeOf(kRule, With(ResidenceStatus::kS25_2).WithNote(AccessNote::kPermissionNeeded), Job())
          .step,
      Step::kAskForeignersOffice);
  EXPECT_EQ(OutcomeOf(kRule, refugee, Job()).verdict, Verdict::kPass);
}

TEST(WorkAccessTest, BesideATrainingOnlyASideJobOfTwentyHoursIsOpen) {
  const auto trainee = With(ResidenceStatus::kS16g);
  EXPECT_EQ(OutcomeOf(kRule, trainee, Job().Hours(20)).verdict, Verdict::kPass);
  EXPECT_EQ(OutcomeOf(kRule, trainee, Job().Hours(21)).verdict, Verdict::kFail);
  EXPECT_EQ(OutcomeOf(kRule, trainee, Job().Hours(WeeklyHours{15, 30})).verdict, Verdict::kPass);
  EXPECT_EQ(OutcomeOf(kRule, trainee, Job().Hours(std::nullopt)).verdict, Verdict::kUnknown);
  EXPECT_EQ(
      OutcomeOf(kRule, With(ResidenceStatus::kS16d), Job().Kind(VacancyKind::kAdaptation).Hours(39))
          .verdict,
      Verdict::kPass)
      << "the measure itself";
}

TEST(WorkAccessTest, TheReasonForEmployersIsTheStepOnly) {
  const RuleOutcome outcome =
      OutcomeOf(kRule, With(ResidenceStatus::kDuldung60a).StaySince("2024-12-15"), Job());
  EXPECT_EQ(Parameter(outcome.parameters, "ba"), "needed");
  EXPECT_EQ(Parameter(outcome.parameters, "weeks"), "6");
}

}  // namespace
}  // namespace passung
