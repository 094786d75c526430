// Logged answers come again byte by byte, or it is said why they cannot. PASSUNG_LONG=1 gives a thousand again.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <random>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/clock.h"
#include "google/protobuf/util/json_util.h"
#include "passung/market.h"
#include "server/audit/chain_files.h"
#include "tests/server/sample_requests.h"
#include "tests/support/status_matchers.h"

namespace passung::server {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr char kNurse[] = R"({"mentee":"mentees/nurse","locale":"de"})";
constexpr char kRank[] = "passung.v1.MatchService/RankVacancies";

class ReplayTest : public EveryMethodTest {
 protected:
  struct Given {
    int64_t number;
    std::string bytes;
    v1::Mentee described;  // of a request about nobody stored
  };

  // The answer, and where it stands in the log.
  Given Ask(const std::string& path, const std::string& request) {
    std::string bytes = MustAsk(path, request);
    return {.number = LastEntry(), .bytes = std::move(bytes), .described = {}};
  }
  int64_t LastEntry() const { return ReadChainHead(Decisions()).value().last; }
  ChainedLog::Options Decisions() const {
    return {.folder = config_.audit_folder, .name = "decisions", .key = std::string(32, 'k')};
  }

  grpc::Status Replay(const Given& given, v1::ReplayAnswerResponse& response) {
    v1::ReplayAnswerRequest request;
    request.set_number(given.number);
    if (given.described.ByteSizeLong() > 0) *request.mutable_inline_mentee() = given.described;
    return Call(&v1::AdminService::Stub::ReplayAnswer, request, response);
  }
  void ExpectSame(const Given& given) {
    v1::ReplayAnswerResponse response;
    const grpc::Status status = Replay(given, response);
    ASSERT_TRUE(status.ok()) << given.number << ": " << status.error_message();
    EXPECT_TRUE(response.answer() == given.bytes) << given.number << " " << response.method();
  }
  void ExpectRefusal(const Given& given, absl::string_view reason) {
    v1::ReplayAnswerResponse response;
    const grpc::Status status = Replay(given, response);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
    EXPECT_EQ(ErrorInfoOf(status).reason(), reason) << status.error_message();
    EXPECT_EQ(response.ByteSizeLong(), 0U);
  }
  void Purge(const char* name) {
    MustAsk("passung.v1.AdminService/PurgePerson", absl::StrCat(R"({"name":")", name, R"("})"));
  }
};

// ---- The same bytes -----------------------------------------------------------------------------

// A market in which everything changes while it is asked about.
class ReplayMarketTest : public ReplayTest {
 protected:
  static constexpr int kMentees = 12;
  static constexpr int kVacancies = 60;

  ReplayMarketTest() {
    Put(market_);
    v1::ProfileVersion shipped;
    EXPECT_TRUE(shipped.ParseFromString(
        MustAsk("passung.v1.ProfileService/GetProfile", R"({"name":"profiles/near_home"})")));
    shipped.mutable_profile()->set_name("profiles/own");
    shipped.mutable_profile()->clear_version();
    for (int version = 1; version <= 2; ++version) {
      const std::string profile = Encode(Encoding::kJson, shipped.profile()).value();
      MustAsk("passung.v1.ProfileService/CreateProfileVersion",
              absl::StrCat(R"({"profile":)", profile, "}"));
      shipped.mutable_profile()->mutable_weights()->set_language_fit(
          shipped.profile().weights().language_fit() + 500);
      shipped.mutable_profile()->mutable_weights()->set_district_fit(
          shipped.profile().weights().district_fit() - 500);
    }
  }

  std::string SomeMenteeName() {
    return absl::StrCat("mentees/", market_.MenteeAt(Pick(kMentees)).id.value);
  }
  std::string SomeVacancyName() {
    return absl::StrCat("vacancies/", market_.VacancyAt(Pick(kVacancies)).id.value);
  }
  int64_t Pick(int64_t count) {
    return static_cast<int64_t>(random_() % static_cast<uint64_t>(count));
  }

