// B6: a lorry driver whose licences are from abroad.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/stories/story_world.h"

namespace passung {
namespace {

using ::testing::ElementsAre;
using enum RuleKey;

constexpr char kNordsachsen[] = "14730";

// The story names no strength for the training's B1; as a required level it would bar writing at A1.
std::vector<Vacancy> DrivingVacancies() {
  return {StoryVacancy("L1")
              .Of("52122")
              .In(kNordsachsen)
              .WantsLicence(LicenceKind::kDrivingCE)
              .WantsLicence(LicenceKind::kCode95)
              .WantsGerman(AlmostA2()),
          StoryVacancy("L2").Of("51311").In(kNordsachsen),
          StoryVacancy("L3").Of("52182").In(kNordsachsen).WantsLicence(LicenceKind::kDrivingB),
          StoryVacancy("L4").Of("52531").In(kNordsachsen).WantsLicence(LicenceKind::kForklift),
          StoryVacancy("L5")
              .Kind(VacancyKind::kTrainingDual)
              .Of("52122")
              .In(kNordsachsen)
              .Starts("2026-08-01")
              .WantsGerman(LanguageLevel::kB1, RequirementStrength::kDesired)};
}

MenteeBuilder LorryDriver(Validity licences) {
  return StoryMentee("b6")
      .In(kNordsachsen)
      .WithStatus(ResidenceStatus::kS25_2)
      .Worked("52122", 120)
      .WithLicence(LicenceKind::kDrivingB, licences)
      .WithLicence(LicenceKind::kDrivingC, licences)
      .WithLicence(LicenceKind::kDrivingCE, licences)
      .WithGerman(AlmostA2());
}

TEST(B6ForeignLicence, ForkliftAndConversionOpenOneEachAndTheLorryNeedsTwoSteps) {
  const StoryWorld world(DrivingVacancies());
  const Mentee driver = LorryDriver(Until("2025-06-30"));
  const StorySteps steps = world.Steps(driver);
  const StepResult& forklift = steps.OfLicence(LicenceKind::kForklift);
  EXPECT_EQ(forklift.step.act, Step::kObtainLicence);
  EXPECT_EQ(forklift.lead_days, 14);
  EXPECT_THAT(StorySteps::OpenedBy(forklift), ElementsAre("L4"));
  const StepResult& conversion = steps.OfLicence(LicenceKind::kDrivingCE);
  EXPECT_EQ(conversion.step.act, Step::kConvertLicence);
  EXPECT_EQ(conversion.lead_days, 100);
  EXPECT_THAT(StorySteps::OpenedBy(conversion), ElementsAre("L3"));
  EXPECT_EQ(conversion.gain.furthers, 1) << "the lorry, which needs code 95 beside";
  for (const StepResult& result : steps.all()) {
    EXPECT_THAT(StorySteps::OpenedBy(result), testing::Not(testing::Contains("L1")));
  }
  const Mentee converted = AfterStep(driver, conversion.step, StoryDay());
  EXPECT_THAT(StorySteps::OpenedBy(world.Steps(converted).OfLicence(LicenceKind::kCode95)),
              ElementsAre("L1"));
  EXPECT_EQ(steps.OfLicence(LicenceKind::kCode95).lead_days, 40);
}

TEST(B6ForeignLicence, TheBundleOfForkliftConversionAndCode95OpensAllThree) {
  const StepBundle bundle = StoryWorld(DrivingVacancies()).Bundle(LorryDriver(Until("2025-06-30")));
  std::vector<LicenceKind> licences;
  for (const BundlePart& part : bundle.steps) licences.push_back(part.step.licence.value());
  EXPECT_THAT(licences, testing::UnorderedElementsAre(
                            LicenceKind::kForklift, LicenceKind::kDrivingCE, LicenceKind::kCode95));
  EXPECT_EQ(bundle.value, 3) << "L1, L3 and L4";
  EXPECT_TRUE(bundle.is_best());
  EXPECT_EQ(bundle.days_at_once, 100) << "the conversion";
  EXPECT_EQ(bundle.days_in_turn, 154);
}

TEST(B6ForeignLicence, TheClassOnTheVacancyDecidesAndOnlyInGermanyValidOnesCount) {
  const StoryAnswer answer = StoryWorld(DrivingVacancies()).Ask(LorryDriver(Until("2025-06-30")));
  for (const char* id : {"L1", "L3", "L4"}) {
    EXPECT_THAT(answer.Failing(id), ElementsAre("licence_required")) << id;
  }
  EXPECT_EQ(answer.Outcome("L1", kLicenceRequired).reason, Reason::kLicenceNotValid);
  EXPECT_EQ(answer.Outcome("L3", kLicenceRequired).reason, Reason::kLicenceNotValid);
  EXPECT_EQ(answer.Outcome("L4", kLicenceRequired).reason, Reason::kLicenceMissing);
  EXPECT_THAT(answer.Failing("L2"), testing::IsEmpty());
  EXPECT_THAT(answer.Failing("L5"), testing::IsEmpty());
  for (const char* id : {"L1", "L2", "L3", "L4", "L5"}) {
    EXPECT_EQ(answer.VerdictOf(id, kRegulatedProfession), Verdict::kPass) << id;
  }
}

TEST(B6ForeignLicence, ExperienceAsADriverLeads) {
  const StoryAnswer answer = StoryWorld(DrivingVacancies()).Ask(LorryDriver(Until("2025-06-30")));
  EXPECT_NEAR(answer.Percent("L1"), 80.3, 0.06);
  EXPECT_NEAR(answer.Percent("L3"), 66.7, 0.06);
  EXPECT_NEAR(answer.Percent("L2"), 66.8, 0.06);
  EXPECT_NEAR(answer.Percent("L5"), 79.6, 0.06);
}

TEST(B6ForeignLicence, ALicenceValidDuringProtectionOpensDeliveryButNotTheLorry) {
  const StoryAnswer answer = StoryWorld(DrivingVacancies()).Ask(LorryDriver(Until("2027-03-04")));
  EXPECT_EQ(answer.VerdictOf("L3", kLicenceRequired), Verdict::kPass);
  EXPECT_EQ(answer.Outcome("L1", kLicenceRequired).reason, Reason::kLicenceMissing)
      << "code 95 is still needed";
}

TEST(B6ForeignLicence, DeliveryIsOpenUntilTheLastDayOfTheLicenceAndForEuropeansWithoutEnd) {
  const StoryWorld world(DrivingVacancies());
  const Mentee protection = LorryDriver(Until("2027-03-04"));
  EXPECT_EQ(world.Ask(protection, "default", Day("2027-03-04")).VerdictOf("L3", kLicenceRequired),
            Verdict::kPass);
  const StoryAnswer after = world.Ask(protection, "default", Day("2027-03-05"));
  EXPECT_EQ(after.Outcome("L3", kLicenceRequired).reason, Reason::kLicenceNotValid);
  const StoryAnswer european = world.Ask(LorryDriver({}));
  EXPECT_EQ(european.VerdictOf("L3", kLicenceRequired), Verdict::kPass);
  EXPECT_EQ(european.VerdictOf("L1", kLicenceRequired), Verdict::kFail) << "code 95 is missing";
}

}  // namespace
}  // namespace passung
