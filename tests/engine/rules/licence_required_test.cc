#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/judge_pair.h"

namespace passung {
namespace {

constexpr auto kRule = RuleKey::kLicenceRequired;

VacancyBuilder Driver(LicenceKind kind) {
  return StoryVacancy("v").Of("52182").In("14612").WantsLicence(kind);
}

TEST(LicenceRequiredTest, AHigherClassIncludesTheLowerOnes) {
  const struct {
    LicenceKind held;
    LicenceKind wanted;
    Verdict verdict;
  } cases[] = {{LicenceKind::kDrivingCE, LicenceKind::kDrivingB, Verdict::kPass},
               {LicenceKind::kDrivingCE, LicenceKind::kDrivingC1E, Verdict::kPass},
               {LicenceKind::kDrivingDE, LicenceKind::kDrivingD1, Verdict::kPass},
               {LicenceKind::kDrivingB, LicenceKind::kDrivingBE, Verdict::kFail},
               {LicenceKind::kDrivingC, LicenceKind::kDrivingCE, Verdict::kFail},
               {LicenceKind::kDrivingB, LicenceKind::kForklift, Verdict::kFail}};
  for (const auto& c : cases) {
    EXPECT_EQ(OutcomeOf(kRule, StoryMentee("m").WithLicence(c.held), Driver(c.wanted)).verdict,
              c.verdict)
        << Name(c.held) << " for " << Name(c.wanted);
  }
}

TEST(LicenceRequiredTest, OnlyTheLawBars) {
  const Vacancy vacancy = StoryVacancy("v").Of("52182").In("14612").WantsLicence(
      LicenceKind::kDrivingB, RequirementStrength::kRequired);
  EXPECT_EQ(OutcomeOf(kRule, StoryMentee("m"), vacancy).verdict, Verdict::kPass);
}

TEST(LicenceRequiredTest, UnknownLicencesAreUnclearAndPastOnesAreToBeConverted) {
  EXPECT_EQ(OutcomeOf(kRule, StoryMentee("m").WithLicencesUnknown(), Driver(LicenceKind::kDrivingB))
                .verdict,
            Verdict::kUnknown);
  const RuleOutcome past =
      OutcomeOf(kRule, StoryMentee("m").WithLicence(LicenceKind::kDrivingB, Until("2025-12-31")),
                Driver(LicenceKind::kDrivingB));
  EXPECT_EQ(past.reason, Reason::kLicenceNotValid);
  EXPECT_EQ(past.step, Step::kConvertLicence);
  EXPECT_EQ(Parameter(past.parameters, "licence"), "driving_b");
}

TEST(LicenceRequiredTest, WhatIsGrantedOnRequestOnlyTakesTime) {
  const RuleOutcome outcome =
      OutcomeOf(kRule, StoryMentee("m"), Driver(LicenceKind::kCertificateOfConduct));
  EXPECT_EQ(outcome.verdict, Verdict::kPassAfter);
  EXPECT_EQ(outcome.step, Step::kCertificateOfConduct);
  EXPECT_EQ(outcome.lead_days, 21);
}

TEST(LicenceRequiredTest, GuardingNeedsInstructionOnlyAtASecurityFirm) {
  const auto guard = [](std::optional<bool> security_firm) {
    return StoryVacancy("v").Of("53111").In("14612").SecurityFirm(security_firm);
  };
  EXPECT_EQ(OutcomeOf(kRule, StoryMentee("m"), guard(true)).verdict, Verdict::kFail);
  EXPECT_EQ(OutcomeOf(kRule, StoryMentee("m"), guard(false)).verdict, Verdict::kPass);
  EXPECT_EQ(OutcomeOf(kRule, StoryMentee("m"), guard(std::nullopt)).reason,
            Reason::kGuardTradeUnknown);
  EXPECT_EQ(OutcomeOf(kRule, StoryMentee("m").WithLicence(LicenceKind::kGuardInstruction),
                      guard(std::nullopt))
                .verdict,
            Verdict::kPass);
}

TEST(LicenceRequiredTest, TrainingPasses) {
  EXPECT_EQ(OutcomeOf(kRule, StoryMentee("m"),
                      Driver(LicenceKind::kDrivingCE).Kind(VacancyKind::kTrainingDual))
                .verdict,
            Verdict::kPass);
}

}  // namespace
}  // namespace passung
