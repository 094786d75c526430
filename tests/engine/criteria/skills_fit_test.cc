#include "engine/criteria/skills_fit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/judge_pair.h"

namespace passung {
namespace {

constexpr auto kKey = CriterionKey::kSkillsFit;
constexpr auto kDesired = RequirementStrength::kDesired;

VacancyBuilder Job() { return StoryVacancy("v").Of("29302").In("14612"); }

TEST(SkillsFitTest, RequiredItemsWeighTwiceAsMuchAsDesirableOnes) {
  const auto vacancy = Job().WantsSkill("s1").WantsSkill("s2", kDesired);
  EXPECT_EQ(PointsOf(kKey, StoryMentee("m").WithSkill("s1"), vacancy), 6666);
  EXPECT_EQ(PointsOf(kKey, StoryMentee("m").WithSkill("s2"), vacancy), 3333);
  EXPECT_EQ(PointsOf(kKey, StoryMentee("m").WithSkill("s1").WithSkill("s2"), vacancy), 10000);
  EXPECT_EQ(PointsOf(kKey, StoryMentee("m").WithNoSkills(), vacancy), 0);
}

TEST(SkillsFitTest, NothingNamedAndNothingKnownAreConstants) {
  EXPECT_EQ(PointsOf(kKey, StoryMentee("m"), Job()), 6000);
  EXPECT_EQ(PointsOf(kKey, StoryMentee("m"), Job().WantsSkill("s1")), 5000);
}

TEST(SkillsFitTest, WishedCertificatesAndLicencesAreItems) {
  const auto vacancy =
      Job()
          .WantsSchool(SchoolCertificate::kHauptschule, RequirementStrength::kRequired)
          .WantsLicence(LicenceKind::kDrivingB, kDesired);
  EXPECT_EQ(PointsOf(kKey, StoryMentee("m").WithSchool(SchoolCertificate::kAbitur), vacancy), 6666);
  EXPECT_EQ(PointsOf(kKey,
                     StoryMentee("m")
                         .WithSchool(SchoolCertificate::kNone)
                         .WithLicence(LicenceKind::kDrivingCE),
                     vacancy),
            3333);
  EXPECT_EQ(PointsOf(kKey, StoryMentee("m").WithLicence(LicenceKind::kDrivingB), vacancy), 5000)
      << "the certificate is unknown";
}

TEST(SkillsFitTest, ALicenceByLawIsAGateNotAnItem) {
  EXPECT_EQ(PointsOf(kKey, StoryMentee("m"), Job().WantsLicence(LicenceKind::kDrivingB)), 6000);
}

TEST(SkillsFitTest, ASkillCountsFromItsDay) {
  const auto planned = StoryMentee("m").WithNoSkills().Change([](Mentee& m) {
    m.facts.skills->push_back({"s1", From("2026-06-01")});
  });
  EXPECT_EQ(PointsOf(kKey, planned, Job().WantsSkill("s1")), 0);
  EXPECT_EQ(PointsOf(kKey, planned, Job().WantsSkill("s1"), {.as_of = Day("2026-06-01")}), 10000);
}

TEST(SkillsFitTest, AShareIsThatOfADivisionForAllWeights) {
  EXPECT_EQ(SkillShare::Points(0, 0), 0);
  for (int32_t whole = 1; whole <= SkillSketch::kMostNamed; ++whole) {
    for (int32_t part = 0; part <= whole; ++part) {
      ASSERT_EQ(SkillShare::Points(part, whole), kMaxPoints * part / whole)
          << part << " of " << whole;
    }
  }
}

}  // namespace
}  // namespace passung
