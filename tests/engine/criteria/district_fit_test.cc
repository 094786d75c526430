#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/judge_pair.h"

namespace passung {
namespace {

constexpr auto kKey = CriterionKey::kDistrictFit;

VacancyBuilder In(absl::string_view district, absl::string_view plz = "") {
  return StoryVacancy("v").Of("54101").In(district, plz);
}

TEST(DistrictFitTest, KnownMinutesGoBeforeTheRelation) {
  const std::pair<int32_t, int32_t> expected[] = {{0, 10000}, {20, 10000}, {21, 9500}, {45, 8000},
                                                  {46, 6000}, {75, 3500},  {90, 1500}, {91, 0}};
  for (const auto& [minutes, points] : expected) {
    EXPECT_EQ(PointsOf(kKey, StoryMentee("m").In("14612").WithMinutesTo("01067", minutes),
                       In("14612", "01067")),
              points)
        << minutes;
  }
  EXPECT_EQ(PointsOf(kKey, StoryMentee("m").WithMinutesTo("01067", 25), In("14612", "01067"),
                     {.profile = "near_home"}),
            7000)
      << "the home need not be known";
}

TEST(DistrictFitTest, TheRelationIsDirected) {
  const auto from_to = [](absl::string_view home, absl::string_view work) {
    return PointsOf(kKey, StoryMentee("m").In(home), In(work));
  };
  EXPECT_EQ(from_to("14612", "14612"), 9000);
  EXPECT_EQ(from_to("14523", "14524"), 7000) << "Vogtland to Zwickau";
  EXPECT_EQ(from_to("14524", "14523"), 5000) << "and back: bordering only";
  EXPECT_EQ(from_to("14713", "15002"), 7000) << "Leipzig to Halle";
  EXPECT_EQ(from_to("14612", "14626"), 2500) << "same region";
  EXPECT_EQ(from_to("14612", "14713"), 0);
}

TEST(DistrictFitTest, AnUnknownSideIsAConstant) {
  EXPECT_EQ(PointsOf(kKey, StoryMentee("m"), In("14612")), 5000);
  EXPECT_EQ(PointsOf(kKey, StoryMentee("m").In("14612"), StoryVacancy("v").Of("54101")), 5000);
}

}  // namespace
}  // namespace passung
