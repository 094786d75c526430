// How alerts go on after a break, a restart, a purge, another version or at another server.
#include <gmock/gmock.h>

#include "absl/strings/str_replace.h"
#include "proto/answer/page_token.h"
#include "tests/proto/answer/watch/watch_fixture.h"

namespace passung::answer {
namespace {

using absl::StatusCode;
using testing::ElementsAre;
using testing::HasSubstr;

class WatchResumeTest : public WatchTest {};

TEST_F(WatchResumeTest, StreamGoesOnAfterABreakAndARestartWithWhatItMissed) {
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

TEST_F(WatchResumeTest, HistoryThatIsNotKeptIsRefusedWithWhatToDo) {
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
TEST_F(WatchResumeTest, RowsOfThenAreLetGoOfOnceWhatWasMissedIsKnown) {
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

TEST_F(WatchResumeTest, WhoHeardNothingBeforeIsToldWhatChangedSinceARevision) {
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

TEST_F(WatchResumeTest, RevisionThatIsNoneOrNotKeptIsRefused) {
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

TEST_F(WatchResumeTest, ListsOfAnotherVersionOrOtherTablesAreNotGoneOnWith) {
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

TEST_F(WatchResumeTest, NothingIsToldByAServerThatLagsBehindWhatWasTold) {
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

TEST_F(WatchResumeTest, EachMessageGoesOnFromWhatTheOneBeforeLedTo) {
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

TEST_F(WatchResumeTest, ResumeAfterOfAnotherRequestIsRefused) {
  v1::WatchMatchesRequest request = Of("own");
  request.set_resume_after(Next(*Start(Of("other"))).resume_after());
  const auto refused = AlertStream::Start(request, Context());
  EXPECT_THAT(FieldsOf(refused.status()), ElementsAre("resume_after"));
  request.set_resume_after("nonsense");
  EXPECT_THAT(FieldsOf(AlertStream::Start(request, Context()).status()),
              ElementsAre("resume_after"));
}

// What they were in is not known any more.
TEST_F(WatchResumeTest, ListsOfSomebodyWhoWasPurgedAreNotGoneOnWith) {
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

TEST_F(WatchResumeTest, MirrorThatGoesOnTellsAMentorWhoWentAndWhoCameMeanwhile) {
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

TEST_F(WatchResumeTest, MirrorThatGoesOnTellsWhoseLegalBasisCameOrEnded) {
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

}  // namespace
}  // namespace passung::answer