  void ChangeSomething() {
    switch (Pick(5)) {
      case 0: {
        Mentee mentee = market_.MenteeAt(Pick(kMentees));
        mentee.facts.max_travel_minutes = static_cast<int32_t>(10 + Pick(80));
        Put(std::vector<Mentee>{mentee});
        return;
      }
      case 1: {
        Vacancy vacancy = market_.VacancyAt(Pick(kVacancies));
        vacancy.openings = static_cast<int32_t>(1 + Pick(9));
        vacancy.title = absl::StrCat(vacancy.title, " ", Pick(100));
        Put(std::vector<Vacancy>{vacancy});
        return;
      }
      case 2:
        MustAsk("passung.v1.ProfileService/ActivateProfile",
                absl::StrCat(R"({"name":"profiles/own","version":)", 1 + Pick(2), "}"));
        return;
      case 3:
        MustAsk(
            "passung.v1.OfferService/BatchUpsertOffers",
            absl::StrCat(R"({"offers":[{"name":"offers/b2","kind":"OFFER_KIND_VOCATIONAL_GERMAN",)",
                         R"("levelTo":"LANGUAGE_LEVEL_B2","placesLeft":)", Pick(20), "}]}"));
        return;
      default:
        Put(std::vector<Vacancy>{market_.VacancyAt(Pick(kVacancies))});
    }
  }

  Given AskSomething() {
    const std::string mentee = absl::StrCat(R"("mentee":")", SomeMenteeName(), R"(")");
    const std::string vacancy = absl::StrCat(R"("vacancy":")", SomeVacancyName(), R"(")");
    const auto ask = [&](absl::string_view method, absl::string_view more) {
      return Ask(absl::StrCat("passung.v1.MatchService/", method), absl::StrCat("{", more, "}"));
    };
    switch (Pick(12)) {
      case 0:
        return ask("RankVacancies", mentee);
      case 1:
        return ask("RankVacancies", absl::StrCat(mentee, R"(,"locale":"de","limit":5)"));
      case 2:
        return ask("RankVacancies",
                   absl::StrCat(mentee, R"(,"profile":"profiles/own","skipSummary":true,)",
                                R"("asOf":"2026-03-01","view":"VIEW_BASIC","locale":"en")"));
      case 3:
        return ask("RankMentees", absl::StrCat(vacancy, R"(,"locale":"en")"));
      case 4:
        return ask("RankMentees", absl::StrCat(vacancy, R"(,"purpose":"PURPOSE_COUNSELLING")"));
      case 5:
        return ask("ExplainMatch", absl::StrCat(mentee, ",", vacancy, R"(,"locale":"de")"));
      case 6:
        return ask("ExplainAbsence", absl::StrCat(mentee, ",", vacancy, R"(,"locale":"en")"));
      case 7:
        return ask("AnalyzeUnknowns", absl::StrCat(mentee, R"(,"locale":"de")"));
      case 8:
        return ask("RankByFirstDay", absl::StrCat(mentee, R"(,"locale":"de")"));
      case 9:
        return ask("AnalyzeSteps", absl::StrCat(mentee, R"(,"locale":"de","limit":5)"));
      case 10:
        return ask("AnalyzeRelaxations", absl::StrCat(vacancy, R"(,"locale":"de")"));
      default:
        return AskOfSomebodyDescribed();
    }
  }

  Given AskOfSomebodyDescribed() {
    v1::RankVacanciesRequest request;
    *request.mutable_inline_mentee() = wire::ToProto(market_.MenteeAt(Pick(kMentees)));
    request.mutable_inline_mentee()->set_name("");
    v1::RankVacanciesResponse response;
    EXPECT_TRUE(Rank(request, response).ok());
    return {.number = LastEntry(),
            .bytes = response.SerializeAsString(),
            .described = request.inline_mentee()};
  }

