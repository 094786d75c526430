// A mentee of a mentor's and another, two vacancies, and what their lists are told to be.
#ifndef PASSUNG_TESTS_PROTO_ANSWER_WATCH_WATCH_FIXTURE_H_
#define PASSUNG_TESTS_PROTO_ANSWER_WATCH_WATCH_FIXTURE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_join.h"
#include "proto/answer/watch_answers.h"
#include "tests/proto/answer/answer_fixture.h"

namespace passung::answer {

class WatchTest : public AnswerTest {
 protected:
  WatchTest() {
    v1::Mentee own = MenteeNamed("own");
    own.mutable_record()->set_mentor("mentors/w1");
    Create(own);
    Create(MenteeNamed("other"));
    Create(VacancyNamed("v2"));
    Create(VacancyNamed("v4"));
  }

  static v1::WatchMatchesRequest Of(const std::string& mentee, int32_t limit = 2) {
    v1::WatchMatchesRequest request;
    request.add_mentees("mentees/" + mentee);
    request.mutable_ranking()->set_limit(limit);
    return request;
  }
  static v1::WatchMatchesRequest OfVacancy(const std::string& vacancy) {
    v1::WatchMatchesRequest request;
    request.set_vacancy("vacancies/" + vacancy);
    return request;
  }
  std::unique_ptr<AlertStream> Start(const v1::WatchMatchesRequest& request) {
    auto stream = AlertStream::Start(request, Context());
    EXPECT_OK(stream);
    return stream.ok() ? *std::move(stream) : nullptr;
  }
  v1::WatchMatchesResponse Next(AlertStream& stream) { return Next(stream, Context()); }
  static v1::WatchMatchesResponse Next(AlertStream& stream, const CallContext& context) {
    auto told = stream.Next(context);
    EXPECT_OK(told);
    EXPECT_TRUE(told.ok() && *told) << "nothing is told";
    return told.ok() && *told ? **std::move(told) : v1::WatchMatchesResponse();
  }
  bool HasNothingToTell(AlertStream& stream) { return HasNothingToTell(stream, Context()); }
  static bool HasNothingToTell(AlertStream& stream, const CallContext& context) {
    const auto told = stream.Next(context);
    EXPECT_OK(told);
    return told.ok() && !*told;
  }
  // With a measured way more than the shipped ones.
  static KnowledgeFiles OtherTables() {
    KnowledgeFiles tables;
    tables.district_matrix_csv =
        "home,work,minutes,km,kmh,commuters,source\n"
        "14612,14627,35,,,,S\n";
    return tables;
  }
  MenteeRecord RecordOf(const std::string& mentee) {
    return backend_->repository().GetMenteeRecord({mentee}).value();
  }
  void CreateFor(const std::string& mentee, const std::string& mentor) {
    v1::Mentee made = MenteeNamed(mentee);
    made.mutable_record()->set_mentor("mentors/" + mentor);
    AddBasis(v1::PURPOSE_COUNSELLING, made);
    Create(made);
  }
  void MoveTo(const std::string& mentee, const std::string& mentor) {
    MenteeRecord record = RecordOf(mentee);
    record.mentor = MentorId{mentor};
    ASSERT_OK(backend_->Write({.upsert_records = {record}}));
  }
  // A request that was answered once, to go on with.
  v1::WatchMatchesRequest Heard(v1::WatchMatchesRequest request, const CallContext& context) {
    auto stream = AlertStream::Start(request, context);
    EXPECT_OK(stream);
    request.set_resume_after(Next(**stream, context).resume_after());
    return request;
  }
  v1::WatchMatchesRequest Heard(const v1::WatchMatchesRequest& request) {
    return Heard(request, Context());
  }
  // "+v2 -v4" for what entered and left, "~v1" for what changed.
  static std::string Brief(const v1::ListDelta& list) {
    std::vector<std::string> parts;
    for (const v1::ListedChange& change : list.changes()) {
      const v1::ListedMatch& of = change.has_after() ? change.after() : change.before();
      const char* sign = change.event() == v1::LIST_EVENT_ENTERED ? "+"
                         : change.event() == v1::LIST_EVENT_LEFT  ? "-"
                                                                  : "~";
      const std::string& name = list.mentee().empty() ? of.mentee() : of.vacancy();
      parts.push_back(sign + name.substr(name.find('/') + 1));
    }
    return absl::StrJoin(parts, " ");
  }
};

}  // namespace passung::answer

#endif  // PASSUNG_TESTS_PROTO_ANSWER_WATCH_WATCH_FIXTURE_H_
