#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
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

std::shared_ptr<const Knowledge> Measured(absl::string_view rows) {
  KnowledgeFiles files;
  files.district_matrix_csv = absl::StrCat("home,work,minutes,km,kmh,commuters,source\n", rows);
  return Knowledge::Create(files, {}).value();
}

TEST(DistrictFitTest, AMeasuredTimeStandsInThePlaceOfTheRelationInItsDirection) {
  const auto knowledge = Measured("14612,14713,75,,,,S\n14612,14612,16,,,,S\n");
  const auto from_to = [&](const Mentee& mentee, absl::string_view work) {
    return ContributionOf(kKey, mentee, In(work, "01067"), {.knowledge = knowledge});
  };
  const Contribution there = from_to(StoryMentee("m").In("14612"), "14713");
  EXPECT_EQ(there.points, 3500);
  EXPECT_EQ(there.reason, Reason::kTravelMinutes);
  EXPECT_EQ(Parameter(there.parameters, "minutes"), "75");
  EXPECT_EQ(Parameter(there.parameters, "home"), "14612");
  EXPECT_EQ(Parameter(there.parameters, "place"), "14713");
  const Contribution within = from_to(StoryMentee("m").In("14612"), "14612");
  EXPECT_EQ(within.points, 10000) << "16 minutes within the district";
  EXPECT_EQ(Parameter(within.parameters, "home"), "14612");
  EXPECT_EQ(Parameter(within.parameters, "place"), "");
  EXPECT_EQ(from_to(StoryMentee("m").In("14713"), "14612").points, 0) << "not the way back";
  const Contribution own =
      from_to(StoryMentee("m").In("14612").WithMinutesTo("01067", 31), "14713");
  EXPECT_EQ(own.points, 8000) << "the person's own time comes first";
  EXPECT_EQ(Parameter(own.parameters, "home"), "");
}

TEST(DistrictFitTest, AnUnknownSideMayBeAnyDistrictOfTheMatrix) {
  const auto interval = [&](const Mentee& mentee, const Vacancy& vacancy, absl::string_view rows) {
    ProfileOverrides only_this;
    for (int i = 0; i < kCriterionCount; ++i) {
      const auto key = static_cast<CriterionKey>(i);
      only_this.weights.emplace_back(key, key == kKey ? 1 : 0);
    }
    const ScoreInterval found =
        JudgePair(mentee, vacancy, {.overrides = only_this, .knowledge = Measured(rows)}).interval;
    return std::pair(found.min / 10000, found.max / 10000);
  };
  const std::pair<int32_t, int32_t> same_or_far = {0, 9000};
  EXPECT_EQ(interval(StoryMentee("m"), In("14612"), ""), same_or_far);
  const std::pair<int32_t, int32_t> near = {0, 10000};
  EXPECT_EQ(interval(StoryMentee("m"), In("14612"), "14627,14612,10,,,,S\n"), near);
  EXPECT_EQ(interval(StoryMentee("m"), In("14612"), "14612,14627,10,,,,S\n"), same_or_far)
      << "the other direction";
  const std::pair<int32_t, int32_t> slow_at_home = {0, 7000};
  EXPECT_EQ(interval(StoryMentee("m").In("14612"), StoryVacancy("v").Of("54101"),
                     "14612,14612,60,,,,S\n"),
            slow_at_home)
      << "a strong link is the best that is left";
  EXPECT_EQ(interval(StoryMentee("m"), StoryVacancy("v").Of("54101"), "14612,14627,10,,,,S\n"),
            near);
}

}  // namespace
}  // namespace passung