  const MarketMaker market_ =
      MarketMaker::Create(
          {.mentees = kMentees, .vacancies = kVacancies, .seed = 3, .today = StoryDay()})
          .value();
  std::mt19937_64 random_{20261129};
};

TEST_F(ReplayMarketTest, AnswersComeAgainByteByByteWhateverWasWrittenInBetween) {
  const int wanted = std::getenv("PASSUNG_LONG") != nullptr ? 1000 : 60;
  std::vector<Given> given;
  while (static_cast<int>(given.size()) < wanted) {
    ChangeSomething();
    given.push_back(AskSomething());
  }
  Start();  // also after a restart
  std::shuffle(given.begin(), given.end(), random_);
  for (const Given& one : given) ASSERT_NO_FATAL_FAILURE(ExpectSame(one));
  RecordProperty("replayed", static_cast<int>(given.size()));
}

TEST_F(ReplayMarketTest, TheAnswersOfABatchComeAgainOneByOne) {
  const int64_t before = LastEntry();
  const Method& method = MethodAt("passung.v1.MatchService/BatchRankVacancies");
  const RawAnswer batch =
      OverGrpc(channel_, method, ToBytes(method, {R"({"allMentees":true,"ranking":{"limit":3}})"}));
  ASSERT_EQ(batch.status.code(), 0);
  ChangeSomething();
  int64_t number = before;
  for (const std::string& bytes : batch.messages) {
    v1::BatchRankVacanciesResponse one;
    ASSERT_TRUE(one.ParseFromString(bytes));
    if (!one.has_ranking()) continue;
    ExpectSame({.number = ++number, .bytes = one.ranking().SerializeAsString(), .described = {}});
  }
  EXPECT_EQ(number, before + kMentees + 1);
}

TEST_F(ReplayTest, WhatIsSaidBesideTheBytesIsThatOfTheLog) {
  const Given given = Ask(kRank, kNurse);
  v1::ReplayAnswerResponse response;
  ASSERT_TRUE(Replay(given, response).ok());
  EXPECT_EQ(response.method(), kRank);
  EXPECT_EQ(response.answer_type(), "passung.v1.RankVacanciesResponse");
  EXPECT_THAT(response.mentees(), ElementsAre("mentees/nurse"));
  EXPECT_FALSE(response.others_purged());
  EXPECT_EQ(response.answer_digest().size(), 64U);
  EXPECT_GT(response.time().seconds(), 0);
}

// ---- People -------------------------------------------------------------------------------------

TEST_F(ReplayTest, OfSomebodyWhoWasPurgedNothingComesAgain) {
  const Given rank = Ask(kRank, kNurse);
  const Given mirror =
      Ask("passung.v1.MatchService/RankMentees", R"({"vacancy":"vacancies/ward"})");
  Purge("mentees/nurse");
  ExpectRefusal(rank, "PERSON_PURGED");
  ExpectRefusal(mirror, "PERSON_PURGED");
  // Nor where somebody comes under the same name.
  PutSmallWorld();
  ExpectRefusal(rank, "PERSON_PURGED");
}

TEST_F(ReplayTest, TheAnswersOfOthersComeAgainAfterAPurge) {
  Put(std::vector<Mentee>{StoryMentee("other").In("14713")});
  const Given given = Ask(kRank, kNurse);
  Purge("mentees/other");
  v1::ReplayAnswerResponse response;
  ASSERT_TRUE(Replay(given, response).ok());
  EXPECT_EQ(response.answer(), given.bytes);
  EXPECT_TRUE(response.others_purged());
}

TEST_F(ReplayTest, WhereSomebodyWasCountedWhoWasPurgedNothingComesAgain) {
  // Too far away for the list, but counted in the summary.
  Put(std::vector<Mentee>{StoryMentee("other").In("14612").Qualified("81302")});
  const Given given =
      Ask("passung.v1.MatchService/RankMentees", R"({"vacancy":"vacancies/ward","limit":1})");
  v1::RankMenteesResponse shown;
  ASSERT_TRUE(shown.ParseFromString(given.bytes));
  ASSERT_EQ(shown.matches_size(), 1);
  const std::string counted =
      shown.matches(0).mentee() == "mentees/nurse" ? "mentees/other" : "mentees/nurse";
  Purge(counted.c_str());
  ExpectRefusal(given, "PERSON_PURGED");
}

TEST_F(ReplayTest, OfSomebodyWhoIsRestrictedNothingIsShown) {
  const Given given = Ask(kRank, kNurse);
  MustAsk("passung.v1.AdminService/RestrictPerson",
          R"({"name":"mentees/nurse","restricted":true})");
  v1::ReplayAnswerResponse response;
  const grpc::Status status = Replay(given, response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(ErrorInfoOf(status).reason(), "PERSON_RESTRICTED");
}

TEST_F(ReplayTest, SomebodyWhoWasOnlyDescribedHasToBeDescribedAgain) {
  v1::RankVacanciesRequest request;
  *request.mutable_inline_mentee() = wire::ToProto(
      Mentee(StoryMentee("x").In("14713").Qualified("81302").WithGerman(LanguageLevel::kB1)));
  v1::RankVacanciesResponse shown;
  ASSERT_TRUE(Rank(request, shown).ok());
  Given given = {.number = LastEntry(), .bytes = shown.SerializeAsString(), .described = {}};
  ExpectRefusal(given, "REQUEST_NOT_KEPT");
  given.described = request.inline_mentee();
  ExpectSame(given);
  given.described.mutable_facts()->set_max_travel_minutes(5);
  v1::ReplayAnswerResponse response;
  EXPECT_THAT(FaultyFields(Replay(given, response)), ElementsAre("inline_mentee"));
}

TEST_F(ReplayTest, ALookAtAnAnswerIsALookAtThePeopleInIt) {
  const Given given =
      Ask("passung.v1.MatchService/RankMentees", R"({"vacancy":"vacancies/helper"})");
  ExpectSame(given);
  std::vector<std::string> people;
  std::string method;
  const auto take = [&](const ChainEntry& line) -> absl::StatusOr<bool> {
    v1::AccessEntry entry;
    EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(line.entry, &entry).ok());
    if (entry.who() == "server") return true;
    method = entry.method();
    people.assign(entry.people().begin(), entry.people().end());
    return true;
  };
  ASSERT_OK(ReadChain({.folder = config_.audit_folder, .name = "access"}, 1, take));
  EXPECT_EQ(method, "passung.v1.AdminService/ReplayAnswer");
  EXPECT_EQ(people.size(), 1U);
}

// ---- Refusals -----------------------------------------------------------------------------------

TEST_F(ReplayTest, WhatIsOlderThanTheHistoryIsRefused) {
  const Given given = Ask(kRank, kNurse);
  ASSERT_OK_AND_ASSIGN(const auto repository, OpenRepository(db_));
  const int64_t now = absl::ToUnixSeconds(absl::Now());
  PutSmallWorld();
  Put(std::vector<Mentee>{StoryMentee("nurse").In("14612")});
  ASSERT_OK(repository->ForgetHistory({now + 1000}, {now}));
  Put(std::vector<Mentee>{StoryMentee("nurse").In("14713")});
  ASSERT_OK(repository->ForgetHistory({now + 2000}, {now + 1500}));
  ExpectRefusal(given, "HISTORY_FORGOTTEN");
  v1::ServerStatus status;
  ASSERT_TRUE(
      Call(&v1::AdminService::Stub::GetServerStatus, v1::GetServerStatusRequest(), status).ok());
  EXPECT_GT(status.history_from(), 0);
}

TEST_F(ReplayTest, AnotherVersionOfTheEngineIsNamed) {
  Given given = Ask(kRank, kNurse);
  app_.reset();
  {
    ASSERT_OK_AND_ASSIGN(const auto log, ChainedLog::Open(Decisions()));
    std::string entry;
    ASSERT_OK(ReadChain(Decisions(), given.number, [&](const ChainEntry& line) {
      entry = line.entry;
      return absl::StatusOr<bool>(false);
    }));
    entry = absl::StrReplaceAll(entry, {{R"("engineVersion":")", R"("engineVersion":"0.0.)"}});
    ASSERT_OK_AND_ASSIGN(given.number, log->Append(entry));
  }
  Start();
  ExpectRefusal(given, "OTHER_ENGINE");
  v1::ReplayAnswerResponse response;
  EXPECT_THAT(Replay(given, response).error_message(), HasSubstr("0.0."));
}

TEST_F(ReplayTest, OfWhatIsNotInTheLogNothingCanBeSaid) {
  v1::ReplayAnswerResponse response;
  EXPECT_EQ(Replay({.number = 1'000'000, .bytes = "", .described = {}}, response).error_code(),
            grpc::StatusCode::NOT_FOUND);
  EXPECT_THAT(FaultyFields(Replay({.number = 0, .bytes = "", .described = {}}, response)),
              ElementsAre("number"));
}

TEST_F(ReplayTest, AReportIsNotGivenAgain) {
  const Given given = Ask("passung.v1.ReportService/ReportAdequacy", R"({"limit":5})");
  ExpectRefusal(given, "NOT_REPLAYABLE");
}

TEST_F(ReplayTest, AServerWithoutALogSaysSo) {
  const Given given = Ask(kRank, kNurse);
  config_.audit_folder.clear();
  config_.audit_key.clear();
  Start();
  ExpectRefusal(given, "NO_DECISION_LOG");
}

// An entry that was made from other rows than those of its revision does not pass for an answer.
TEST_F(ReplayTest, AnAnswerThatComesOutDifferentlyIsNotShown) {
  Given given = Ask(kRank, kNurse);
  app_.reset();
  {
    ASSERT_OK_AND_ASSIGN(const auto log, ChainedLog::Open(Decisions()));
    std::string entry;
    ASSERT_OK(ReadChain(Decisions(), given.number, [&](const ChainEntry& line) {
      entry = line.entry;
      return absl::StatusOr<bool>(false);
    }));
    entry = absl::StrReplaceAll(entry, {{R"("answerDigest":")", R"("answerDigest":"0)"}});
    ASSERT_OK_AND_ASSIGN(given.number, log->Append(entry));
  }
  Start();
  v1::ReplayAnswerResponse response;
  const grpc::Status status = Replay(given, response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::DATA_LOSS);
  EXPECT_EQ(ErrorInfoOf(status).reason(), "ANSWER_DIFFERS");
}

}  // namespace
}  // namespace passung::server
