// Every refusal of a question: the code, the field it names, and that the server goes on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "tests/server/server_fixture.h"

namespace passung::server {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class BadInputTest : public ServerTest {
 protected:
  BadInputTest() { PutSmallWorld(); }

  ~BadInputTest() override {
    // Whatever was asked before, the next good question is answered.
    v1::RankVacanciesRequest request;
    request.set_mentee("mentees/nurse");
    v1::RankVacanciesResponse response;
    EXPECT_TRUE(Rank(request, response).ok());
  }

  // The error of a good question after `spoil`.
  grpc::Status RefusalOf(const std::function<void(v1::RankVacanciesRequest&)>& spoil) {
    v1::RankVacanciesRequest request;
    request.set_mentee("mentees/nurse");
    spoil(request);
    v1::RankVacanciesResponse response;
    return Rank(request, response);
  }

  void ExpectFault(const std::string& field,
                   const std::function<void(v1::RankVacanciesRequest&)>& spoil) {
    const grpc::Status status = RefusalOf(spoil);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT) << status.error_message();
    EXPECT_THAT(FaultyFields(status), ElementsAre(field)) << status.error_message();
    EXPECT_EQ(ErrorInfoOf(status).domain(), "passung");
    EXPECT_EQ(ErrorInfoOf(status).reason(), "INVALID_FIELD");
    EXPECT_LE(status.error_message().size(), 1024U);
  }

  void ExpectFaultInline(const std::string& field, const std::function<void(v1::Mentee&)>& spoil) {
    ExpectFault(field, [&](v1::RankVacanciesRequest& request) {
      *request.mutable_inline_mentee() =
          wire::ToProto(StoryMentee("M").In("14713").Qualified("81302").Build());
      spoil(*request.mutable_inline_mentee());
    });
  }
};

TEST_F(BadInputTest, NobodyIsAskedAbout) {
  ExpectFault("mentee", [](auto& request) { request.clear_subject(); });
}

TEST_F(BadInputTest, ANameOfAnotherForm) {
  ExpectFault("mentee", [](auto& request) { request.set_mentee("people/nurse"); });
  ExpectFault("mentee", [](auto& request) { request.set_mentee("mentees/no such id"); });
}

TEST_F(BadInputTest, WhoIsNotStoredIsNotFound) {
  const grpc::Status status =
      RefusalOf([](auto& request) { request.set_mentee("mentees/nobody"); });
  EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_THAT(status.error_message(), HasSubstr("mentees/nobody"));
  EXPECT_EQ(ErrorInfoOf(status).reason(), "RESOURCE_NOT_FOUND");
}

TEST_F(BadInputTest, AProfileThatIsNotThereIsNotFound) {
  const grpc::Status status =
      RefusalOf([](auto& request) { request.set_profile("profiles/fancy"); });
  EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_THAT(status.error_message(), HasSubstr("near_home"));
}

TEST_F(BadInputTest, AFilterOfAnotherForm) {
  ExpectFault("filter.districts[0]",
              [](auto& request) { request.mutable_filter()->add_districts("Leipzig"); });
  ExpectFault("filter.kinds[0]", [](auto& request) {
    request.mutable_filter()->add_kinds(v1::VACANCY_KIND_UNSPECIFIED);
  });
  ExpectFault("filter.occupations[0]",
              [](auto& request) { request.mutable_filter()->add_occupations("nurse"); });
  ExpectFault("filter.employers[0]",
              [](auto& request) { request.mutable_filter()->add_employers("clinic"); });
  ExpectFault("filter.districts", [](auto& request) {
    for (int i = 0; i < 501; ++i) request.mutable_filter()->add_districts("14713");
  });
}

TEST_F(BadInputTest, AnImpossibleDay) {
  ExpectFault("as_of", [](auto& request) { request.set_as_of("2026-02-30"); });
  ExpectFaultInline("inline_mentee.facts.qualifications[0].valid.from", [](v1::Mentee& mentee) {
    mentee.mutable_facts()->mutable_qualifications(0)->mutable_valid()->set_from("2026-13-01");
  });
}

TEST_F(BadInputTest, ALimitOutOfRange) {
  ExpectFault("limit", [](auto& request) { request.set_limit(-1); });
  ExpectFault("limit", [](auto& request) { request.set_limit(1001); });
}

