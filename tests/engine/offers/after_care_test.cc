// What is due after somebody has begun to work.
#include "passung/after_care.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/builders.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using R = FollowUpReason;

// B11: an electrician whose recognition comes while they work as warehouse helper.
Mentee Electrician(absl::string_view recognised_from) {
  Mentee mentee = StoryMentee("b11")
                      .In("14524")
                      .Qualified("26252", RecognitionOutcome::kOpen, RecognitionStep::kFiled)
                      .WithRecognition(RecognitionOutcome::kFull, RecognitionStep::kPermitGranted,
                                       From(recognised_from));
  mentee.jobs = {{.occupation = Kldb("51311"), .weekly_hours = 38, .valid = From("2025-06-16")}};
  return mentee;
}

AfterCare CareOf(const Mentee& mentee, absl::string_view first, absl::string_view last) {
  const auto care = AfterCareOf(*Knowledge::BuiltIn(), mentee, StoryDay(), Day(first), Day(last));
  EXPECT_THAT(care, IsOk());
  return care->value();
}

TEST(AfterCareTest, TalksAreDueAfterThreeSixAndTwelveMonths) {
  const AfterCare care = CareOf(Electrician("2027-01-01"), "2025-01-01", "2026-12-31");
  EXPECT_THAT(care.follow_ups, ElementsAre(FollowUp{Day("2025-09-16"), R::kThreeMonths},
                                           FollowUp{Day("2025-12-16"), R::kSixMonths},
                                           FollowUp{Day("2026-06-16"), R::kTwelveMonths}));
  EXPECT_EQ(care.adequacy, JobAdequacy::kBridge) << "the procedure is under way";
  EXPECT_EQ(care.job.weekly_hours, 38);
}

TEST(AfterCareTest, OnlyWhatIsDueInTheSpanIsNamedBothDaysIncluded) {
  const Mentee mentee = Electrician("2027-01-01");
  EXPECT_THAT(CareOf(mentee, "2025-12-16", "2026-06-16").follow_ups.size(), 2u);
  EXPECT_THAT(CareOf(mentee, "2025-12-17", "2026-06-15").follow_ups, IsEmpty());
}

TEST(AfterCareTest, OnTheDayOfTheRecognitionTheBridgeTurnsIntoUnderUse) {
  const Mentee mentee = Electrician("2026-01-15");
  const AfterCare care = CareOf(mentee, "2026-01-01", "2026-12-31");
  EXPECT_EQ(care.adequacy, JobAdequacy::kUnderUsed);
  EXPECT_THAT(care.follow_ups, ElementsAre(FollowUp{Day("2026-01-15"), R::kUnderUse},
                                           FollowUp{Day("2026-06-16"), R::kTwelveMonths}));
}

TEST(AfterCareTest, AlsoAPlannedRecognitionIsNamedInTime) {
  const AfterCare care = CareOf(Electrician("2026-03-15"), "2026-02-15", "2026-04-30");
  EXPECT_EQ(care.adequacy, JobAdequacy::kBridge);
  EXPECT_THAT(care.follow_ups, ElementsAre(FollowUp{Day("2026-03-15"), R::kUnderUse}));
}

TEST(AfterCareTest, WorkBelowTheLevelFromItsFirstDayIsDueThen) {
  Mentee mentee = Electrician("2025-01-01");
  const AfterCare care = CareOf(mentee, "2025-06-01", "2025-06-30");
  EXPECT_THAT(care.follow_ups, ElementsAre(FollowUp{Day("2025-06-16"), R::kUnderUse}));
  mentee.jobs[0].occupation = Kldb("26252");
  const AfterCare own_trade = CareOf(mentee, "2025-06-01", "2025-06-30");
  EXPECT_EQ(own_trade.adequacy, JobAdequacy::kAdequate);
  EXPECT_THAT(own_trade.follow_ups, IsEmpty());
}

TEST(AfterCareTest, NothingIsDueAfterTheLastDayOfTheJob) {
  Mentee mentee = Electrician("2026-05-01");
  mentee.jobs[0].valid.until = Day("2026-03-31");
  EXPECT_THAT(CareOf(mentee, "2026-02-01", "2026-12-31").follow_ups, IsEmpty());
}

TEST(AfterCareTest, WhatIsNotKnownIsNotGuessed) {
  Mentee mentee = Electrician("2026-01-15");
  mentee.jobs[0].occupation.reset();
  mentee.jobs[0].requirement_level = 1;
  EXPECT_EQ(CareOf(mentee, "2026-01-01", "2026-12-31").adequacy, JobAdequacy::kUnknown);
  mentee = Electrician("2027-01-01");
  mentee.jobs[0].valid = {};
  EXPECT_THAT(CareOf(mentee, "2025-01-01", "2026-12-31").follow_ups, IsEmpty())
      << "the first day is not known";
  mentee.jobs.clear();
  const auto none = AfterCareOf(*Knowledge::BuiltIn(), mentee, StoryDay(), StoryDay(), StoryDay());
  ASSERT_THAT(none, IsOk());
  EXPECT_FALSE(none->has_value());
}

TEST(AfterCareTest, AFaultyMenteeIsRefused) {
  Mentee mentee = Electrician("2026-01-15");
  mentee.jobs[0].weekly_hours = 60;
  EXPECT_THAT(AfterCareOf(*Knowledge::BuiltIn(), mentee, StoryDay(), StoryDay(), StoryDay()),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("jobs[0].weekly_hours")));
}

}  // namespace
}  // namespace passung
