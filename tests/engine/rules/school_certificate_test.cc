#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/judge_pair.h"

namespace passung {
namespace {

constexpr auto kRule = RuleKey::kSchoolCertificate;

VacancyBuilder NurseTraining(RequirementStrength strength) {
  return StoryVacancy("v")
      .Kind(VacancyKind::kTrainingDual)
      .Of("81302")
      .In("14612")
      .WantsSchool(SchoolCertificate::kMittlererAbschluss, strength, 10);
}

TEST(SchoolCertificateTest, OnlyTheLawBars) {
  const Mentee mentee = StoryMentee("m").WithSchool(SchoolCertificate::kHauptschule, 9);
  EXPECT_EQ(OutcomeOf(kRule, mentee, NurseTraining(RequirementStrength::kByLaw)).verdict,
            Verdict::kFail);
  EXPECT_EQ(OutcomeOf(kRule, mentee, NurseTraining(RequirementStrength::kRequired)).verdict,
            Verdict::kPass);
}

TEST(SchoolCertificateTest, TenYearsOfSchoolSufficeWhereTheLawSaysSo) {
  const Mentee mentee = StoryMentee("m").WithSchool(SchoolCertificate::kHauptschule, 10);
  EXPECT_EQ(OutcomeOf(kRule, mentee, NurseTraining(RequirementStrength::kByLaw)).verdict,
            Verdict::kPass);
}

TEST(SchoolCertificateTest, WhatIsNotKnownIsUnclear) {
  const Vacancy vacancy = NurseTraining(RequirementStrength::kByLaw);
  EXPECT_EQ(OutcomeOf(kRule, StoryMentee("m"), vacancy).verdict, Verdict::kUnknown);
  EXPECT_EQ(OutcomeOf(kRule, StoryMentee("m").WithSchool(SchoolCertificate::kHauptschule), vacancy)
                .verdict,
            Verdict::kUnknown)
      << "the years may suffice";
  EXPECT_EQ(
      OutcomeOf(kRule, StoryMentee("m").WithSchool(SchoolCertificate::kAbitur), vacancy).verdict,
      Verdict::kPass);
}

TEST(SchoolCertificateTest, APlannedCertificateLiftsItFromItsDay) {
  const Mentee mentee =
      StoryMentee("m").WithSchool(SchoolCertificate::kHauptschule, 9).Change([](Mentee& m) {
        m.facts.schools.push_back(
            {SchoolCertificate::kMittlererAbschluss, std::nullopt, From("2026-07-01")});
      });
  const Vacancy vacancy = NurseTraining(RequirementStrength::kByLaw);
  const RuleOutcome outcome = OutcomeOf(kRule, mentee, vacancy);
  EXPECT_EQ(outcome.verdict, Verdict::kPassAfter);
  EXPECT_EQ(outcome.from, Day("2026-07-01"));
  EXPECT_EQ(outcome.reason, Reason::kSchoolRequiredByLaw);
  EXPECT_EQ(OutcomeOf(kRule, mentee, vacancy, {.frozen = true}).verdict, Verdict::kFail);
}

}  // namespace
}  // namespace passung
