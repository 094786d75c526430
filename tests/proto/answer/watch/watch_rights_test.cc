// Whom alerts are told of to whom.
#include <gmock/gmock.h>

#include "tests/proto/answer/watch/watch_fixture.h"

namespace passung::answer {
namespace {

using absl::StatusCode;

class WatchRightsTest : public WatchTest {};

TEST_F(WatchRightsTest, MentorIsToldOfOwnMenteesAlone) {
  EXPECT_OK(AlertStream::Start(Of("own"), Mentor("w1")));
  const auto refused = AlertStream::Start(Of("other"), Mentor("w1"));
  EXPECT_THAT(refused, StatusIs(StatusCode::kPermissionDenied));
  EXPECT_EQ(ReasonOf(refused.status()), "NOT_YOUR_MENTEE");
}

TEST_F(WatchRightsTest, MenteeWhoComesToAnotherMentorEndsTheStreamOfTheFirst) {
  auto stream = AlertStream::Start(Of("own"), Mentor("w1"));
  ASSERT_OK(stream);
  Next(**stream, Mentor("w1"));
  MenteeRecord record = backend_->repository().GetMenteeRecord({"own"}).value();
  record.mentor = MentorId{"w2"};
  ASSERT_OK(backend_->Write({.upsert_records = {record}}));
  Create(VacancyNamed("v1"));
  EXPECT_THAT((*stream)->Next(Mentor("w1")), StatusIs(StatusCode::kPermissionDenied));
}

TEST_F(WatchRightsTest, MenteeWhoIsDeletedIsToldOfAsGone) {
  const auto stream = Start(Of("own"));
  Next(*stream);
  ASSERT_OK(backend_->Write({.delete_mentees = {{"own"}}}));
  const v1::WatchMatchesResponse delta = Next(*stream);
  EXPECT_TRUE(delta.lists(0).gone());
  EXPECT_EQ(Brief(delta.lists(0)), "-v2 -v4");
}

TEST_F(WatchRightsTest, MirrorShowsAMentorOwnMenteesAlone) {
  auto stream = AlertStream::Start(OfVacancy("v2"), Mentor("w1"));
  ASSERT_OK(stream);
  EXPECT_EQ(Brief(Next(**stream, Mentor("w1")).lists(0)), "+own");
}

TEST_F(WatchRightsTest, DayOnWhichALegalBasisEndsIsTold) {
  v1::Mentee ends = MenteeNamed("ends");
  AddBasis(v1::PURPOSE_COUNSELLING, ends);
  ends.mutable_record()->mutable_legal_bases(0)->mutable_valid()->set_until(StoryDay().ToString());
  Create(ends);
  for (const std::string& day : {std::string(), StoryDay().ToString()}) {
    v1::WatchMatchesRequest request = OfVacancy("v2");
    request.mutable_ranking()->set_purpose(v1::PURPOSE_COUNSELLING);
    request.mutable_ranking()->set_as_of(day);
    auto stream = AlertStream::Start(request, Strict());
    ASSERT_OK(stream);
    EXPECT_EQ(Brief(Next(**stream, Strict()).lists(0)), "+ends");
    CallContext tomorrow = Strict();
    tomorrow.today = StoryDay().PlusDays(1);
    EXPECT_EQ(Brief(Next(**stream, tomorrow).lists(0)), "-ends") << day;
  }
}

TEST_F(WatchRightsTest, EmployersDoNotLearnWhoPushedOutWhom) {
  v1::WatchMatchesRequest request = OfVacancy("v2");
  request.mutable_ranking()->set_limit(1);
  const auto full = Start(request);
  request.mutable_ranking()->set_view(v1::VIEW_EMPLOYER);
  const auto employer = Start(request);
  Next(*full);
  Next(*employer);
  Create(MenteeNamed("first"));
  const v1::WatchMatchesResponse known = Next(*full);
  EXPECT_EQ(Brief(known.lists(0)), "+first -other");
  EXPECT_EQ(known.lists(0).changes(0).displaces(), "mentees/other");
  EXPECT_EQ(known.lists(0).changes(1).displaced_by(), "mentees/first");
  const v1::WatchMatchesResponse hidden = Next(*employer);
  EXPECT_EQ(Brief(hidden.lists(0)), "+first -other");
  EXPECT_EQ(hidden.lists(0).changes(0).displaces(), "");
  EXPECT_EQ(hidden.lists(0).changes(1).displaced_by(), "");
}

TEST_F(WatchRightsTest, EmployersDoNotLearnWhySomebodyLeft) {
  v1::WatchMatchesRequest request = OfVacancy("v2");
  request.mutable_ranking()->set_view(v1::VIEW_EMPLOYER);
  const auto stream = Start(request);
  const v1::WatchMatchesResponse whole = Next(*stream);
  ASSERT_EQ(whole.lists_size(), 1);
  for (const v1::ListedChange& change : whole.lists(0).changes()) {
    EXPECT_FALSE(change.match().has_score_interval());
    for (const v1::RuleOutcome& outcome : change.match().rule_outcomes()) {
      EXPECT_NE(outcome.rule(), v1::RULE_EXCLUDED_BY_PERSON);
      if (outcome.rule() == v1::RULE_WORK_ACCESS) {
        EXPECT_EQ(outcome.parameters_size(), 0);
      }
    }
  }
  ASSERT_OK(backend_->Write({.delete_mentees = {{"own"}}}));
  const v1::WatchMatchesResponse delta = Next(*stream);
  EXPECT_EQ(Brief(delta.lists(0)), "-own");
  EXPECT_EQ(delta.lists(0).changes(0).because(), v1::LEFT_BECAUSE_UNSPECIFIED);
}

}  // namespace
}  // namespace passung::answer
