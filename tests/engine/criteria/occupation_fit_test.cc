#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/judge_pair.h"

namespace passung {
namespace {

constexpr auto kKey = CriterionKey::kOccupationFit;

VacancyBuilder Job(absl::string_view occupation) {
  return StoryVacancy("v").Of(occupation).In("14612");
}
int32_t Points(const Mentee& mentee, const Vacancy& vacancy) {
  return PointsOf(kKey, mentee, vacancy, {.knowledge = KnowledgeWithNeighbours()});
}

TEST(OccupationFitTest, TheFirstRelationThatHoldsCounts) {
  const Mentee nurse = StoryMentee("m").Qualified("81302");
  const std::pair<const char*, int32_t> expected[] = {
      {"81302", 10000}, {"81301", 9500}, {"82102", 9500}, {"82101", 9500}, {"81323", 9500},
      {"83142", 6500},  {"81712", 3500}, {"82212", 2000}, {"29302", 0}};
  for (const auto& [code, points] : expected) EXPECT_EQ(Points(nurse, Job(code)), points) << code;
}

TEST(OccupationFitTest, ACeilingLimitsWhatAClaimIsWorth) {
  const std::pair<int32_t, int32_t> expected[] = {
      {0, 6500}, {11, 6500}, {12, 8500}, {35, 8500}, {36, 9500}};
  for (const auto& [months, points] : expected) {
    EXPECT_EQ(Points(StoryMentee("m").Worked("29302", months), Job("29302")), points) << months;
  }
  EXPECT_EQ(Points(StoryMentee("m").Wishes("29302"), Job("29302")), 6000);
  EXPECT_EQ(Points(StoryMentee("m").Wishes("29302"), Job("29302").Kind(VacancyKind::kTrainingDual)),
            10000);
}

TEST(OccupationFitTest, TheProductIsFlooredOnce) {
  EXPECT_EQ(Points(StoryMentee("m").Worked("29301", 30), Job("29302")), 8075) << "8500 × 9500";
}

TEST(OccupationFitTest, HelperWorkAndTrainingHaveAFloor) {
  const Mentee cook = StoryMentee("m").Qualified("29302");
  EXPECT_EQ(Points(cook, Job("54101")), 3500);
  EXPECT_EQ(Points(cook, Job("25212").Kind(VacancyKind::kTrainingDual)), 3000);
  EXPECT_EQ(ContributionOf(kKey, cook, Job("54101")).reason, Reason::kOccupationFloor);
}

TEST(OccupationFitTest, UnknownClaimsAndOccupationsHaveAConstantPerColumn) {
  EXPECT_EQ(Points(StoryMentee("m"), Job("25104")), 1000);
  EXPECT_EQ(Points(StoryMentee("m"), Job("51311")), 3500);
  EXPECT_EQ(Points(StoryMentee("m").Qualified("25104"), StoryVacancy("v").In("14612")), 1000);
}

TEST(OccupationFitTest, EvidenceNamesTheClaimThatCounts) {
  const Contribution c =
      ContributionOf(kKey, StoryMentee("m").Wishes("29302").Worked("29301", 30), Job("29302"));
  EXPECT_EQ(c.reason, Reason::kOccupationRelation);
  EXPECT_EQ(Parameter(c.parameters, "own"), "29301");
  EXPECT_EQ(Parameter(c.parameters, "source"), "experience_12");
  EXPECT_EQ(Parameter(c.parameters, "months"), "30");
  EXPECT_EQ(Parameter(c.parameters, "relation"), "same_4");
  EXPECT_EQ(c.contribution, c.points * c.weight);
}

}  // namespace
}  // namespace passung
