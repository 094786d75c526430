#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/judge_pair.h"

namespace passung {
namespace {

constexpr auto kKey = CriterionKey::kLanguageFit;
constexpr auto kA2 = LanguageLevel::kA2;
constexpr auto kB1 = LanguageLevel::kB1;
constexpr auto kB2 = LanguageLevel::kB2;

VacancyBuilder Job(absl::string_view occupation = "62102") {
  return StoryVacancy("v").Of(occupation).In("14612");
}

TEST(LanguageFitTest, EachMissingLevelOfEachSkillCosts) {
  const std::pair<LanguageLevel, int32_t> expected[] = {{LanguageLevel::kC2, 10000},
                                                        {kB2, 10000},
                                                        {kB1, 6500},
                                                        {kA2, 2500},
                                                        {LanguageLevel::kA1, 500},
                                                        {LanguageLevel::kNone, 0}};
  for (const auto& [level, points] : expected) {
    EXPECT_EQ(PointsOf(kKey, StoryMentee("m").WithGerman(level), Job().WantsGerman(kB2)), points)
        << Name(level);
  }
  EXPECT_EQ(PointsOf(kKey, StoryMentee("m").WithGerman(German(kB2, kB2, kB2, kB1)),
                     Job().WantsGerman(kB2)),
            9125);
}

TEST(LanguageFitTest, AnUnstatedRequirementIsWeighedByWhatIsUsualInTheColumn) {
  // Column 1: A1 2500, A2 4500, B1 2500, B2 500.
  EXPECT_EQ(PointsOf(kKey, StoryMentee("m").WithGerman(kB1), Job("51311")), 9825);
  EXPECT_EQ(PointsOf(kKey, StoryMentee("m").WithGerman(German(kB1, kB1, kB1, kA2)), Job("51311")),
            9556);
  EXPECT_EQ(ContributionOf(kKey, StoryMentee("m").WithGerman(kB1), Job("51311")).reason,
            Reason::kLanguageNotStated);
}

TEST(LanguageFitTest, UnknownSkillsOfThePersonAreWorthAConstant) {
  EXPECT_EQ(PointsOf(kKey, StoryMentee("m"), Job().WantsGerman(kB2)), 5000);
  EXPECT_EQ(PointsOf(kKey, StoryMentee("m"), Job()), 5000);
  const Mentee half = StoryMentee("m").WithGerman({kB2, kB2, std::nullopt, std::nullopt});
  EXPECT_EQ(PointsOf(kKey, half, Job().WantsGerman(kB2)), 7500);
}

TEST(LanguageFitTest, StatedAndUnstatedSkillsAddUpBeforeTheOneDivision) {
  // Stated speaking B2 (B1 held: 6500); three skills by the prior of column 2 for B1:
  // A2 and B1 10 000 × 0.6, B2 6500 × 0.35, C1 2500 × 0.05 = 8400.
  const Vacancy vacancy = Job().WantsGerman({std::nullopt, std::nullopt, kB2, std::nullopt});
  EXPECT_EQ(PointsOf(kKey, StoryMentee("m").WithGerman(kB1), vacancy), (6500 + 3 * 8400) / 4);
}

TEST(LanguageFitTest, EvidenceQuotesTheVacancyItselfWhereItStatesALevel) {
  const auto phrase = [](Vacancy vacancy) {
    vacancy.german.phrase = "gute Deutschkenntnisse";
    const Mentee mentee = StoryMentee("m").WithGerman(kB1);
    return Parameter(ContributionOf(kKey, mentee, vacancy).parameters, "phrase");
  };
  EXPECT_EQ(phrase(Job().WantsGerman(kB2)), "gute Deutschkenntnisse");
  EXPECT_EQ(phrase(Job()), "");
}

TEST(LanguageFitTest, TheLawRaisesWhatIsStatedForWorkOnly) {
  EXPECT_EQ(PointsOf(kKey, StoryMentee("m").WithGerman(kB1), Job("81302")), 6500);
  EXPECT_EQ(PointsOf(kKey, StoryMentee("m").WithGerman(kB1), Job("81302").WantsGerman(kB1)), 6500);
  EXPECT_EQ(PointsOf(kKey, StoryMentee("m").WithGerman(kB1),
                     Job("81302").Kind(VacancyKind::kTrainingDual).WantsGerman(kB1)),
            10000);
}

TEST(LanguageFitTest, ASpokenWorkingLanguageReplacesGermanButNotTheLaw) {
  const Mentee mentee = StoryMentee("m").WithGerman(LanguageLevel::kNone).Speaks("en");
  EXPECT_EQ(PointsOf(kKey, mentee, Job().WantsGerman(kB2).WorksIn("en")), 10000);
  EXPECT_EQ(PointsOf(kKey, mentee, Job("81302").WorksIn("en")), 0);
}

}  // namespace
}  // namespace passung
