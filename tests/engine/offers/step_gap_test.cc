// Which gap stands behind a step.
#include <gtest/gtest.h>

#include "passung/offers.h"
#include "passung/steps.h"
#include "tests/support/builders.h"

namespace passung {
namespace {

const Date kStepGapDay = *Date::Parse("2026-02-15");

Mentee WithUnevenGerman() {
  return MenteeBuilder("uneven").WithGerman(
      {LanguageLevel::kB1, LanguageLevel::kB2, LanguageLevel::kA2, std::nullopt});
}

std::optional<Gap> GapFor(const SingleStep& step) {
  return GapOfStep(WithUnevenGerman(), step, kStepGapDay);
}

TEST(GapOfStepTest, ACourseOfAllSkillsIsToTeachThoseThatAreShort) {
  const auto gap = GapFor({.act = Step::kLearnGerman, .level = LanguageLevel::kB2});
  ASSERT_TRUE(gap);
  EXPECT_EQ(gap->kind, GapKind::kGerman);
  const SkillLevels needs = {LanguageLevel::kB2, std::nullopt, LanguageLevel::kB2, std::nullopt};
  EXPECT_EQ(gap->needs, needs) << "one is there, and of one nothing is known";
  EXPECT_EQ(gap->has[0], LanguageLevel::kB1);
}

TEST(GapOfStepTest, ACourseOfOneSkillIsToTeachThatOne) {
  const auto gap = GapFor(
      {.act = Step::kLearnGerman, .skill = LanguageSkill::kSpeaking, .level = LanguageLevel::kB1});
  ASSERT_TRUE(gap);
  for (size_t i = 0; i < gap->needs.size(); ++i) {
    EXPECT_EQ(gap->needs[i].has_value(), i == Index(LanguageSkill::kSpeaking)) << i;
  }
}

TEST(GapOfStepTest, EveryActHasItsKindAndWhatItIsAbout) {
  const OccupationCode nurse = Kldb("81302");
  const auto kind_of = [&](Step act) {
    SingleStep step{.act = act};
    step.occupation = nurse;
    step.licence = LicenceKind::kForklift;
    step.certificate = SchoolCertificate::kMittlererAbschluss;
    step.level = LanguageLevel::kB2;
    const auto gap = GapFor(step);
    return gap ? std::optional(gap->kind) : std::nullopt;
  };
  EXPECT_EQ(kind_of(Step::kAskForeignersOffice), GapKind::kWorkPermission);
  EXPECT_EQ(kind_of(Step::kAskForeignersOfficeAndBa), GapKind::kWorkPermission);
  EXPECT_EQ(kind_of(Step::kLiftResidenceObligation), GapKind::kWorkPermission);
  EXPECT_EQ(kind_of(Step::kFileRecognition), GapKind::kRecognition);
  EXPECT_EQ(kind_of(Step::kCompleteFile), GapKind::kRecognition);
  EXPECT_EQ(kind_of(Step::kAwaitDecision), GapKind::kRecognition);
  EXPECT_EQ(kind_of(Step::kStatementOfComparability), GapKind::kRecognition);
  EXPECT_EQ(kind_of(Step::kIssueOfPermit), GapKind::kRecognition);
  EXPECT_EQ(kind_of(Step::kTakeMeasure), GapKind::kMeasure);
  EXPECT_EQ(kind_of(Step::kSchoolCertificate), GapKind::kSchool);
  EXPECT_EQ(kind_of(Step::kObtainLicence), GapKind::kLicence);
  EXPECT_EQ(kind_of(Step::kConvertLicence), GapKind::kLicence);
  EXPECT_EQ(kind_of(Step::kGuardClearance), GapKind::kLicence);
  EXPECT_EQ(kind_of(Step::kCertificateOfConduct), GapKind::kLicence);
  EXPECT_EQ(kind_of(Step::kAcquireSkill), GapKind::kSkill);
  EXPECT_EQ(kind_of(Step::kTravelFurther), GapKind::kTravel);
  EXPECT_EQ(kind_of(Step::kWidenWindows), GapKind::kWorkingTime);
  EXPECT_EQ(kind_of(Step::kChangeHours), GapKind::kWorkingTime);
  for (const Step act : {Step::kMoveHome, Step::kStartEarlier, Step::kNone}) {
    EXPECT_EQ(kind_of(act), std::nullopt) << Name(act);
  }
  SingleStep school{.act = Step::kSchoolCertificate};
  school.certificate = SchoolCertificate::kMittlererAbschluss;
  EXPECT_EQ(GapFor(school)->school, SchoolCertificate::kMittlererAbschluss);
  SingleStep licence{.act = Step::kObtainLicence};
  licence.licence = LicenceKind::kForklift;
  EXPECT_EQ(GapFor(licence)->licence, LicenceKind::kForklift);
  SingleStep filing{.act = Step::kFileRecognition};
  filing.occupation = nurse;
  EXPECT_EQ(GapFor(filing)->occupation, nurse);
}

}  // namespace
}  // namespace passung
