// Alerts as the service tells them: to whom, of what, and how they go on after a break.
#include "proto/answer/watch_answers.h"

#include <gmock/gmock.h>

#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "passung/engine.h"
#include "proto/answer/page_token.h"
#include "tests/proto/answer/answer_fixture.h"

namespace passung::answer {
namespace {

using absl::StatusCode;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class WatchAnswersTest : public AnswerTest {
 protected:
  WatchAnswersTest() {
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

TEST_F(WatchAnswersTest, FirstTheListIsToldAndThenOnlyWhatChanges) {
  const auto stream = Start(Of("own"));
  const v1::WatchMatchesResponse whole = Next(*stream);
  EXPECT_TRUE(whole.whole());
  ASSERT_EQ(whole.lists_size(), 1);
  EXPECT_EQ(whole.lists(0).mentee(), "mentees/own");
  EXPECT_EQ(Brief(whole.lists(0)), "+v2 +v4");
  EXPECT_EQ(whole.versions().snapshot_revision(), Revision());
  EXPECT_TRUE(HasNothingToTell(*stream));

  const int64_t before = Revision();
  Create(VacancyNamed("v3"));
  const v1::WatchMatchesResponse delta = Next(*stream);
  EXPECT_FALSE(delta.whole());
  EXPECT_EQ(delta.from_revision(), before);
  EXPECT_EQ(delta.versions().snapshot_revision(), Revision());
  ASSERT_EQ(delta.lists_size(), 1);
  EXPECT_EQ(Brief(delta.lists(0)), "+v3 -v4");
  const v1::ListedChange& entered = delta.lists(0).changes(0);
  EXPECT_EQ(entered.displaces(), "vacancies/v4");
  EXPECT_EQ(entered.after().rank(), 2);
  int64_t sum = 0;
  for (const v1::Contribution& part : entered.match().contributions()) sum += part.contribution();
  EXPECT_EQ(sum, entered.after().score());
  EXPECT_EQ(entered.match().score(), entered.after().score());
  EXPECT_EQ(delta.lists(0).changes(1).displaced_by(), "vacancies/v3");
  EXPECT_EQ(delta.lists(0).changes(1).because(), v1::LEFT_BECAUSE_DISPLACED);
  EXPECT_TRUE(HasNothingToTell(*stream));
}

TEST_F(WatchAnswersTest, WhatConcernsNobodyWatchedIsNotTold) {
  const auto stream = Start(Of("own"));
  Next(*stream);
  Create(VacancyNamed("v9"));
  Create(MenteeNamed("third"));
  EXPECT_TRUE(HasNothingToTell(*stream));
}

TEST_F(WatchAnswersTest, RevisionsThatComeQuicklyAreToldOfTogether) {
  const auto stream = Start(Of("own"));
  Next(*stream);
  Create(VacancyNamed("v1"));
  Create(VacancyNamed("v0"));
  EXPECT_EQ(Brief(Next(*stream).lists(0)), "+v0 +v1 -v2 -v4");
}

TEST_F(WatchAnswersTest, DayOnWhichAVacancyClosesIsTold) {
  v1::Vacancy closing = VacancyNamed("v1");
  closing.set_apply_until(StoryDay().ToString());
  Create(closing);
  const auto stream = Start(Of("own"));
  EXPECT_EQ(Brief(Next(*stream).lists(0)), "+v1 +v2");
  CallContext tomorrow = Context();
  tomorrow.today = StoryDay().PlusDays(1);
  const v1::WatchMatchesResponse delta = Next(*stream, tomorrow);
  EXPECT_EQ(Brief(delta.lists(0)), "+v4 -v1");
  EXPECT_EQ(delta.lists(0).changes(1).because(), v1::LEFT_BECAUSE_BARRED);
}

TEST_F(WatchAnswersTest, StreamGoesOnAfterABreakAndARestartWithWhatItMissed) {
  v1::WatchMatchesRequest request = Of("own");
  {
    const auto stream = Start(request);
    request.set_resume_after(Next(*stream).resume_after());
  }
  Create(VacancyNamed("v3"));
  Create(VacancyNamed("v1"));
  Reopen();
  const auto resumed = Start(request);
  const v1::WatchMatchesResponse delta = Next(*resumed);
  EXPECT_FALSE(delta.whole());
  EXPECT_EQ(Brief(delta.lists(0)), "+v1 -v4");
  EXPECT_TRUE(HasNothingToTell(*resumed));
  // Exactly once: from where that message led to there is nothing left.
  request.set_resume_after(delta.resume_after());
  EXPECT_TRUE(HasNothingToTell(*Start(request)));
}

TEST_F(WatchAnswersTest, HistoryThatIsNotKeptIsRefusedWithWhatToDo) {
  v1::WatchMatchesRequest request = Of("own");
  request.set_resume_after(Next(*Start(request)).resume_after());
  Create(VacancyNamed("v3"));
  ASSERT_OK(backend_->ForgetHistory({kNoon.seconds}, {kNoon.seconds - 1}));
  Create(VacancyNamed("v1"));
  ASSERT_OK(backend_->ForgetHistory({kNoon.seconds + 10}, {kNoon.seconds + 5}));
  const auto refused = AlertStream::Start(request, Context());
  EXPECT_THAT(refused, StatusIs(StatusCode::kOutOfRange, HasSubstr("begin without it")));
  EXPECT_EQ(ReasonOf(refused.status()), "RESUME_TOO_OLD");
}

// Many come back at once: what each needs of the past must not be kept until they ask.
TEST_F(WatchAnswersTest, RowsOfThenAreLetGoOfOnceWhatWasMissedIsKnown) {
  const v1::WatchMatchesRequest request = Heard(Of("own"));
  const int64_t then = Revision();
  Create(VacancyNamed("v3"));
  auto past = backend_->AsOf(then).value();
  const std::weak_ptr<const Snapshot> rows = past->snapshot();
  const auto resumed = Start(request);
  past.reset();
  EXPECT_TRUE(rows.expired());
  Create(VacancyNamed("v1"));
  EXPECT_EQ(Brief(Next(*resumed).lists(0)), "+v3 -v4") << "of the moment when it was asked for";
  EXPECT_EQ(Brief(Next(*resumed).lists(0)), "+v1 -v3");
}

TEST_F(WatchAnswersTest, WhoHeardNothingBeforeIsToldWhatChangedSinceARevision) {
  const int64_t then = Revision();
  Create(VacancyNamed("v3"));
  Create(VacancyNamed("v1"));
  v1::WatchMatchesRequest request = Of("own");
  request.set_from_revision(then);
  const auto stream = Start(request);
  const v1::WatchMatchesResponse told = Next(*stream);
  EXPECT_FALSE(told.whole());
  EXPECT_EQ(told.from_revision(), then);
  EXPECT_EQ(told.to_revision(), Revision());
  EXPECT_EQ(Brief(told.lists(0)), "+v1 -v4");
  EXPECT_TRUE(HasNothingToTell(*stream));
  request.clear_from_revision();
  request.set_resume_after(told.resume_after());
  EXPECT_TRUE(HasNothingToTell(*Start(request))) << "gone on with";
  request.clear_resume_after();
  request.set_from_revision(Revision());
  EXPECT_TRUE(HasNothingToTell(*Start(request))) << "the newest";
}

TEST_F(WatchAnswersTest, RevisionThatIsNoneOrNotKeptIsRefused) {
  const auto refused = [this](int64_t revision, const std::string& resume_after) {
    v1::WatchMatchesRequest request = Of("own");
    request.set_from_revision(revision);
    request.set_resume_after(resume_after);
    return AlertStream::Start(request, Context()).status();
  };
  EXPECT_THAT(FieldsOf(refused(-1, "")), ElementsAre("from_revision"));
  EXPECT_THAT(FieldsOf(refused(1, Heard(Of("own")).resume_after())), ElementsAre("from_revision"));
  v1::WatchMatchesRequest mirror = OfVacancy("v2");
  mirror.set_from_revision(1);
  EXPECT_THAT(FieldsOf(AlertStream::Start(mirror, Context()).status()),
              ElementsAre("from_revision"));
  const int64_t then = Revision();
  EXPECT_EQ(ReasonOf(refused(then + 1, "")), "RESUME_TOO_OLD");
  Create(VacancyNamed("v3"));
  ASSERT_OK(backend_->ForgetHistory(kNoon, kNoon));
  Create(VacancyNamed("v1"));
  const UnixTime later{kNoon.seconds + 86'400};
  ASSERT_OK(backend_->ForgetHistory(later, later));
  const absl::Status forgotten = refused(then, "");
  EXPECT_EQ(ReasonOf(forgotten), "RESUME_TOO_OLD");
  EXPECT_THAT(std::string(forgotten.message()), HasSubstr("from_revision: what was stored then"));
}

TEST_F(WatchAnswersTest, ListsOfAnotherVersionOrOtherTablesAreNotGoneOnWith) {
  v1::WatchMatchesRequest request = Heard(Of("own"));
  const auto refused = [&](StoredBackend& backend) {
    CallContext context = Context();
    const CallContext there{.backend = backend,
                            .now = context.now,
                            .today = context.today,
                            .caller = context.caller,
                            .page_key = context.page_key};
    const absl::Status status = AlertStream::Start(request, there).status();
    EXPECT_THAT(status, StatusIs(StatusCode::kOutOfRange, HasSubstr("begin without it")));
    return ReasonOf(status);
  };
  const std::string known = request.resume_after();
  request.clear_resume_after();
  const std::string question = request.SerializeAsString();
  PageEnd end = ParsePageToken("secret", question, known).value();
  absl::StrReplaceAll({{std::string(EngineVersion()), "0.0.1"}}, &end.value);
  request.set_resume_after(MakePageToken("secret", question, end));
  EXPECT_EQ(refused(*backend_), "RESUME_TOO_OLD") << "another version";

  request.set_resume_after(known);
  auto repository = OpenRepository(absl::StrCat("sqlite:", folder_, "/passung.db"));
  const auto elsewhere = StoredBackend::Open(std::move(repository).value(), OtherTables()).value();
  EXPECT_EQ(refused(*elsewhere), "RESUME_TOO_OLD") << "other tables";
}

// What the door of gRPC lets through: 16 MiB, also where everything in all lists is pushed out, with names as long
// as they may be.
TEST_F(WatchAnswersTest, MessageOfAsManyPlacesAsMayBeWatchedFitsThroughTheDoor) {
  const auto list_of = [this](char initial) {
    WriteBatch batch;
    for (int i = 0; i < 200; ++i) {
      const std::string id = absl::StrCat(std::string(60, initial), 100 + i);
      batch.upsert_vacancies.push_back(
          StoryVacancy(id).Of("81301").In("14713").In("14612").In("14625"));
    }
    EXPECT_OK(backend_->Write(batch));
  };
  const std::string long_id(63, 'm');
  Create(MenteeNamed(long_id));
  list_of('v');
  v1::WatchMatchesRequest request = Of(long_id, 200);
  const auto plain = Start(request);
  request.mutable_ranking()->set_locale("de");
  const auto in_words = Start(request);
  Next(*plain);
  Next(*in_words);
  list_of('u');
  for (const auto& [stream, places] : {std::pair(&plain, 10'000), std::pair(&in_words, 5'000)}) {
    const v1::WatchMatchesResponse told = Next(**stream);
    ASSERT_EQ(told.lists(0).changes_size(), 400);
    EXPECT_EQ(told.lists(0).changes(399).displaced_by().size(), 73U);
    EXPECT_LT(told.ByteSizeLong() / 200 * static_cast<size_t>(places), size_t{16} << 20);
  }
}

TEST_F(WatchAnswersTest, NothingIsToldByAServerThatLagsBehindWhatWasTold) {
  auto repository = OpenRepository(absl::StrCat("sqlite:", folder_, "/passung.db"));
  const auto lagging = StoredBackend::Open(std::move(repository).value(), {}).value();
  Create(VacancyNamed("v3"));
  const v1::WatchMatchesRequest request = Heard(Of("own"));
  ASSERT_LT(lagging->snapshot()->revision(), Revision());
  CallContext context{
      .backend = *lagging, .now = kNoon, .today = StoryDay(), .caller = {}, .page_key = "secret"};
  auto resumed = AlertStream::Start(request, context);
  ASSERT_OK(resumed);
  EXPECT_TRUE(HasNothingToTell(**resumed, context));
  context.today = StoryDay().PlusDays(1);
  EXPECT_TRUE(HasNothingToTell(**resumed, context)) << "not even of another day";
  context.today = StoryDay();
  EXPECT_EQ((*resumed)->NothingNew().to_revision(), Revision());
  ASSERT_OK(lagging->CatchUp());
  EXPECT_TRUE(HasNothingToTell(**resumed, context));
  Create(VacancyNamed("v1"));
  ASSERT_OK(lagging->CatchUp());
  EXPECT_EQ(Brief(Next(**resumed, context).lists(0)), "+v1 -v3");
}

TEST_F(WatchAnswersTest, EachMessageGoesOnFromWhatTheOneBeforeLedTo) {
  const auto stream = Start(Of("own"));
  const v1::WatchMatchesResponse whole = Next(*stream);
  EXPECT_EQ(whole.from_revision(), 0);
  EXPECT_EQ(whole.to_revision(), Revision());
  Create(MenteeNamed("third"));  // of no interest, and looked at all the same
  EXPECT_TRUE(HasNothingToTell(*stream));
  Create(VacancyNamed("v3"));
  const v1::WatchMatchesResponse delta = Next(*stream);
  EXPECT_EQ(delta.from_revision(), whole.to_revision());
  EXPECT_EQ(delta.to_revision(), delta.versions().snapshot_revision());
  Create(MenteeNamed("fourth"));
  EXPECT_TRUE(HasNothingToTell(*stream));
  const v1::WatchMatchesResponse quiet = stream->NothingNew();
  EXPECT_EQ(quiet.from_revision(), delta.to_revision());
  EXPECT_EQ(quiet.to_revision(), Revision());
  v1::WatchMatchesRequest request = Of("own");
  request.set_resume_after(quiet.resume_after());
  Create(VacancyNamed("v1"));
  EXPECT_EQ(Next(*Start(request)).from_revision(), quiet.to_revision());
  EXPECT_EQ(Next(*stream).from_revision(), quiet.to_revision());
}

TEST_F(WatchAnswersTest, ResumeAfterOfAnotherRequestIsRefused) {
  v1::WatchMatchesRequest request = Of("own");
  request.set_resume_after(Next(*Start(Of("other"))).resume_after());
  const auto refused = AlertStream::Start(request, Context());
  EXPECT_THAT(FieldsOf(refused.status()), ElementsAre("resume_after"));
  request.set_resume_after("nonsense");
  EXPECT_THAT(FieldsOf(AlertStream::Start(request, Context()).status()),
              ElementsAre("resume_after"));
}

TEST_F(WatchAnswersTest, MentorIsToldOfOwnMenteesAlone) {
  EXPECT_OK(AlertStream::Start(Of("own"), Mentor("w1")));
  const auto refused = AlertStream::Start(Of("other"), Mentor("w1"));
  EXPECT_THAT(refused, StatusIs(StatusCode::kPermissionDenied));
  EXPECT_EQ(ReasonOf(refused.status()), "NOT_YOUR_MENTEE");
}

TEST_F(WatchAnswersTest, MenteeWhoComesToAnotherMentorEndsTheStreamOfTheFirst) {
  auto stream = AlertStream::Start(Of("own"), Mentor("w1"));
  ASSERT_OK(stream);
  Next(**stream, Mentor("w1"));
  MenteeRecord record = backend_->repository().GetMenteeRecord({"own"}).value();
  record.mentor = MentorId{"w2"};
  ASSERT_OK(backend_->Write({.upsert_records = {record}}));
  Create(VacancyNamed("v1"));
  EXPECT_THAT((*stream)->Next(Mentor("w1")), StatusIs(StatusCode::kPermissionDenied));
}

TEST_F(WatchAnswersTest, MenteeWhoIsDeletedIsToldOfAsGone) {
  const auto stream = Start(Of("own"));
  Next(*stream);
  ASSERT_OK(backend_->Write({.delete_mentees = {{"own"}}}));
  const v1::WatchMatchesResponse delta = Next(*stream);
  EXPECT_TRUE(delta.lists(0).gone());
  EXPECT_EQ(Brief(delta.lists(0)), "-v2 -v4");
}

// ---- The mirror ----

TEST_F(WatchAnswersTest, MirrorTellsOfTheMenteesForAVacancy) {
  const auto stream = Start(OfVacancy("v2"));
  const v1::WatchMatchesResponse whole = Next(*stream);
  EXPECT_EQ(whole.lists(0).vacancy(), "vacancies/v2");
  EXPECT_EQ(Brief(whole.lists(0)), "+other +own");
  Create(MenteeNamed("third"));
  EXPECT_EQ(Brief(Next(*stream).lists(0)), "+third");
}

TEST_F(WatchAnswersTest, MirrorShowsAMentorOwnMenteesAlone) {
  auto stream = AlertStream::Start(OfVacancy("v2"), Mentor("w1"));
  ASSERT_OK(stream);
  EXPECT_EQ(Brief(Next(**stream, Mentor("w1")).lists(0)), "+own");
}

TEST_F(WatchAnswersTest, MirrorThatGoesOnTellsAMentorWhoWentAndWhoCameMeanwhile) {
  for (const char* id : {"deleted", "moved", "restricted", "stays"}) CreateFor(id, "w1");
  CreateFor("comes", "w2");
  const v1::WatchMatchesRequest request = Heard(OfVacancy("v2"), Mentor("w1"));
  ASSERT_OK(backend_->Write({.delete_mentees = {{"deleted"}}}));
  MoveTo("moved", "w2");
  MoveTo("comes", "w1");
  MenteeRecord restricted = RecordOf("restricted");
  restricted.restricted = true;
  ASSERT_OK(backend_->Write({.upsert_records = {restricted}}));
  auto resumed = AlertStream::Start(request, Mentor("w1"));
  ASSERT_OK(resumed);
  EXPECT_EQ(Brief(Next(**resumed, Mentor("w1")).lists(0)), "+comes -deleted -moved -restricted");
}

TEST_F(WatchAnswersTest, MirrorThatGoesOnTellsWhoseLegalBasisCameOrEnded) {
  CreateFor("based", "w1");
  v1::Mentee ends = MenteeNamed("ends");
  AddBasis(v1::PURPOSE_COUNSELLING, ends);
  ends.mutable_record()->mutable_legal_bases(0)->mutable_valid()->set_until(StoryDay().ToString());
  Create(ends);
  v1::WatchMatchesRequest request = OfVacancy("v2");
  request.mutable_ranking()->set_purpose(v1::PURPOSE_COUNSELLING);
  request.mutable_ranking()->set_as_of(StoryDay().ToString());
  request = Heard(request, Strict());
  MenteeRecord other = RecordOf("own");
  other.legal_bases = RecordOf("based").legal_bases;
  ASSERT_OK(backend_->Write({.upsert_records = {other}}));
  CallContext tomorrow = Strict();
  tomorrow.today = StoryDay().PlusDays(1);
  auto resumed = AlertStream::Start(request, tomorrow);
  ASSERT_OK(resumed);
  EXPECT_EQ(Brief(Next(**resumed, tomorrow).lists(0)), "+own -ends");
}

TEST_F(WatchAnswersTest, DayOnWhichALegalBasisEndsIsTold) {
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

// What they were in is not known any more.
TEST_F(WatchAnswersTest, ListsOfSomebodyWhoWasPurgedAreNotGoneOnWith) {
  for (const char* id : {"one", "two"}) CreateFor(id, "w1");
  const v1::WatchMatchesRequest mirror = Heard(OfVacancy("v2"), Mentor("w1"));
  const v1::WatchMatchesRequest list = Heard(Of("own"));
  ASSERT_OK(backend_->Write({.purge_mentees = {{"one"}}}));
  for (const absl::Status& refused : {AlertStream::Start(mirror, Mentor("w1")).status(),
                                      AlertStream::Start(list, Context()).status()}) {
    EXPECT_THAT(refused, StatusIs(StatusCode::kOutOfRange, HasSubstr("purged")));
    EXPECT_EQ(ReasonOf(refused), "RESUME_TOO_OLD");
  }
}

TEST_F(WatchAnswersTest, EmployersDoNotLearnWhoPushedOutWhom) {
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

TEST_F(WatchAnswersTest, EmployersDoNotLearnWhySomebodyLeft) {
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

// ---- What is refused ----

TEST_F(WatchAnswersTest, FaultsAreNamedByTheirFields) {
  const auto fields = [&](const v1::WatchMatchesRequest& request) {
    return FieldsOf(AlertStream::Start(request, Context()).status());
  };
  EXPECT_THAT(fields({}), ElementsAre("mentees"));
  v1::WatchMatchesRequest both = Of("own");
  both.set_vacancy("vacancies/v2");
  EXPECT_THAT(fields(both), ElementsAre("mentees"));
  v1::WatchMatchesRequest twice = Of("own");
  twice.add_mentees("mentees/own");
  EXPECT_THAT(fields(twice), ElementsAre("mentees[1]"));
  v1::WatchMatchesRequest subject = Of("own");
  subject.mutable_ranking()->set_mentee("mentees/own");
  EXPECT_THAT(fields(subject), ElementsAre("ranking.subject"));
  v1::WatchMatchesRequest many = Of("own");
  for (int i = 0; i < 500; ++i) many.add_mentees(absl::StrCat("mentees/m", i));
  EXPECT_THAT(fields(many), ElementsAre("mentees"));
}

TEST_F(WatchAnswersTest, MorePlacesTogetherThanOneMessageHoldsAreRefused) {
  v1::WatchMatchesRequest request;
  for (int i = 0; i < 11; ++i) {
    Create(MenteeNamed(absl::StrCat("m", i)));
    request.add_mentees(absl::StrCat("mentees/m", i));
  }
  request.mutable_ranking()->set_limit(909);
  EXPECT_OK(AlertStream::Start(request, Context()));
  request.mutable_ranking()->set_limit(910);
  const absl::Status refused = AlertStream::Start(request, Context()).status();
  EXPECT_THAT(FieldsOf(refused), ElementsAre("ranking.limit"));
  EXPECT_THAT(refused, StatusIs(StatusCode::kInvalidArgument, HasSubstr("at most 909")));
  request.mutable_ranking()->set_locale("de");
  request.mutable_ranking()->set_limit(455);
  EXPECT_THAT(AlertStream::Start(request, Context()).status(),
              StatusIs(StatusCode::kInvalidArgument, HasSubstr("at most 454")));
  request.mutable_ranking()->set_limit(454);
  EXPECT_OK(AlertStream::Start(request, Context()));
}

TEST_F(WatchAnswersTest, WhoIsNotThereIsNotFound) {
  EXPECT_THAT(AlertStream::Start(Of("nobody"), Context()), StatusIs(StatusCode::kNotFound));
  EXPECT_THAT(AlertStream::Start(OfVacancy("nothing"), Context()), StatusIs(StatusCode::kNotFound));
}

TEST_F(WatchAnswersTest, ClosedHitsAndFiltersAreRefused) {
  v1::WatchMatchesRequest closed = Of("own");
  closed.mutable_ranking()->add_classes(v1::HIT_CLASS_CLOSED);
  EXPECT_THAT(AlertStream::Start(closed, Context()),
              StatusIs(StatusCode::kInvalidArgument, HasSubstr("closed")));
  v1::WatchMatchesRequest filtered = Of("own");
  filtered.mutable_ranking()->mutable_filter()->add_districts("14713");
  EXPECT_THAT(AlertStream::Start(filtered, Context()),
              StatusIs(StatusCode::kInvalidArgument, HasSubstr("filter")));
}

}  // namespace
}  // namespace passung::answer
