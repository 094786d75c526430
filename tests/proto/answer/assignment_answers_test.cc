// Everyone at once, as the service answers.
#include "proto/answer/assignment_answers.h"

#include <gmock/gmock.h>

#include "passung/engine.h"
#include "tests/proto/answer/answer_fixture.h"

namespace passung::answer {
namespace {

using absl::StatusCode;
using testing::HasSubstr;

class AssignmentAnswersTest : public AnswerTest {
 protected:
  AssignmentAnswersTest() {
    for (const char* id : {"m1", "m2", "m3"}) {
      v1::Mentee mentee = MenteeNamed(id);
      mentee.mutable_record()->set_mentor("mentors/w1");
      AddBasis(v1::PURPOSE_COUNSELLING, mentee);
      Create(mentee);
    }
    for (const char* id : {"shop", "ward"}) Create(VacancyNamed(id));
  }
  v1::SolveAssignmentResponse Solve(const v1::SolveAssignmentRequest& request) {
    auto response = SolveAssignment(request, Context());
    EXPECT_OK(response);
    return response.ok() ? *response : v1::SolveAssignmentResponse();
  }
  static v1::VerifyAssignmentResponse Verify(const v1::SolveAssignmentResponse& answer) {
    v1::VerifyAssignmentRequest request;
    *request.mutable_problem() = answer.problem();
    *request.mutable_assignment() = answer.assignment();
    auto response = CheckAssignment(request);
    EXPECT_OK(response);
    return response.ok() ? *response : v1::VerifyAssignmentResponse();
  }
};

TEST_F(AssignmentAnswersTest, EverybodyTakesPartAndTheAnswerProvesItself) {
  v1::SolveAssignmentRequest request;
  request.set_locale("de");
  const v1::SolveAssignmentResponse response = Solve(request);
  ASSERT_EQ(response.problem().mentees_size(), 3);
  EXPECT_EQ(response.problem().mentees(0).mentor(), "mentors/w1");
  // Two openings for three people: one has none and is told why.
  EXPECT_EQ(response.assignment().proposals(), 2);
  int without = 0;
  for (const v1::AssignedMentee& mentee : response.assignment().mentees()) {
    if (!mentee.has_unassigned()) continue;
    ++without;
    EXPECT_EQ(mentee.unassigned().reason(), v1::UNASSIGNED_REASON_OUTBID);
    EXPECT_THAT(mentee.unassigned().text(), HasSubstr("würde insgesamt nichts bringen"));
  }
  EXPECT_EQ(without, 1);
  EXPECT_TRUE(Verify(response).holds()) << Verify(response).fault();
  EXPECT_EQ(response.versions().profile(), "profiles/default");
}

TEST_F(AssignmentAnswersTest, WhatWasChangedAfterwardsDoesNotHold) {
  const v1::SolveAssignmentResponse good = Solve({});
  v1::SolveAssignmentResponse bad = good;
  bad.mutable_assignment()->set_total_score(good.assignment().total_score() + 1);
  EXPECT_FALSE(Verify(bad).holds());
  EXPECT_THAT(Verify(bad).fault(), HasSubstr("sum"));
  bad = good;
  bad.mutable_problem()->mutable_limits()->set_per_opening(2);
  EXPECT_FALSE(Verify(bad).holds());
  bad = good;
  bad.mutable_problem()->mutable_mentees(0)->mutable_candidates(0)->set_score(99'999'999);
  EXPECT_FALSE(Verify(bad).holds());
}

TEST_F(AssignmentAnswersTest, LimitsLabelsAndLocksAreRead) {
  v1::SolveAssignmentRequest request;
  v1::AssignmentLimits& limits = *request.mutable_limits();
  v1::GroupLimit& group = *limits.add_groups();
  group.set_label("late");
  group.set_least(1);
  v1::MenteeLabel& label = *request.add_labels();
  label.set_mentee("mentees/m3");
  label.set_label("late");
  v1::AssignmentPair& lock = *limits.add_locked();
  lock.set_mentee("mentees/m2");
  lock.set_vacancy("vacancies/ward");
  request.set_price_limits(true);
  const v1::SolveAssignmentResponse response = Solve(request);
  EXPECT_TRUE(response.assignment().mentees(1).proposals(0).locked());
  EXPECT_EQ(response.assignment().mentees(2).proposals_size(), 1);
  ASSERT_EQ(response.assignment().groups_size(), 1);
  EXPECT_EQ(response.assignment().groups(0).proposals(), 1);
  ASSERT_EQ(response.limit_prices_size(), 2);
  EXPECT_EQ(response.limit_prices(0).limit(), "groups");
  EXPECT_TRUE(Verify(response).holds()) << Verify(response).fault();
}

TEST_F(AssignmentAnswersTest, OnlyThoseWhoAreNamedTakePart) {
  v1::SolveAssignmentRequest request;
  request.add_mentees("mentees/m2");
  request.set_skip_problem(true);
  const v1::SolveAssignmentResponse response = Solve(request);
  EXPECT_EQ(response.assignment().mentees_size(), 1);
  EXPECT_FALSE(response.has_problem());
}

TEST_F(AssignmentAnswersTest, AStableAnswerIsVerifiedAsOne) {
  v1::SolveAssignmentRequest request;
  request.set_mode(v1::ASSIGNMENT_MODE_STABLE);
  const v1::SolveAssignmentResponse response = Solve(request);
  EXPECT_EQ(response.assignment().mode(), v1::ASSIGNMENT_MODE_STABLE);
  EXPECT_TRUE(Verify(response).holds()) << Verify(response).fault();
}

TEST_F(AssignmentAnswersTest, WithoutAPriceTheReasonNamesNone) {
  v1::SolveAssignmentRequest request;
  request.set_mode(v1::ASSIGNMENT_MODE_STABLE);
  request.set_locale("en");
  const v1::SolveAssignmentResponse response = Solve(request);
  int without = 0;
  for (const v1::AssignedMentee& mentee : response.assignment().mentees()) {
    if (!mentee.has_unassigned()) continue;
    ++without;
    EXPECT_THAT(mentee.unassigned().text(), HasSubstr("others who score at least as high there"));
  }
  EXPECT_EQ(without, 1);
}

TEST_F(AssignmentAnswersTest, ACheckThatWasNotFinishedSaysNothingOfTheAnswer) {
  const v1::SolveAssignmentResponse answer = Solve({});
  v1::VerifyAssignmentRequest request;
  *request.mutable_problem() = answer.problem();
  *request.mutable_assignment() = answer.assignment();
  CallContext context = Context();
  context.is_over = [] { return true; };
  EXPECT_THAT(VerifyAssignment(request, context), StatusIs(StatusCode::kCancelled));
}

TEST_F(AssignmentAnswersTest, AFaultNamesItsField) {
  const auto refuses = [&](const v1::SolveAssignmentRequest& request, const char* text) {
    EXPECT_THAT(SolveAssignment(request, Context()),
                StatusIs(StatusCode::kInvalidArgument, HasSubstr(text)));
  };
  v1::SolveAssignmentRequest request;
  request.set_candidates(1001);
  refuses(request, "candidates: 1001");
  request.Clear();
  request.mutable_limits()->set_stay(-1);
  refuses(request, "limits.stay: -1");
  request.Clear();
  request.add_mentees("mentees/nobody");
  refuses(request, "mentees[0]");
  request.Clear();
  request.add_mentees("vacancies/ward");
  refuses(request, "mentees[0]");
  request.Clear();
  request.add_labels()->set_mentee("mentees/m1");
  refuses(request, "labels[0].label");
  request.Clear();
  v1::AssignmentPair& pair = *request.mutable_limits()->add_forbidden();
  pair.set_mentee("mentees/m1");
  pair.set_vacancy("vacancies/gone");
  refuses(request, "limits.forbidden[0].vacancy: vacancies/gone is not stored");
  request.Clear();
  for (const char* id : {"m3", "m1", "m2"}) {
    v1::AssignmentPair& lock = *request.mutable_limits()->add_locked();
    lock.set_mentee(absl::StrCat("mentees/", id));
    lock.set_vacancy("vacancies/ward");
  }
  refuses(request, "limits.locked[1]: mentees/m1");
  request.Clear();
  request.set_mode(v1::ASSIGNMENT_MODE_STABLE);
  request.mutable_limits()->set_congestion(1);
  refuses(request, "limits.congestion");
  EXPECT_THAT(CheckAssignment({}), StatusIs(StatusCode::kInvalidArgument, HasSubstr("problem")));
}

TEST_F(AssignmentAnswersTest, WithoutABasisNobodyTakesPart) {
  CallContext context = Context();
  context.caller.needs_basis = true;
  EXPECT_THAT(SolveAssignment({}, context),
              StatusIs(StatusCode::kInvalidArgument, HasSubstr("purpose")));
  Create(MenteeNamed("without"));
  v1::SolveAssignmentRequest request;
  request.set_purpose(v1::PURPOSE_COUNSELLING);
  ASSERT_OK_AND_ASSIGN(const auto response, SolveAssignment(request, context));
  EXPECT_EQ(response.assignment().mentees_size(), 3);
}

}  // namespace
}  // namespace passung::answer
