// Whom a mentor is to talk to after they have begun to work.
#include "proto/answer/follow_up_answers.h"

#include <gmock/gmock.h>

#include "proto/answer/views.h"
#include "tests/proto/answer/answer_fixture.h"

namespace passung::answer {
namespace {

using absl::StatusCode;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class FollowUpAnswersTest : public AnswerTest {
 protected:
  FollowUpAnswersTest() {
    Create(Employed("early", "2025-11-20"));
    Create(Employed("late", "2025-12-20"));
    Create(MenteeNamed("without"));
  }
  static v1::Mentee Employed(const std::string& id, const std::string& since) {
    v1::Mentee mentee = MenteeNamed(id);
    v1::Job& job = *mentee.add_jobs();
    job.set_occupation("51311");
    job.set_weekly_hours(38);
    job.mutable_valid()->set_from(since);
    return mentee;
  }
  static v1::ListFollowUpsRequest Asked() {
    v1::ListFollowUpsRequest request;
    request.set_as_of("2026-02-15");
    request.set_locale("de");
    return request;
  }
};

TEST_F(FollowUpAnswersTest, WhatIsDueComesByDayWithJobAdequacyAndSentence) {
  v1::ListFollowUpsRequest request = Asked();
  request.set_last("2026-03-31");
  ASSERT_OK_AND_ASSIGN(const auto response, ListFollowUps(request, Context()));
  EXPECT_EQ(response.people(), 2);
  std::vector<std::string> due;
  for (const v1::FollowUp& one : response.follow_ups()) {
    due.push_back(absl::StrCat(one.due(), " ", one.mentee()));
  }
  EXPECT_THAT(due, ElementsAre("2026-02-20 mentees/early", "2026-03-20 mentees/late"));
  const v1::FollowUp& first = response.follow_ups(0);
  EXPECT_EQ(first.reason(), v1::FOLLOW_UP_REASON_THREE_MONTHS);
  EXPECT_EQ(first.adequacy(), v1::JOB_ADEQUACY_UNDER_USED) << "a nurse in a warehouse";
  EXPECT_EQ(first.job().weekly_hours(), 38);
  EXPECT_EQ(first.text(), "Gespräch drei Monate nach Arbeitsbeginn (20.11.2025).");
  EXPECT_EQ(response.versions().as_of(), "2026-02-15");
}

TEST_F(FollowUpAnswersTest, TheUsualSpanIsAMonthBeforeAndAfter) {
  ASSERT_OK_AND_ASSIGN(const auto response, ListFollowUps(Asked(), Context()));
  ASSERT_EQ(response.follow_ups_size(), 1);
  EXPECT_EQ(response.follow_ups(0).due(), "2026-02-20");
  v1::ListFollowUpsRequest request = Asked();
  request.set_locale("");
  ASSERT_OK_AND_ASSIGN(const auto plain, ListFollowUps(request, Context()));
  EXPECT_THAT(plain.follow_ups(0).text(), IsEmpty());
}

TEST_F(FollowUpAnswersTest, FaultsAreRefusedByName) {
  const auto fields = [&](auto edit) {
    v1::ListFollowUpsRequest request = Asked();
    edit(request);
    return FieldsOf(ListFollowUps(request, Context()).status());
  };
  EXPECT_THAT(fields([](auto& r) { r.set_first("soon"); }), ElementsAre("first"));
  EXPECT_THAT(fields([](auto& r) { r.set_last("2026-01-01"); }), ElementsAre("last"));
  EXPECT_THAT(fields([](auto& r) {
                r.set_first("2026-01-01");
                r.set_last("2027-01-03");
              }),
              ElementsAre("last"));
  EXPECT_THAT(fields([](auto& r) { r.set_locale("fr"); }), ElementsAre("locale"));
  EXPECT_THAT(fields([](auto& r) { r.set_as_of("x"); }), ElementsAre("as_of"));
}

TEST_F(FollowUpAnswersTest, WhereBasesAreAskedForOnlyThoseWithOneAreNamed) {
  v1::ListFollowUpsRequest request = Asked();
  EXPECT_THAT(FieldsOf(ListFollowUps(request, Strict()).status()), ElementsAre("purpose"));
  request.set_purpose(v1::PURPOSE_COUNSELLING);
  ASSERT_OK_AND_ASSIGN(const auto nobody, ListFollowUps(request, Strict()));
  EXPECT_EQ(nobody.people(), 0);
  EXPECT_THAT(nobody.follow_ups(), IsEmpty());
}

TEST_F(FollowUpAnswersTest, AJobThatCannotBeIsRefusedWhenItIsWritten) {
  v1::CreateMenteeRequest request;
  *request.mutable_mentee() = Employed("new", "2026-01-01");
  request.mutable_mentee()->mutable_jobs(0)->set_weekly_hours(49);
  EXPECT_THAT(CreateMentee(request, Context()),
              StatusIs(StatusCode::kInvalidArgument, HasSubstr("jobs[0].weekly_hours")));
}

TEST_F(FollowUpAnswersTest, EmployersDoNotSeeJobs) {
  v1::Mentee mentee = Employed("e", "2026-01-01");
  mentee.mutable_facts();
  v1::Mentee basic = mentee;
  ApplyView(v1::VIEW_BASIC, basic);
  EXPECT_EQ(basic.jobs_size(), 1);
  ApplyView(v1::VIEW_EMPLOYER, mentee);
  EXPECT_EQ(mentee.jobs_size(), 0);
}

}  // namespace
}  // namespace passung::answer
