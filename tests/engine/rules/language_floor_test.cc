#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/judge_pair.h"

namespace passung {
namespace {

constexpr auto kRule = RuleKey::kLanguageFloor;
constexpr auto kA2 = LanguageLevel::kA2;
constexpr auto kB1 = LanguageLevel::kB1;
constexpr auto kB2 = LanguageLevel::kB2;
constexpr auto kC1 = LanguageLevel::kC1;

Verdict Judge(const Mentee& mentee, const Vacancy& vacancy) {
  return OutcomeOf(kRule, mentee, vacancy).verdict;
}

VacancyBuilder Sales() { return StoryVacancy("v").Of("62102").In("14612"); }

TEST(LanguageFloorTest, ARequiredLevelBarsFromTwoLevelsShortInAnySkill) {
  const Vacancy vacancy = Sales().WantsGerman(kB2);
  EXPECT_EQ(Judge(StoryMentee("m").WithGerman(kB1), vacancy), Verdict::kPass);
  EXPECT_EQ(Judge(StoryMentee("m").WithGerman(German(kB2, kB2, kB2, kA2)), vacancy),
            Verdict::kFail);
}

TEST(LanguageFloorTest, ALevelByLawBarsFromOneLevelShort) {
  EXPECT_EQ(
      Judge(StoryMentee("m").WithGerman(German(kB2, kB2, kB2, kB1)), Sales().WantsGermanByLaw(kB2)),
      Verdict::kFail);
  EXPECT_EQ(Judge(StoryMentee("m").WithGerman(kB2), Sales().WantsGermanByLaw(kB2)), Verdict::kPass);
}

TEST(LanguageFloorTest, TheRegulatedTableDemandsItsLevelForWorkOnly) {
  const Mentee mentee = StoryMentee("m").WithGerman(kB1);
  EXPECT_EQ(Judge(mentee, StoryVacancy("v").Of("81302").In("14612")), Verdict::kFail);
  EXPECT_EQ(Judge(mentee, StoryVacancy("v")
                              .Kind(VacancyKind::kTrainingDual)
                              .Of("81302")
                              .In("14612")
                              .WantsGerman(kB1)),
            Verdict::kPass);
}

TEST(LanguageFloorTest, DesiredAndInferredLevelsNeverBar) {
  for (const auto strength : {RequirementStrength::kDesired, RequirementStrength::kInferred}) {
    EXPECT_EQ(Judge(StoryMentee("m").WithGerman(LanguageLevel::kNone),
                    Sales().WantsGerman(kC1, strength)),
              Verdict::kPass);
    EXPECT_EQ(Judge(StoryMentee("m"), Sales().WantsGerman(kC1, strength)), Verdict::kPass);
  }
}

TEST(LanguageFloorTest, UnknownGermanIsUnclearWhereItCouldBar) {
  EXPECT_EQ(Judge(StoryMentee("m"), Sales().WantsGerman(kB2)), Verdict::kUnknown);
  EXPECT_EQ(Judge(StoryMentee("m"), Sales().WantsGerman(LanguageLevel::kA1)), Verdict::kPass)
      << "A1 is one level above none";
}

TEST(LanguageFloorTest, AnUnstatedLevelIsUnclearBelowC1) {
  EXPECT_EQ(Judge(StoryMentee("m").WithGerman(kB2), Sales()), Verdict::kUnknown);
  EXPECT_EQ(Judge(StoryMentee("m").WithGerman(kC1), Sales()), Verdict::kPass);
}

TEST(LanguageFloorTest, ASpokenWorkingLanguageReplacesAllButTheLaw) {
  const Mentee mentee = StoryMentee("m").WithGerman(LanguageLevel::kA1).Speaks("en");
  EXPECT_EQ(Judge(mentee, Sales().WantsGerman(kB2).WorksIn("en")), Verdict::kPass);
  EXPECT_EQ(Judge(mentee, Sales().WantsGerman(kB2).WorksIn("fr")), Verdict::kFail);
  EXPECT_EQ(Judge(mentee, Sales().WantsGermanByLaw(kB2).WorksIn("en")), Verdict::kFail);
}

TEST(LanguageFloorTest, EvidenceNamesEachSkillThatIsShort) {
  const RuleOutcome outcome = OutcomeOf(
      kRule, StoryMentee("m").WithGerman(German(kB1, kB2, kA2, kB1)), Sales().WantsGerman(kB2));
  EXPECT_EQ(Parameter(outcome.parameters, "skills"),
            "listening:B1<B2,speaking:A2<B2,writing:B1<B2");
  EXPECT_EQ(Parameter(outcome.parameters, "need"), "B2");
  EXPECT_EQ(outcome.step, Step::kLearnGerman);
}

TEST(LanguageFloorTest, EvidenceQuotesTheVacancyItself) {
  Vacancy vacancy = Sales().WantsGerman(kB2);
  vacancy.german.phrase = "gute Deutschkenntnisse";
  const RuleOutcome outcome = OutcomeOf(kRule, StoryMentee("m").WithGerman(kB2), vacancy);
  EXPECT_EQ(Parameter(outcome.parameters, "phrase"), "gute Deutschkenntnisse");
  EXPECT_EQ(Parameter(outcome.parameters, "need"), "B2");
}

TEST(LanguageFloorTest, ALevelPlannedForADayLiftsItFromThen) {
  const Mentee mentee = StoryMentee("m").WithGerman(kB1).PlansGerman(kB2, "2026-09-30");
  const RuleOutcome outcome = OutcomeOf(kRule, mentee, Sales().WantsGermanByLaw(kB2));
  EXPECT_EQ(outcome.verdict, Verdict::kPassAfter);
  EXPECT_EQ(outcome.from, Day("2026-09-30"));
  EXPECT_EQ(
      OutcomeOf(kRule, mentee, Sales().WantsGermanByLaw(kB2), {.as_of = Day("2026-09-30")}).verdict,
      Verdict::kPass);
}

}  // namespace
}  // namespace passung
