// Alerts as the service tells them: of what, and what is refused.
#include <gmock/gmock.h>

#include "tests/proto/answer/watch/watch_fixture.h"

namespace passung::answer {
namespace {

using absl::StatusCode;
using testing::ElementsAre;
using testing::HasSubstr;

class WatchAnswersTest : public WatchTest {};

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

// ---- The mirror ----

TEST_F(WatchAnswersTest, MirrorTellsOfTheMenteesForAVacancy) {
  const auto stream = Start(OfVacancy("v2"));
  const v1::WatchMatchesResponse whole = Next(*stream);
  EXPECT_EQ(whole.lists(0).vacancy(), "vacancies/v2");
  EXPECT_EQ(Brief(whole.lists(0)), "+other +own");
  Create(MenteeNamed("third"));
  EXPECT_EQ(Brief(Next(*stream).lists(0)), "+third");
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
