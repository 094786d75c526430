// A server that explores: near ties of people's lists in a drawn order, logged, given again, and evaluated.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "passung/market.h"
#include "passung/off_policy.h"
#include "passung/repository.h"
#include "passung/v1/outcome_service.grpc.pb.h"
#include "passung/v1/profile_service.grpc.pb.h"
#include "server/audit/chain_files.h"
#include "tests/server/logged_decisions.h"
#include "tests/server/server_fixture.h"
#include "tests/support/status_matchers.h"

namespace passung::server {
namespace {

constexpr int32_t kWidth = 4'000'000;
constexpr int32_t kFirstPlaces = 8;

std::vector<std::string> VacanciesIn(const v1::RankVacanciesResponse& response) {
  std::vector<std::string> names;
  for (const v1::Match& match : response.matches()) names.push_back(match.vacancy());
  return names;
}

class ExploredTest : public ServerTest {
 protected:
  static constexpr int kMentees = 60;
  static constexpr int kVacancies = 150;

  ExploredTest() {
    Put(market_);
    KeepAccessLog();
  }

  void Explore() {
    config_.exploration_width = kWidth;
    config_.exploration_first_places = kFirstPlaces;
    Start();
  }
  v1::RankVacanciesRequest RequestFor(int mentee) const {
    v1::RankVacanciesRequest request;
    request.set_mentee(absl::StrCat("mentees/", market_.MenteeAt(mentee).id.value));
    return request;
  }
  v1::RankVacanciesResponse MustRank(const v1::RankVacanciesRequest& request) {
    v1::RankVacanciesResponse response;
    const grpc::Status status = Rank(request, response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }
  v1::RankVacanciesResponse MustRankExactly(v1::RankVacanciesRequest request) {
    request.set_exact_order(true);
    return MustRank(request);
  }
  int64_t LastDecision() const {
    return ReadChainHead(
               {.folder = config_.audit_folder, .name = "decisions", .key = std::string(32, 'k')})
        .value()
        .last;
  }
  std::vector<v1::DecisionEntry> Decisions() const { return LoggedDecisions(config_.audit_folder); }

  const MarketMaker market_ =
      MarketMaker::Create(
          {.mentees = kMentees, .vacancies = kVacancies, .seed = 5, .today = StoryDay()})
          .value();
};

TEST_F(ExploredTest, OffByDefaultAndExactOrderIsWhatItIsThen) {
  std::vector<std::string> before;
  for (int i = 0; i < 10; ++i) {
    before.push_back(MustRank(RequestFor(i)).SerializeAsString());
    EXPECT_EQ(before.back(), MustRankExactly(RequestFor(i)).SerializeAsString());
  }
  for (const v1::DecisionEntry& entry : Decisions()) EXPECT_FALSE(entry.has_exploration());
  Explore();
  int drawn = 0;
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(before[static_cast<size_t>(i)], MustRankExactly(RequestFor(i)).SerializeAsString());
    drawn += MustRank(RequestFor(i)).has_exploration() ? 1 : 0;
  }
  EXPECT_GT(drawn, 0);
}

TEST_F(ExploredTest, OnlyNearTiesOfAClassMoveAndScoresAndRanksStayTrue) {
  Explore();
  int moved = 0;
  for (int i = 0; i < kMentees; ++i) {
    const auto exact = MustRankExactly(RequestFor(i));
    const auto shown = MustRank(RequestFor(i));
    if (!shown.has_exploration()) {
      EXPECT_EQ(exact.SerializeAsString(), shown.SerializeAsString());
      continue;
    }
    const v1::Exploration& drawn = shown.exploration();
    EXPECT_EQ(drawn.width(), kWidth);
    EXPECT_EQ(drawn.first_places(), kFirstPlaces);
    ASSERT_EQ(exact.matches_size(), shown.matches_size());
    ASSERT_EQ(drawn.places_size(), std::min(kFirstPlaces, exact.matches_size()));
    for (int place = 0; place < shown.matches_size(); ++place) {
      const int rank = place < drawn.places_size() ? drawn.places(place).rank() - 1 : place;
      // The match itself, with all its figures.
      EXPECT_EQ(exact.matches(rank).SerializeAsString(), shown.matches(place).SerializeAsString());
      EXPECT_EQ(exact.matches(place).hit_class(), shown.matches(place).hit_class());
      EXPECT_LE(std::abs(exact.matches(place).score() - shown.matches(place).score()), kWidth);
      moved += rank == place ? 0 : 1;
    }
    EXPECT_EQ(exact.summary().SerializeAsString(), shown.summary().SerializeAsString());
  }
  EXPECT_GT(moved, 20);
}

TEST_F(ExploredTest, TheOrderOfADayStaysAndLongerListsBeginAlike) {
  Explore();
  int others = 0;
  for (int i = 0; i < 20; ++i) {
    const v1::RankVacanciesRequest request = RequestFor(i);
    const auto shown = MustRank(request);
    EXPECT_EQ(shown.SerializeAsString(), MustRank(request).SerializeAsString());
    v1::RankVacanciesRequest longer = request;
    longer.set_limit(100);
    const auto names = VacanciesIn(shown);
    const auto more = VacanciesIn(MustRank(longer));
    ASSERT_GE(more.size(), names.size());
    EXPECT_TRUE(std::equal(names.begin(), names.end(), more.begin()));
  }
  Start();  // also after a restart
  const auto today = MustRank(RequestFor(1));
  for (int days = 1; days <= 20; ++days) {
    day_ = StoryDay().PlusDays(days);
    others += MustRank(RequestFor(1)).exploration().seed() == today.exploration().seed() ? 0 : 1;
  }
  EXPECT_EQ(others, 20) << "another day, another draw";
}

TEST_F(ExploredTest, WhatIsNoOrdinaryListOfTodayIsByScore) {
  Explore();
  const auto expect_exact = [&](const v1::RankVacanciesRequest& request) {
    const auto response = MustRank(request);
    EXPECT_FALSE(response.has_exploration()) << request.ShortDebugString();
    int32_t last = 100'000'000;
    for (const v1::Match& match : response.matches()) {
      EXPECT_LE(match.score(), last);
      last = match.score();
    }
  };
  for (int i = 0; i < 5; ++i) {
    v1::RankVacanciesRequest request = RequestFor(i);
    request.set_limit(kFirstPlaces - 1);
    expect_exact(request);
    request = RequestFor(i);
    request.set_frozen(true);
    expect_exact(request);
    request = RequestFor(i);
    request.set_as_of((StoryDay().PlusDays(1)).ToString());
    expect_exact(request);
    request = RequestFor(i);
    v1::WeightOverride& weight = *request.add_weight_overrides();
    weight.set_criterion(v1::CRITERION_LANGUAGE_FIT);
    weight.set_weight(500);
    expect_exact(request);
    request = RequestFor(i);
    request.add_classes(v1::HIT_CLASS_OPEN);
    expect_exact(request);
    request = RequestFor(i);
    request.mutable_filter()->add_kinds(v1::VACANCY_KIND_JOB);
    expect_exact(request);
    request = RequestFor(i);
    *request.mutable_inline_mentee() = wire::ToProto(market_.MenteeAt(i));
    request.mutable_inline_mentee()->set_name("");
    expect_exact(request);
  }
  // And no other method draws.
  v1::BatchRankVacanciesRequest batch;
  for (int i = 0; i < 5; ++i) batch.add_mentees(RequestFor(i).mentee());
  grpc::ClientContext context;
  auto stream = match_->BatchRankVacancies(&context, batch);
  v1::BatchRankVacanciesResponse one;
  int read = 0;
  while (stream->Read(&one)) {
    const auto exact = MustRankExactly(RequestFor(read++));
    EXPECT_EQ(exact.SerializeAsString(), one.ranking().SerializeAsString());
  }
  EXPECT_EQ(read, 5);
}

TEST_F(ExploredTest, TheLogHasTheDrawAndTheAnswerComesAgainByteByByte) {
  Explore();
  std::map<int64_t, std::string> given;
  int drawn = 0;
  for (int i = 0; i < 20; ++i) {
    v1::RankVacanciesRequest request = RequestFor(i);
    if (i % 2 == 0) request.set_locale("de");
    const auto shown = MustRank(request);
    given[LastDecision()] = shown.SerializeAsString();
    const v1::DecisionEntry entry = Decisions().back();
    EXPECT_EQ(entry.exploration().SerializeAsString(), shown.exploration().SerializeAsString());
    ASSERT_EQ(entry.hits_size(), shown.matches_size());
    for (int place = 0; place < entry.hits_size(); ++place) {
      EXPECT_EQ(entry.hits(place).vacancy(), shown.matches(place).vacancy());
    }
    drawn += shown.has_exploration() ? 1 : 0;
  }
  EXPECT_GT(drawn, 5);
  // On another day, under other settings, over rows that have changed.
  day_ = StoryDay().PlusDays(3);
  config_.exploration_width = 0;
  Start();
  Put(std::vector<Vacancy>{StoryVacancy("new").Of("81302").In("14713")});
  for (const auto& [number, bytes] : given) {
    v1::ReplayAnswerRequest request;
    request.set_number(number);
    v1::ReplayAnswerResponse response;
    const auto status = Call(&v1::AdminService::Stub::ReplayAnswer, request, response);
    ASSERT_TRUE(status.ok()) << status.error_message();
    EXPECT_TRUE(response.answer() == bytes) << number;
  }
}

TEST_F(ExploredTest, TheStatusSaysSo) {
  v1::ServerStatus status;
  ASSERT_TRUE(
      Call(&v1::AdminService::Stub::GetServerStatus, v1::GetServerStatusRequest(), status).ok());
  EXPECT_EQ(status.exploration_width(), 0);
  Explore();
  ASSERT_TRUE(
      Call(&v1::AdminService::Stub::GetServerStatus, v1::GetServerStatusRequest(), status).ok());
  EXPECT_EQ(status.exploration_width(), kWidth);
  EXPECT_EQ(status.exploration_first_places(), kFirstPlaces);
}

// ---- The whole way: shown, logged, told what became of it, evaluated ----------------------------

class ExploredWayTest : public ExploredTest {
 protected:
  // Shows everybody their list twice and writes down interviews and refusals; of every other person without saying
  // which answer they go back to.
  void Live() {
    for (int i = 0; i < kMentees; ++i) {
      const auto shown = MustRank(RequestFor(i));
      MustRank(RequestFor(i));
      const int64_t number = LastDecision();
      v1::BatchRecordOutcomesRequest told;
      ShownList list{.mentee = market_.MenteeAt(i).id, .hits = {}};
      for (int place = 0; place < shown.exploration().places_size(); ++place) {
        const v1::ExploredPlace& drawn = shown.exploration().places(place);
        const std::string& vacancy = shown.matches(place).vacancy();
        const bool is_good = random_() % 100 < 40;
        if (drawn.group() > 1) {
          AddOutcome(i, vacancy, is_good, i % 2 == 0 ? number : 0, told);
        }
        list.hits.push_back({.vacancy = VacancyId{vacancy.substr(std::string("vacancies/").size())},
                             .place = {.hit = drawn.rank() - 1,
                                       .group = drawn.group(),
                                       .group_first = drawn.group_first() - 1},
                             .good = is_good && drawn.group() > 1});
      }
      if (told.outcomes().empty()) continue;
      lists_.push_back(std::move(list));
      Record(told);
    }
  }
  bool NamesAnswer(const std::string& mentee) const {
    for (int i = 0; i < kMentees; i += 2) {
      if (RequestFor(i).mentee() == mentee) return true;
    }
    return false;
  }
  void AddOutcome(int mentee, const std::string& vacancy, bool is_good, int64_t decision,
                  v1::BatchRecordOutcomesRequest& told) const {
    v1::Outcome& outcome = *told.add_outcomes();
    outcome.set_mentee(RequestFor(mentee).mentee());
    outcome.set_vacancy(vacancy);
    outcome.set_kind(is_good ? v1::OUTCOME_KIND_INTERVIEW : v1::OUTCOME_KIND_PROPOSED);
    outcome.set_date(StoryDay().ToString());
    if (decision > 0) outcome.mutable_decision()->set_number(decision);
  }
  void Record(const v1::BatchRecordOutcomesRequest& told) {
    const auto outcomes = v1::OutcomeService::NewStub(channel_);
    v1::BatchRecordOutcomesResponse response;
    grpc::ClientContext context;
    const auto status = outcomes->BatchRecordOutcomes(&context, told, &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
    ASSERT_EQ(response.report().refused(), 0) << response.report().ShortDebugString();
  }
  grpc::Status Evaluate(const v1::EvaluateProfileRequest& request,
                        v1::EvaluateProfileResponse& response) {
    grpc::ClientContext context;
    return v1::ProfileService::NewStub(channel_)->EvaluateProfile(&context, request, &response);
  }

  // As the profile scores the pair on the day of the list.
  int32_t ScoreOf(const ShownList& list, const VacancyId& vacancy, const std::string& profile) {
    v1::ExplainMatchRequest request;
    request.set_mentee(absl::StrCat("mentees/", list.mentee.value));
    request.set_vacancy(absl::StrCat("vacancies/", vacancy.value));
    request.set_profile(profile);
    request.set_as_of(StoryDay().ToString());
    v1::ExplainMatchResponse response;
    EXPECT_TRUE(Call(&v1::MatchService::Stub::ExplainMatch, request, response).ok());
    return response.match().hit_class() == v1::HIT_CLASS_CLOSED ? -1 : response.match().score();
  }

  std::mt19937_64 random_{11};
  std::vector<ShownList> lists_;
};

TEST_F(ExploredWayTest, TheServersFiguresAreThoseOfTheLibraryOnTheSameLists) {
  Explore();
  Live();
  v1::EvaluateProfileRequest request;
  request.set_name("profiles/near_home");
  request.set_compare_with("profiles/default");
  request.set_explored(true);
  request.set_k(5);
  // So soon nothing counts.
  request.set_as_of((StoryDay().PlusDays(59)).ToString());
  v1::EvaluateProfileResponse response;
  day_ = StoryDay().PlusDays(70);
  if (Evaluate(request, response).ok()) {
    EXPECT_TRUE(response.explored().hidden());
  }
  request.set_as_of(day_.ToString());
  const grpc::Status status = Evaluate(request, response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  ASSERT_FALSE(response.explored().hidden());
  EXPECT_EQ(response.explored_left_out(), 0);
  for (const auto& [profile, figures] :
       {std::pair("profiles/near_home", response.explored()),
        std::pair("profiles/default", response.explored_before())}) {
    for (ShownList& list : lists_) {
      for (ShownHit& hit : list.hits) {
        hit.target_score = ScoreOf(list, hit.vacancy, profile);
      }
    }
    const auto expected = EstimateShownLists(lists_, {.k = 5});
    ASSERT_THAT(expected, IsOk());
    ASSERT_FALSE(expected->hidden);
    EXPECT_EQ(figures.people(), expected->people) << profile;
    EXPECT_EQ(figures.lists(), expected->lists) << "asked for twice, shown once";
    EXPECT_EQ(figures.places(), expected->places);
    EXPECT_EQ(figures.shown().value(), expected->shown.value);
    EXPECT_EQ(figures.ips().value(), expected->target.ips.value);
    EXPECT_EQ(figures.ips().low(), expected->target.ips.low);
    EXPECT_EQ(figures.ips_error(), expected->target.ips_error);
    EXPECT_EQ(figures.snips().value(), expected->target.snips.value);
    EXPECT_EQ(figures.doubly_robust().value(), expected->target.doubly_robust.value);
    EXPECT_GT(figures.ips_error(), 0);
  }
  // Vacancies that are gone since, and whoever is: the rows of then are asked.
  v1::DeleteVacancyRequest gone;
  gone.set_name(absl::StrCat("vacancies/", lists_[0].hits[0].vacancy.value));
  google::protobuf::Empty empty;
  ASSERT_TRUE(Call(&v1::CatalogService::Stub::DeleteVacancy, gone, empty).ok());
  v1::EvaluateProfileResponse after;
  ASSERT_TRUE(Evaluate(request, after).ok());
  EXPECT_EQ(after.explored().SerializeAsString(), response.explored().SerializeAsString());
}

// What counts for a list is what turned out well within 60 days of it, at the first list that could have brought it.
TEST_F(ExploredWayTest, OnlyWhatTurnedOutWellSoonAfterAListCountsForIt) {
  Explore();
  Live();
  day_ = StoryDay().PlusDays(1);
  std::map<std::string, std::set<std::string>> next_day;  // drawn among the first five, by person
  for (int i = 0; i < kMentees; ++i) {
    const auto shown = MustRank(RequestFor(i));
    for (int place = 0; place < std::min(5, shown.exploration().places_size()); ++place) {
      if (shown.exploration().places(place).group() < 2) continue;
      next_day[RequestFor(i).mentee()].insert(shown.matches(place).vacancy());
    }
  }
  const auto evaluated = [&](int days) {
    day_ = StoryDay().PlusDays(days);
    v1::EvaluateProfileRequest request;
    request.set_name("profiles/default");
    request.set_explored(true);
    request.set_k(5);
    v1::EvaluateProfileResponse response;
    EXPECT_TRUE(Evaluate(request, response).ok());
    EXPECT_FALSE(response.explored().hidden());
    return response.explored();
  };
  const auto good_in = [](const v1::ExploredEvaluation& explored) {
    return std::llround(explored.shown().value() * static_cast<double>(explored.places()));
  };
  const v1::ExploredEvaluation before = evaluated(61);
  // The next day's lists bring nothing of what the first ones brought.
  EXPECT_GT(before.lists(), std::ssize(lists_));
  int64_t good = 0;
  for (const ShownList& list : lists_) {
    for (size_t place = 0; place < list.hits.size() && place < 5; ++place) {
      good += list.hits[place].good ? 1 : 0;
    }
  }
  EXPECT_EQ(good_in(before), good);
  // On day 61 it is too late for those of day 0, and in time for those of day 1; on day 62 for none. Of every other
  // person the first outcome names an answer of day 0.
  v1::BatchRecordOutcomesRequest told;
  v1::BatchRecordOutcomesRequest told_later;
  int64_t in_time = 0;
  for (const ShownList& list : lists_) {
    const std::string mentee = absl::StrCat("mentees/", list.mentee.value);
    const bool names_answer = NamesAnswer(mentee);
    for (const ShownHit& hit : list.hits) {
      if (hit.place.group < 2 || hit.good) continue;
      const bool is_later = told.outcomes_size() > told_later.outcomes_size();
      v1::Outcome& late = *(is_later ? told_later : told).add_outcomes();
      late.set_mentee(mentee);
      late.set_vacancy(absl::StrCat("vacancies/", hit.vacancy.value));
      late.set_kind(v1::OUTCOME_KIND_INTERVIEW);
      late.set_date(StoryDay().PlusDays(is_later ? 62 : 61).ToString());
      const bool is_there = next_day[mentee].contains(late.vacancy());
      in_time += !is_later && !names_answer && is_there ? 1 : 0;
    }
  }
  ASSERT_GT(in_time, 5);
  Record(told);
  EXPECT_EQ(good_in(evaluated(61)), good + in_time);
  day_ = StoryDay().PlusDays(62);
  Record(told_later);
  EXPECT_EQ(good_in(evaluated(62)), good + in_time);
}

TEST_F(ExploredWayTest, ListsFromBeforeTheHistoryAreAllLeftOut) {
  Explore();
  Live();
  day_ = StoryDay().PlusDays(60);
  v1::EvaluateProfileRequest request;
  request.set_name("profiles/default");
  request.set_explored(true);
  v1::EvaluateProfileResponse response;
  ASSERT_TRUE(Evaluate(request, response).ok());
  ASSERT_FALSE(response.explored().hidden());
  ASSERT_OK_AND_ASSIGN(const auto repository, OpenRepository(db_));
  const int64_t now = absl::ToUnixSeconds(absl::Now());
  // No row of those lists has changed since, and still not all of what changed then is known.
  Put(std::vector<Vacancy>{StoryVacancy("new").Of("81302").In("14713")});
  ASSERT_OK(repository->ForgetHistory({now + 1000}, {now}));
  Put(std::vector<Vacancy>{StoryVacancy("newer").Of("81302").In("14713")});
  ASSERT_OK(repository->ForgetHistory({now + 2000}, {now + 1500}));
  ASSERT_TRUE(Evaluate(request, response).ok());
  EXPECT_TRUE(response.explored().hidden());
  EXPECT_EQ(response.explored_left_out(), 0) << "with hidden figures";
}

TEST_F(ExploredWayTest, WithoutALogThatIsSaidFirst) {
  config_.audit_folder.clear();
  config_.audit_key.clear();
  Start();
  v1::EvaluateProfileRequest request;
  request.set_name("profiles/default");
  request.set_explored(true);
  v1::EvaluateProfileResponse response;
  const grpc::Status status = Evaluate(request, response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(ErrorInfoOf(status).reason(), "NO_DECISION_LOG");
}

TEST_F(ExploredWayTest, OfFewPeopleNothingIsTold) {
  Explore();
  v1::BatchRecordOutcomesRequest told;
  for (int i = 0; i < 12; ++i) {
    const auto exact = MustRankExactly(RequestFor(i));
    if (exact.matches().empty()) continue;
    AddOutcome(i, exact.matches(0).vacancy(), true, 0, told);
  }
  MustRank(RequestFor(0));
  Record(told);
  day_ = StoryDay().PlusDays(70);
  v1::EvaluateProfileRequest request;
  request.set_explored(true);
  request.set_name("profiles/default");
  v1::EvaluateProfileResponse response;
  const grpc::Status status = Evaluate(request, response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  v1::ExploredEvaluation hidden;
  hidden.set_hidden(true);
  EXPECT_EQ(response.explored().SerializeAsString(), hidden.SerializeAsString());
}

}  // namespace
}  // namespace passung::server
