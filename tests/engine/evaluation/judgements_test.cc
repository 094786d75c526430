// What outcomes say about a pair.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "passung/evaluation.h"
#include "tests/support/builders.h"

namespace passung {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Outcome Happened(OutcomeKind kind, absl::string_view day, absl::string_view vacancy = "v1") {
  Outcome outcome;
  outcome.mentee.value = "m1";
  outcome.vacancy.value = std::string(vacancy);
  outcome.kind = kind;
  outcome.date = Day(day);
  return outcome;
}

Outcome Because(Outcome outcome, OutcomeReason reason) {
  outcome.reason = reason;
  return outcome;
}

std::vector<int32_t> GradesOf(const std::vector<Outcome>& outcomes,
                              absl::string_view as_of = "2026-12-31") {
  std::vector<int32_t> grades;
  for (const Judgement& judgement : JudgementsOf(outcomes, Day(as_of))) {
    grades.push_back(judgement.grade);
  }
  return grades;
}

constexpr OutcomeKind kProposed = OutcomeKind::kProposed;
constexpr OutcomeKind kInterview = OutcomeKind::kInterview;
constexpr OutcomeKind kPlaced = OutcomeKind::kPlaced;
constexpr OutcomeKind kDeclined = OutcomeKind::kDeclined;
constexpr OutcomeKind kEnded = OutcomeKind::kEnded;

TEST(JudgementsTest, TheFurthestThatWasReachedCounts) {
  EXPECT_THAT(GradesOf({Happened(kProposed, "2026-01-01")}), ElementsAre(0));
  EXPECT_THAT(GradesOf({Happened(OutcomeKind::kContacted, "2026-01-01")}),
              ElementsAre(kGradeContacted));
  EXPECT_THAT(GradesOf({Happened(kInterview, "2026-01-02"), Happened(kProposed, "2026-01-01")}),
              ElementsAre(kGradeInterview));
  EXPECT_THAT(GradesOf({Happened(kPlaced, "2026-01-03")}), ElementsAre(kGradePlaced));
}

TEST(JudgementsTest, ARefusalForTheFitIsZeroAndAnyOtherLeavesWhatWasReached) {
  const Outcome interview = Happened(kInterview, "2026-01-01");
  const Outcome declined = Happened(kDeclined, "2026-01-05");
  EXPECT_THAT(GradesOf({interview, declined}), ElementsAre(0));
  EXPECT_THAT(GradesOf({interview, Because(declined, OutcomeReason::kGerman)}), ElementsAre(0));
  for (const OutcomeReason reason : {OutcomeReason::kAnotherPerson, OutcomeReason::kAnotherVacancy,
                                     OutcomeReason::kNoAnswer, OutcomeReason::kVacancyGone}) {
    EXPECT_THAT(GradesOf({interview, Because(declined, reason)}), ElementsAre(kGradeInterview));
  }
}

TEST(JudgementsTest, ACourseIsJudgedOnceNothingHappensAnyMore) {
  const std::vector<Outcome> open = {Happened(kInterview, "2026-01-01")};
  EXPECT_THAT(GradesOf(open, "2026-03-01"), IsEmpty());                     // 59 days
  EXPECT_THAT(GradesOf(open, "2026-03-02"), ElementsAre(kGradeInterview));  // 60 days
}

TEST(JudgementsTest, APlacementIsJudgedOnceItLastedOrEnded) {
  const Outcome placed = Happened(kPlaced, "2026-01-01");
  EXPECT_THAT(GradesOf({placed}, "2026-01-02"), IsEmpty());
  EXPECT_THAT(GradesOf({placed}, "2026-01-30"), IsEmpty());                  // 29 days
  EXPECT_THAT(GradesOf({placed}, "2026-01-31"), ElementsAre(kGradePlaced));  // 30 days
  const Outcome given_up = Because(Happened(kEnded, "2026-01-10"), OutcomeReason::kEmployersNotice);
  EXPECT_THAT(GradesOf({placed, given_up}, "2026-01-10"), ElementsAre(kGradeInterview));
  const Outcome completed = Because(Happened(kEnded, "2026-01-10"), OutcomeReason::kCompleted);
  EXPECT_THAT(GradesOf({placed, completed}, "2026-01-10"), ElementsAre(kGradePlaced));
  EXPECT_THAT(GradesOf({placed, completed}, "2026-01-09"), IsEmpty());
}

TEST(JudgementsTest, TheLastPlacementAndNoticesFromItsDayOnCountInWhateverOrderTheyCome) {
  const auto notice = [](absl::string_view day) {
    return Because(Happened(kEnded, day), OutcomeReason::kMenteesNotice);
  };
  const auto always = [](std::vector<Outcome> outcomes, int32_t grade) {
    std::sort(outcomes.begin(), outcomes.end(),
              [](const Outcome& a, const Outcome& b) { return a.date < b.date; });
    do {
      EXPECT_THAT(GradesOf(outcomes), ElementsAre(grade));
    } while (
        std::next_permutation(outcomes.begin(), outcomes.end(),
                              [](const Outcome& a, const Outcome& b) { return a.date < b.date; }));
  };
  const Outcome first = Happened(kPlaced, "2026-01-01");
  const Outcome again = Happened(kPlaced, "2026-03-01");
  // Given up at first, it lasted the second time.
  always({first, notice("2026-01-10"), again}, kGradePlaced);
  always({first, notice("2026-01-10"), again, notice("2026-05-01")}, kGradePlaced);
  // It lasted at first and was given up soon the second time, even if somebody gives notice once more.
  always({first, notice("2026-02-20"), again, notice("2026-03-05")}, kGradeInterview);
  always({first, again, notice("2026-03-05"), notice("2026-05-01")}, kGradeInterview);
  always({Happened(kPlaced, "2026-03-01"), notice("2026-03-01")}, kGradeInterview);
}

TEST(JudgementsTest, APlacementThatIsGivenUpSoonCountsAsAnInterview) {
  const Outcome placed = Happened(kPlaced, "2026-01-01");
  const auto ended = [](absl::string_view day, OutcomeReason reason) {
    return Because(Happened(kEnded, day), reason);
  };
  EXPECT_THAT(GradesOf({placed, ended("2026-01-30", OutcomeReason::kMenteesNotice)}),
              ElementsAre(kGradeInterview));
  EXPECT_THAT(GradesOf({placed, ended("2026-01-31", OutcomeReason::kMenteesNotice)}),
              ElementsAre(kGradePlaced));
  EXPECT_THAT(GradesOf({placed, ended("2026-01-10", OutcomeReason::kCompleted)}),
              ElementsAre(kGradePlaced));
}

TEST(JudgementsTest, WhatHappensLaterOrWithoutAVacancySaysNothing) {
  EXPECT_THAT(GradesOf({Happened(kPlaced, "2027-01-01")}), IsEmpty());
  EXPECT_THAT(GradesOf({Happened(kPlaced, "2026-01-01", "")}), IsEmpty());
}

TEST(JudgementsTest, PairsComeByMenteeAndVacancyWhateverTheOrderOfOutcomes) {
  const std::vector<Judgement> judgements =
      JudgementsOf(std::vector<Outcome>{Happened(kPlaced, "2026-01-01", "v2"),
                                        Happened(kProposed, "2026-01-01", "v1")},
                   Day("2026-12-31"));
  ASSERT_EQ(2, judgements.size());
  EXPECT_EQ("v1", judgements[0].vacancy.value);
  EXPECT_EQ("v2", judgements[1].vacancy.value);
}

}  // namespace
}  // namespace passung
