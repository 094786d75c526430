#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "passung/outcome.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using absl::StatusCode;
using testing::AllOf;
using testing::HasSubstr;

Outcome OutcomeOf(OutcomeKind kind, int32_t day = 20'000, const std::string& vacancy = "v1") {
  Outcome outcome;
  outcome.mentee.value = "m1";
  outcome.vacancy.value = vacancy;
  outcome.kind = kind;
  outcome.date = Date::FromDays(day);
  if (kind == OutcomeKind::kPlaced || kind == OutcomeKind::kEnded) {
    outcome.placement = PlacementKind::kJob;
  }
  if (kind == OutcomeKind::kDeclined) outcome.declined_by = DeclinedBy::kEmployer;
  outcome.id = OutcomeIdOf(outcome);
  return outcome;
}

absl::Status ValidateWithId(Outcome outcome) {
  outcome.id = OutcomeIdOf(outcome);
  return Validate(outcome);
}

TEST(OutcomeIdTest, IsMadeOfDayKindAndVacancyAndOfNothingElse) {
  const Outcome outcome = OutcomeOf(OutcomeKind::kPlaced);
  EXPECT_THAT(outcome.id.value, testing::MatchesRegex("2024-10-04-placed-[0-9a-f]{16}"));
  Outcome same = outcome;
  same.placement = PlacementKind::kTraining;
  same.source = OutcomeSource::kEmployer;
  same.gaps = {GapKind::kGerman};
  EXPECT_EQ(OutcomeIdOf(same), outcome.id);
  EXPECT_NE(OutcomeIdOf(OutcomeOf(OutcomeKind::kPlaced, 20'001)), outcome.id);
  EXPECT_NE(OutcomeIdOf(OutcomeOf(OutcomeKind::kEnded)), outcome.id);
  EXPECT_NE(OutcomeIdOf(OutcomeOf(OutcomeKind::kPlaced, 20'000, "v2")), outcome.id);
}

TEST(OutcomeIdTest, WithoutAVacancyTellsOnePlacementFromAnother) {
  Outcome one = OutcomeOf(OutcomeKind::kPlaced, 20'000, "");
  Outcome other = one;
  other.placement = PlacementKind::kQualification;
  EXPECT_NE(OutcomeIdOf(one), OutcomeIdOf(other));
}

// Every kind with every combination of what may be given beside it.
TEST(ValidateOutcomeTest, EachKindTakesWhatBelongsToItAndNothingElse) {
  for (size_t k = 0; k < EnumCount<OutcomeKind>(); ++k) {
    for (int given = 0; given < 16; ++given) {
      const auto kind = static_cast<OutcomeKind>(k);
      SCOPED_TRACE(absl::StrCat(Name(kind), " ", given));
      Outcome outcome = OutcomeOf(kind);
      const bool vacancy = (given & 1) != 0;
      const bool placement = (given & 2) != 0;
      const bool by = (given & 4) != 0;
      const bool reason = (given & 8) != 0;
      if (!vacancy) outcome.vacancy.value.clear();
      outcome.placement = placement ? std::optional(PlacementKind::kMinijob) : std::nullopt;
      outcome.declined_by = by ? std::optional(DeclinedBy::kOffice) : std::nullopt;
      outcome.reason = reason ? std::optional(OutcomeReason::kPay) : std::nullopt;
      const bool is_placed = kind == OutcomeKind::kPlaced;
      const bool is_ended = kind == OutcomeKind::kEnded;
      const bool is_declined = kind == OutcomeKind::kDeclined;
      const bool good = (vacancy || is_placed || is_ended) &&
                        placement == (is_placed || is_ended) && by == is_declined &&
                        (!reason || is_declined || is_ended);
      EXPECT_EQ(ValidateWithId(outcome).ok(), good) << ValidateWithId(outcome);
    }
  }
}

TEST(ValidateOutcomeTest, NamesTheFieldTheValueAndTheKind) {
  Outcome outcome = OutcomeOf(OutcomeKind::kDeclined);
  outcome.declined_by.reset();
  EXPECT_THAT(ValidateWithId(outcome),
              StatusIs(StatusCode::kInvalidArgument,
                       AllOf(HasSubstr("declined_by"), HasSubstr("kind declined"))));
  outcome = OutcomeOf(OutcomeKind::kProposed);
  outcome.reason = OutcomeReason::kPay;
  EXPECT_THAT(ValidateWithId(outcome), StatusIs(StatusCode::kInvalidArgument,
                                                AllOf(HasSubstr("reason"), HasSubstr("\"pay\""))));
  outcome = OutcomeOf(OutcomeKind::kProposed);
  outcome.mentee.value = "a b";
  EXPECT_THAT(ValidateWithId(outcome), StatusIs(StatusCode::kInvalidArgument, HasSubstr("mentee")));
  outcome = OutcomeOf(OutcomeKind::kProposed);
  outcome.vacancy.value = "/";
  EXPECT_THAT(ValidateWithId(outcome),
              StatusIs(StatusCode::kInvalidArgument, HasSubstr("vacancy")));
  outcome = OutcomeOf(OutcomeKind::kProposed);
  outcome.id.value = "other";
  EXPECT_THAT(Validate(outcome), StatusIs(StatusCode::kInvalidArgument, HasSubstr("id \"other\"")));
}

TEST(ValidateOutcomeTest, RefusesFaultyGapsAndDecisions) {
  Outcome outcome = OutcomeOf(OutcomeKind::kProposed);
  outcome.gaps = {GapKind::kTravel, GapKind::kGerman};
  EXPECT_THAT(Validate(outcome), StatusIs(StatusCode::kInvalidArgument, HasSubstr("gaps[1]")));
  outcome.gaps = {GapKind::kGerman, GapKind::kGerman};
  EXPECT_THAT(Validate(outcome), StatusIs(StatusCode::kInvalidArgument, HasSubstr("gaps[1]")));
  outcome.gaps = std::vector<GapKind>{};
  EXPECT_OK(Validate(outcome));
  outcome.decision = {.number = 0};
  EXPECT_THAT(Validate(outcome),
              StatusIs(StatusCode::kInvalidArgument, HasSubstr("decision.number")));
  outcome.decision = {.number = 1, .contributions = std::vector<int32_t>(65)};
  EXPECT_THAT(Validate(outcome),
              StatusIs(StatusCode::kInvalidArgument, HasSubstr("decision.contributions")));
  outcome.decision = {.number = 1};
  EXPECT_OK(Validate(outcome));
  outcome = OutcomeOf(OutcomeKind::kPlaced, 20'000, "");
  outcome.decision = {.number = 1};
  EXPECT_THAT(Validate(outcome),
              StatusIs(StatusCode::kInvalidArgument, HasSubstr("without a vacancy")));
}

TEST(TellsTheSameTest, LeavesAsideWhatWasJudgedWhenTheRowWasWritten) {
  Outcome told = OutcomeOf(OutcomeKind::kProposed);
  Outcome again = told;
  again.gaps = {GapKind::kGerman};
  EXPECT_TRUE(TellsTheSame(told, again));
  again.source = OutcomeSource::kEmployer;
  EXPECT_FALSE(TellsTheSame(told, again));
  again = told;
  again.decision = {.number = 3};
  EXPECT_FALSE(TellsTheSame(told, again));
  told.decision = {.number = 3, .score = 5};
  EXPECT_TRUE(TellsTheSame(told, again));
}

// ---- The course of one person -------------------------------------------------------------------

TEST(CheckCourseTest, NothingLiesBeforeTheFirstProposalOfItsVacancy) {
  const Outcome proposed = OutcomeOf(OutcomeKind::kProposed, 20'010);
  const Outcome again = OutcomeOf(OutcomeKind::kProposed, 20'030);
  for (const OutcomeKind kind : {OutcomeKind::kContacted, OutcomeKind::kInterview,
                                 OutcomeKind::kPlaced, OutcomeKind::kDeclined}) {
    const Outcome early = OutcomeOf(kind, 20'009);
    EXPECT_THAT(CheckCourse(std::vector{again, early, proposed}),
                StatusIs(StatusCode::kInvalidArgument, HasSubstr(early.id.value)));
    EXPECT_OK(CheckCourse(std::vector{again, OutcomeOf(kind, 20'010), proposed}));
    EXPECT_OK(CheckCourse(std::vector{OutcomeOf(kind, 20'009, "v2"), proposed}));
    EXPECT_OK(CheckCourse(std::vector{early}));  // found without a proposal
  }
}

TEST(CheckCourseTest, WhatEndedWasPlacedBeforeInTheSameVacancyAndKind) {
  const Outcome ended = OutcomeOf(OutcomeKind::kEnded, 20'050);
  EXPECT_THAT(CheckCourse(std::vector{ended}),
              StatusIs(StatusCode::kInvalidArgument, HasSubstr("was not placed before")));
  EXPECT_OK(CheckCourse(std::vector{ended, OutcomeOf(OutcomeKind::kPlaced, 20'050)}));
  EXPECT_FALSE(CheckCourse(std::vector{ended, OutcomeOf(OutcomeKind::kPlaced, 20'051)}).ok());
  EXPECT_FALSE(CheckCourse(std::vector{ended, OutcomeOf(OutcomeKind::kPlaced, 20'040, "v2")}).ok());
  Outcome training = OutcomeOf(OutcomeKind::kPlaced, 20'040);
  training.placement = PlacementKind::kTraining;
  EXPECT_FALSE(CheckCourse(std::vector{ended, training}).ok());
}

}  // namespace
}  // namespace passung