TEST_F(BadInputTest, AnUnknownClass) {
  ExpectFault("classes[0]",
              [](auto& request) { request.add_classes(static_cast<v1::HitClass>(9)); });
}

// Each named class would be a line in the log of decisions.
TEST_F(BadInputTest, AClassNamedTwice) {
  ExpectFault("classes[1]", [](auto& request) {
    request.add_classes(v1::HIT_CLASS_OPEN);
    request.add_classes(v1::HIT_CLASS_OPEN);
  });
}

TEST_F(BadInputTest, AnUnknownLanguageOfTexts) {
  ExpectFault("locale", [](auto& request) { request.set_locale("fr"); });
}

TEST_F(BadInputTest, AWeightOfNoCriterion) {
  ExpectFault("weight_overrides[0].criterion",
              [](auto& request) { request.add_weight_overrides()->set_weight(1); });
}

TEST_F(BadInputTest, ANegativeWeight) {
  const grpc::Status status = RefusalOf([](auto& request) {
    auto& weight = *request.add_weight_overrides();
    weight.set_criterion(v1::CRITERION_OCCUPATION_FIT);
    weight.set_weight(-5);
  });
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(status.error_message(), HasSubstr("occupation_fit"));
  EXPECT_THAT(status.error_message(), HasSubstr("-5"));
  EXPECT_EQ(FaultyFields(status).size(), 1U);
}

TEST_F(BadInputTest, AnUnknownOccupationCode) {
  ExpectFaultInline("inline_mentee.facts.qualifications[0].occupation", [](v1::Mentee& mentee) {
    mentee.mutable_facts()->mutable_qualifications(0)->set_occupation("99999");
  });
}

// "C3" cannot be said in the contract; a client that tries sends a number that is no level.
TEST_F(BadInputTest, ALevelThatDoesNotExist) {
  ExpectFaultInline("inline_mentee.facts.german[0].levels.speaking", [](v1::Mentee& mentee) {
    mentee.mutable_facts()->clear_german();
    mentee.mutable_facts()->add_german()->mutable_levels()->set_speaking(
        static_cast<v1::LanguageLevel>(42));
  });
}

TEST_F(BadInputTest, ANumberOutOfRange) {
  ExpectFaultInline("inline_mentee.facts.qualifications[0].dqr_level", [](v1::Mentee& mentee) {
    mentee.mutable_facts()->mutable_qualifications(0)->set_dqr_level(9);
  });
}

TEST_F(BadInputTest, TextThatIsNoUtf8) {
  const grpc::Status status =
      RefusalOf([](auto& request) { request.set_mentee("mentees/\xff\xfe"); });
  EXPECT_FALSE(status.ok());
}

TEST_F(BadInputTest, FiveMebibytes) {
  const grpc::Status status =
      RefusalOf([](auto& request) { request.set_profile(std::string(5 << 20, 'x')); });
  EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
}

TEST_F(BadInputTest, ALongFaultyValueIsCutInTheMessage) {
  const grpc::Status status =
      RefusalOf([](auto& request) { request.set_profile(std::string(5000, 'x')); });
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_LE(status.error_message().size(), 1024U);
}

TEST_F(BadInputTest, APairNeedsBothSides) {
  v1::ExplainMatchRequest request;
  request.set_mentee("mentees/nurse");
  v1::ExplainMatchResponse response;
  EXPECT_THAT(FaultyFields(Call(&v1::MatchService::Stub::ExplainMatch, request, response)),
              ElementsAre("vacancy"));
  request.set_vacancy("vacancies/nowhere");
  EXPECT_EQ(Call(&v1::MatchService::Stub::ExplainMatch, request, response).error_code(),
            grpc::StatusCode::NOT_FOUND);
}

TEST_F(BadInputTest, SelfEmploymentIsStoredAndNeverRanked) {
  Put(std::vector<Vacancy>{StoryVacancy("own").Of("62102").Kind(VacancyKind::kSelfEmployed)});
  v1::RankMenteesRequest request;
  request.set_vacancy("vacancies/own");
  v1::RankMenteesResponse response;
  EXPECT_EQ(Call(&v1::MatchService::Stub::RankMentees, request, response).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
}

}  // namespace
}  // namespace passung::server
