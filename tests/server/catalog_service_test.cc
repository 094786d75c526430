#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "google/protobuf/util/message_differencer.h"
#include "tests/server/server_fixture.h"
#include "tests/support/status_matchers.h"

namespace passung::server {
namespace {

using google::protobuf::util::MessageDifferencer;
using testing::ElementsAre;
using Stub = v1::CatalogService::Stub;

class CatalogServiceTest : public ServerTest {
 protected:
  v1::ListVacanciesResponse List(int page_size, const std::string& page_token) {
    v1::ListVacanciesRequest request;
    request.set_page_size(page_size);
    request.set_page_token(page_token);
    v1::ListVacanciesResponse response;
    const grpc::Status status = Call(&Stub::ListVacancies, request, response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  grpc::Status RefusalOfList(int page_size, const std::string& page_token) {
    v1::ListMenteesRequest request;
    request.set_page_size(page_size);
    request.set_page_token(page_token);
    v1::ListMenteesResponse response;
    return Call(&Stub::ListMentees, request, response);
  }

  int64_t Ranked() {
    v1::RankVacanciesRequest request;
    request.mutable_inline_mentee();
    v1::RankVacanciesResponse response;
    EXPECT_TRUE(Rank(request, response).ok());
    return response.summary().listed() + response.summary().closed();
  }
};

TEST_F(CatalogServiceTest, WhatIsPutComesBackWhole) {
  const Mentee mentee = StoryMentee("M1").In("14713").Qualified("81302", 4);
  Put(std::vector<Mentee>{mentee});
  v1::GetMenteeRequest request;
  request.set_name("mentees/M1");
  v1::Mentee found;
  ASSERT_TRUE(Call(&Stub::GetMentee, request, found).ok());
  EXPECT_NE(found.etag(), "");
  EXPECT_TRUE(found.record().has_expire_time());
  found.clear_etag();
  found.clear_record();
  EXPECT_TRUE(MessageDifferencer::Equals(found, wire::ToProto(mentee)));
}

TEST_F(CatalogServiceTest, AWriteIsSeenByTheNextQuestion) {
  EXPECT_EQ(Ranked(), 0);
  for (int i = 1; i <= 3; ++i) {
    Put(std::vector<Vacancy>{StoryVacancy(absl::StrCat("V", i)).Of("62102").In("14713")});
    EXPECT_EQ(Ranked(), i);
  }
  // A second version of the same vacancy is no second vacancy.
  Put(std::vector<Vacancy>{StoryVacancy("V1").Of("54101").In("14713")});
  EXPECT_EQ(Ranked(), 3);
}

TEST_F(CatalogServiceTest, WhatIsStoredOutlivesTheServer) {
  PutSmallWorld();
  Start();
  EXPECT_EQ(Ranked(), 3);
}

TEST_F(CatalogServiceTest, FaultyRowsAreReportedAndOnlyTheGoodOnesStored) {
  v1::BatchUpsertVacanciesRequest request;
  *request.add_vacancies() = wire::ToProto(StoryVacancy("good").Of("62102").Build());
  *request.add_vacancies() = wire::ToProto(StoryVacancy("bad").Of("62102").Build());
  request.mutable_vacancies(1)->mutable_occupations(0)->set_code("00000");
  *request.add_vacancies() = wire::ToProto(StoryVacancy("good").Of("54101").Build());
  request.add_vacancies();
  v1::BatchUpsertVacanciesResponse response;
  ASSERT_TRUE(Call(&Stub::BatchUpsertVacancies, request, response).ok());
  const v1::ImportReport& report = response.report();
  EXPECT_EQ(report.accepted(), 1);
  EXPECT_EQ(report.refused(), 3);
  ASSERT_EQ(report.records_size(), 4);
  EXPECT_EQ(report.records(0).verdict(), v1::RECORD_VERDICT_ACCEPTED);
  EXPECT_EQ(report.records(1).problems(0).field(), "vacancies[1].occupations[0].code");
  EXPECT_EQ(report.records(2).problems(0).field(), "vacancies[2].name");
  EXPECT_EQ(report.records(3).problems(0).field(), "vacancies[3].name");
  EXPECT_EQ(report.records(3).line(), 4);
  EXPECT_EQ(Ranked(), 1);
}

TEST_F(CatalogServiceTest, ABatchOfFaultyRowsOnlyChangesNothing) {
  const int64_t before = Put(std::vector<Vacancy>{StoryVacancy("V").Of("62102")}).revision();
  v1::BatchUpsertVacanciesRequest request;
  request.add_vacancies()->set_name("vacancies/");
  v1::BatchUpsertVacanciesResponse response;
  ASSERT_TRUE(Call(&Stub::BatchUpsertVacancies, request, response).ok());
  EXPECT_EQ(response.report().refused(), 1);
  EXPECT_EQ(response.revision(), before);
}

TEST_F(CatalogServiceTest, ValidateOnlyStoresNothing) {
  v1::BatchUpsertVacanciesRequest request;
  request.set_validate_only(true);
  *request.add_vacancies() = wire::ToProto(StoryVacancy("V").Of("62102").Build());
  v1::BatchUpsertVacanciesResponse response;
  ASSERT_TRUE(Call(&Stub::BatchUpsertVacancies, request, response).ok());
  EXPECT_EQ(response.report().accepted(), 1);
  EXPECT_EQ(Ranked(), 0);
}

TEST_F(CatalogServiceTest, AnEmptyOrTooLargeBatchIsRefusedAsAWhole) {
  v1::BatchUpsertMenteesRequest request;
  v1::BatchUpsertMenteesResponse response;
  EXPECT_THAT(FaultyFields(Call(&Stub::BatchUpsertMentees, request, response)),
              ElementsAre("mentees"));
  for (int i = 0; i <= 1000; ++i) request.add_mentees();
  const grpc::Status status = Call(&Stub::BatchUpsertMentees, request, response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(FaultyFields(status), ElementsAre("mentees"));
}

TEST_F(CatalogServiceTest, PagesFollowEachOtherWithoutGapOrRepetition) {
  std::vector<Vacancy> vacancies;
  for (int i = 0; i < 7; ++i) vacancies.push_back(StoryVacancy(absl::StrCat("V", i)));
  Put(vacancies);
  std::vector<std::string> names;
  std::string token;
  do {
    const v1::ListVacanciesResponse page = List(3, token);
    EXPECT_LE(page.vacancies_size(), 3);
    for (const v1::Vacancy& vacancy : page.vacancies()) names.push_back(vacancy.name());
    token = page.next_page_token();
  } while (!token.empty());
  EXPECT_THAT(names, ElementsAre("vacancies/V0", "vacancies/V1", "vacancies/V2", "vacancies/V3",
                                 "vacancies/V4", "vacancies/V5", "vacancies/V6"));
}

TEST_F(CatalogServiceTest, APageTokenBelongsToItsList) {
  Put(std::vector<Vacancy>{StoryVacancy("V1"), StoryVacancy("V2")});
  const std::string token = List(1, "").next_page_token();
  ASSERT_FALSE(token.empty());
  EXPECT_THAT(FaultyFields(RefusalOfList(1, token)), ElementsAre("page_token"));
}

TEST_F(CatalogServiceTest, APageGoesOnAtAnotherServerOfTheSameKey) {
  Put(std::vector<Vacancy>{StoryVacancy("V1"), StoryVacancy("V2")});
  config_.page_key = db_ + ".page.key";
  std::ofstream(config_.page_key) << std::string(32, 'p') << "\n";
  Start();
  const std::string token = List(1, "").next_page_token();
  Start();
  EXPECT_THAT(List(1, token).vacancies(), testing::SizeIs(1));
  std::ofstream(config_.page_key) << std::string(32, 'q') << "\n";
  Start();
  v1::ListVacanciesRequest request;
  request.set_page_size(1);
  request.set_page_token(token);
  v1::ListVacanciesResponse response;
  EXPECT_THAT(FaultyFields(Call(&Stub::ListVacancies, request, response)),
              ElementsAre("page_token"));
  std::ofstream(config_.page_key) << "short\n";
  const auto refused = [&] {
    return App::Start(
               config_, [] { return StoryDay(); }, log_)
        .status();
  };
  EXPECT_THAT(refused(),
              StatusIs(absl::StatusCode::kInvalidArgument, testing::HasSubstr("--page-key: ")));
  std::remove(config_.page_key.c_str());
  EXPECT_THAT(refused(), StatusIs(absl::StatusCode::kNotFound, testing::HasSubstr("--page-key: ")));
}

TEST_F(CatalogServiceTest, AnEndThatIsNotGivenIsWhatTheServerIsSetTo) {
  config_.expire_after_months = 3;
  Start();
  const int64_t now = absl::ToUnixSeconds(absl::Now());
  Put(std::vector<Mentee>{StoryMentee("M1")});
  v1::GetMenteeRequest request;
  request.set_name("mentees/M1");
  v1::Mentee found;
  ASSERT_TRUE(Call(&Stub::GetMentee, request, found).ok());
  constexpr int64_t kDay = 86'400;
  EXPECT_GE(found.record().expire_time().seconds(), now + 88 * kDay);
  EXPECT_LE(found.record().expire_time().seconds(), now + 94 * kDay);
}

TEST_F(CatalogServiceTest, MalformedPagesAreRefused) {
  EXPECT_THAT(FaultyFields(RefusalOfList(-1, "")), ElementsAre("page_size"));
  EXPECT_THAT(FaultyFields(RefusalOfList(0, "garbage!")), ElementsAre("page_token"));
  EXPECT_THAT(FaultyFields(RefusalOfList(0, "AAAA")), ElementsAre("page_token"));
  EXPECT_TRUE(RefusalOfList(100000, "").ok()) << "larger pages are cut, not refused";
}

TEST_F(CatalogServiceTest, WhatIsNotThereIsNotFound) {
  v1::GetVacancyRequest request;
  request.set_name("vacancies/none");
  v1::Vacancy found;
  EXPECT_EQ(Call(&Stub::GetVacancy, request, found).error_code(), grpc::StatusCode::NOT_FOUND);
  request.set_name("none");
  EXPECT_THAT(FaultyFields(Call(&Stub::GetVacancy, request, found)), ElementsAre("name"));
}

}  // namespace
}  // namespace passung::server
