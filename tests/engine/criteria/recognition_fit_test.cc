#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/judge_pair.h"

namespace passung {
namespace {

constexpr auto kKey = CriterionKey::kRecognitionFit;

VacancyBuilder Job(absl::string_view occupation) {
  return StoryVacancy("v").Of(occupation).In("14612");
}

struct Rung {
  std::optional<RecognitionOutcome> outcome;
  std::optional<RecognitionStep> step;
  int32_t bars;
  int32_t nobody;
};

TEST(RecognitionFitTest, TheLadderHasItsOwnPointsWhereTheLawBars) {
  using O = RecognitionOutcome;
  using S = RecognitionStep;
  const Rung rungs[] = {{O::kOpen, S::kNotFiled, 1500, 5500},
                        {O::kNegative, S::kDecided, 1500, 5500},
                        {O::kOpen, S::kFiled, 3000, 6300},
                        {O::kOpen, S::kFileComplete, 3500, 6500},
                        {O::kCompensation, S::kDecided, 4500, 7500},
                        {O::kPartial, S::kDecided, 4500, 7500},
                        {O::kCompensation, S::kMeasureRunning, 6000, 8200},
                        {O::kComparable, S::kDecided, 1500, 8700},
                        {O::kFull, S::kPermitPending, 8000, 9200},
                        {O::kCompensation, S::kTemporaryPermit, 8000, 9200},
                        {O::kFull, S::kPermitGranted, 10000, 10000},
                        {O::kGerman, std::nullopt, 10000, 10000},
                        {std::nullopt, std::nullopt, 1500, 5500}};
  for (const Rung& rung : rungs) {
    const auto holder = [&](absl::string_view occupation) {
      return StoryMentee("m").Qualified(occupation, rung.outcome, rung.step);
    };
    EXPECT_EQ(PointsOf(kKey, holder("81302"), Job("81302")), rung.bars);
    EXPECT_EQ(PointsOf(kKey, holder("25104"), Job("25104")), rung.nobody);
  }
}

TEST(RecognitionFitTest, ItPlaysNoRoleForHelperWorkTrainingAndBridges) {
  const Mentee nurse =
      StoryMentee("m").Qualified("81302", RecognitionOutcome::kFull, RecognitionStep::kDecided);
  EXPECT_EQ(PointsOf(kKey, nurse, Job("81301")), 5500);
  EXPECT_EQ(PointsOf(kKey, nurse, Job("81302").Kind(VacancyKind::kTrainingDual)), 5500);
  EXPECT_EQ(PointsOf(kKey, nurse, Job("81302").Kind(VacancyKind::kAdaptation)), 5500);
  EXPECT_EQ(ContributionOf(kKey, nurse, Job("81301")).reason, Reason::kRecognitionNotRelevant);
}

TEST(RecognitionFitTest, WhereNobodyIsBarredItCoversNeighboursElseOnlyTheProfession) {
  const PairOptions options{.knowledge = KnowledgeWithNeighbours()};
  const Mentee engineer = StoryMentee("m").Qualified("25104", RecognitionOutcome::kComparable,
                                                     RecognitionStep::kDecided, 7);
  EXPECT_EQ(PointsOf(kKey, engineer, Job("27224"), options), 8700);
  EXPECT_EQ(PointsOf(kKey, engineer, Job("31104"), options), 5500);
  const Mentee nurse =
      StoryMentee("m").Qualified("81302", RecognitionOutcome::kFull, RecognitionStep::kDecided);
  EXPECT_EQ(PointsOf(kKey, nurse, Job("82102")), 10000);
  EXPECT_EQ(PointsOf(kKey, nurse, Job("81342")), 1500) << "same 3 digits, another profession";
}

TEST(RecognitionFitTest, TheReferenceOccupationCountsNotTheNameOfTheDiploma) {
  const Mentee mentee =
      StoryMentee("m")
          .Qualified("82183", RecognitionOutcome::kFull, RecognitionStep::kDecided)
          .TowardsOccupation("81353");
  EXPECT_EQ(PointsOf(kKey, mentee, Job("81353")), 10000);
}

}  // namespace
}  // namespace passung
