// Figures about outcomes as the service answers: whom they are about, over which time, what they leave out.
#include "proto/answer/outcome_report_answers.h"

#include <gmock/gmock.h>

#include "proto/answer/outcome_answers.h"
#include "tests/proto/answer/answer_fixture.h"

namespace passung::answer {
namespace {

using absl::StatusCode;
using testing::ElementsAre;
using testing::HasSubstr;

// Six people in Leipzig, of whom all but the last have a basis for reporting; Anna looks after the first. To
// each the shop, which asks for German by law, was proposed; the first four were placed in the ward.
class OutcomeReportAnswersTest : public AnswerTest {
 protected:
  OutcomeReportAnswersTest() {
    Create(VacancyNamed("ward"));
    Create(wire::ToProto(
        StoryVacancy("shop").Of("81302").In("14713").WantsGermanByLaw(LanguageLevel::kC1)));
    for (int i = 1; i <= 6; ++i) {
      v1::Mentee mentee = MenteeNamed(absl::StrCat("l", i));
      mentee.mutable_record()->set_mentor(i == 1 ? "mentors/anna" : "mentors/bert");
      AddBasis(v1::PURPOSE_COUNSELLING, mentee);
      if (i != 6) AddBasis(v1::PURPOSE_REPORTING, mentee);
      Create(mentee);
      Tell(i, v1::OUTCOME_KIND_PROPOSED, "shop", "2026-01-10");
      if (i <= 4) Tell(i, v1::OUTCOME_KIND_PLACED, "ward", "2026-02-01");
    }
  }
  void Tell(int person, v1::OutcomeKind kind, const std::string& vacancy, const std::string& date) {
    v1::RecordOutcomeRequest request;
    v1::Outcome& outcome = *request.mutable_outcome();
    outcome.set_mentee(absl::StrCat("mentees/l", person));
    outcome.set_vacancy("vacancies/" + vacancy);
    outcome.set_kind(kind);
    outcome.set_date(date);
    if (kind == v1::OUTCOME_KIND_PLACED) outcome.set_placement(v1::PLACEMENT_KIND_JOB);
    ASSERT_OK(RecordOutcome(request, Context()));
  }
  static const v1::OutcomeFigures& Proposed(const v1::DistrictOutcomes& outcomes) {
    return outcomes.figures(0);
  }
  static const v1::GapResult& German(const v1::ReportWhatWorkedResponse& response) {
    return response.gaps(0);
  }
};

TEST_F(OutcomeReportAnswersTest, ProgrammeFiguresCountWhomAndWhatOfTheYear) {
  v1::ReportProgrammeRequest request;
  request.set_locale("de");
  ASSERT_OK_AND_ASSIGN(const auto response, ReportProgramme(request, Context()));
  EXPECT_EQ(response.from(), "2026-01-01");
  EXPECT_EQ(response.until(), "2026-02-15");
  EXPECT_EQ(response.all().people(), 6);
  EXPECT_EQ(Proposed(response.all()).people(), 6);
  EXPECT_EQ(Proposed(response.all()).outcomes(), 6);
  EXPECT_EQ(Proposed(response.all()).said_by_mentor(), 6);
  EXPECT_EQ(Proposed(response.all()).text(), "vorgeschlagen");
  const v1::OutcomeFigures& placed = response.all().figures(3);
  EXPECT_EQ(placed.text(), "vermittelt: Arbeit");
  EXPECT_FALSE(placed.has_people()) << "four could be recognised";
  EXPECT_FALSE(placed.has_said_by_mentor());
  ASSERT_EQ(response.districts_size(), 1);
  EXPECT_EQ(response.districts(0).district(), "14713");
  EXPECT_EQ(response.revision(), Revision());
}

TEST_F(OutcomeReportAnswersTest, OfAnotherTimeThereIsNothing) {
  v1::ReportProgrammeRequest request;
  request.set_from("2025-01-01");
  request.set_until("2025-12-31");
  ASSERT_OK_AND_ASSIGN(const auto response, ReportProgramme(request, Context()));
  EXPECT_EQ(Proposed(response.all()).people(), 0);
  request.set_until("2024-12-31");
  EXPECT_THAT(FieldsOf(ReportProgramme(request, Context()).status()), ElementsAre("from"));
  request.set_until("soon");
  EXPECT_THAT(FieldsOf(ReportProgramme(request, Context()).status()), ElementsAre("until"));
  request.set_until("");
  request.set_locale("fr");
  EXPECT_THAT(FieldsOf(ReportProgramme(request, Context()).status()), ElementsAre("locale"));
}

TEST_F(OutcomeReportAnswersTest, OnlyWhoMayBeCountedIs) {
  v1::ReportProgrammeRequest request;
  EXPECT_THAT(FieldsOf(ReportProgramme(request, Strict()).status()), ElementsAre("purpose"));
  request.set_purpose(v1::PURPOSE_REPORTING);
  EXPECT_EQ(ReportProgramme(request, Strict())->all().people(), 5);
  request.set_purpose(v1::PURPOSE_COUNSELLING);
  EXPECT_EQ(ReportProgramme(request, Strict())->all().people(), 6);
  request.set_purpose(v1::PURPOSE_PLACEMENT);
  EXPECT_THAT(FieldsOf(ReportProgramme(request, Strict()).status()), ElementsAre("purpose"));
}

TEST_F(OutcomeReportAnswersTest, AMentorCountsTheOwnMenteesHoweverFew) {
  ASSERT_OK_AND_ASSIGN(const auto programme, ReportProgramme({}, Mentor("anna")));
  EXPECT_EQ(programme.all().people(), 1);
  EXPECT_EQ(programme.all().figures(3).people(), 1);
  ASSERT_OK_AND_ASSIGN(const auto worked, ReportWhatWorked({}, Mentor("anna")));
  EXPECT_EQ(German(worked).people(), 1);
  EXPECT_EQ(worked.people(), 1);
}

TEST_F(OutcomeReportAnswersTest, WhatWorkedIsToldGapByGap) {
  // Whether the ward takes them with B1 is for the rules to say; here it is what they said.
  ASSERT_OK_AND_ASSIGN(const auto worked, ReportWhatWorked({}, Context()));
  EXPECT_EQ(worked.people(), 6);
  EXPECT_EQ(German(worked).gap(), v1::GAP_KIND_GERMAN);
  EXPECT_EQ(German(worked).people(), 6);
  // Four were placed, two were not: neither may be shown.
  EXPECT_FALSE(German(worked).has_under_way());
  Tell(5, v1::OUTCOME_KIND_PLACED, "ward", "2026-02-02");
  Tell(6, v1::OUTCOME_KIND_PLACED, "ward", "2026-02-02");
  v1::ReportWhatWorkedRequest request;
  request.set_locale("en");
  ASSERT_OK_AND_ASSIGN(const auto later, ReportWhatWorked(request, Context()));
  EXPECT_EQ(German(later).closed() + German(later).despite(), 6);
  EXPECT_EQ(German(later).under_way(), 0);
  EXPECT_EQ(German(later).text(), "German");
}

TEST_F(OutcomeReportAnswersTest, StopsOnceNobodyWaits) {
  CallContext context = Context();
  context.is_over = [] { return true; };
  EXPECT_THAT(ReportProgramme({}, context),
              StatusIs(StatusCode::kCancelled, HasSubstr("nobody waits")));
  EXPECT_THAT(ReportWhatWorked({}, context), StatusIs(StatusCode::kCancelled));
}

}  // namespace
}  // namespace passung::answer
