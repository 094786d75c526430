#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "google/protobuf/util/message_differencer.h"
#include "tests/server/server_fixture.h"

namespace passung::server {
namespace {

using google::protobuf::util::MessageDifferencer;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class MatchServiceTest : public ServerTest {
 protected:
  MatchServiceTest() { PutSmallWorld(); }

  v1::RankVacanciesResponse RankNurse(const v1::RankVacanciesRequest& changes = {}) {
    v1::RankVacanciesRequest request = changes;
    request.set_mentee("mentees/nurse");
    v1::RankVacanciesResponse response;
    const grpc::Status status = Rank(request, response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }
};

TEST_F(MatchServiceTest, ContributionsSumToTheScoreOfEveryHit) {
  const v1::RankVacanciesResponse response = RankNurse();
  ASSERT_GT(response.matches_size(), 0);
  for (const v1::Match& match : response.matches()) {
    int32_t sum = 0;
    for (const v1::Contribution& contribution : match.contributions()) {
      EXPECT_EQ(contribution.contribution(), contribution.points() * contribution.weight());
      sum += contribution.contribution();
    }
    EXPECT_EQ(sum, match.score()) << match.vacancy();
    EXPECT_LE(match.score_interval().min(), match.score());
    EXPECT_GE(match.score_interval().max(), match.score());
    EXPECT_EQ(match.mentee(), "mentees/nurse");
  }
}

TEST_F(MatchServiceTest, WithoutTheSummaryTheHitsAreTheSame) {
  v1::RankVacanciesRequest request;
  request.set_skip_summary(true);
  const v1::RankVacanciesResponse hits = RankNurse(request);
  EXPECT_FALSE(hits.has_summary());
  v1::RankVacanciesResponse all = RankNurse();
  EXPECT_TRUE(all.has_summary());
  all.clear_summary();
  EXPECT_EQ(hits.SerializeAsString(), all.SerializeAsString());
}

TEST_F(MatchServiceTest, SummaryCountsAllVacancies) {
  const v1::Summary summary = RankNurse().summary();
  EXPECT_EQ(summary.listed() + summary.closed(), 3);
  EXPECT_EQ(summary.open() + summary.later() + summary.unclear(), summary.listed());
}

TEST_F(MatchServiceTest, AllThreeMethodsGiveTheSameMatch) {
  const v1::RankVacanciesResponse from_mentee = RankNurse();
  ASSERT_GT(from_mentee.matches_size(), 0);
  const v1::Match& best = from_mentee.matches(0);

  v1::RankMenteesRequest mirror;
  mirror.set_vacancy(best.vacancy());
  v1::RankMenteesResponse from_vacancy;
  ASSERT_TRUE(Call(&v1::MatchService::Stub::RankMentees, mirror, from_vacancy).ok());
  ASSERT_EQ(from_vacancy.matches_size(), 1);
  EXPECT_TRUE(MessageDifferencer::Equals(from_vacancy.matches(0), best));

  v1::ExplainMatchRequest pair;
  pair.set_mentee("mentees/nurse");
  pair.set_vacancy(best.vacancy());
  v1::ExplainMatchResponse explained;
  ASSERT_TRUE(Call(&v1::MatchService::Stub::ExplainMatch, pair, explained).ok());
  EXPECT_TRUE(MessageDifferencer::Equals(explained.match(), best));
}

TEST_F(MatchServiceTest, AnInlineMenteeNeedNotBeStored) {
  v1::RankVacanciesRequest request;
  *request.mutable_inline_mentee() = wire::ToProto(
      StoryMentee("nurse").In("14713").Qualified("81302").WithGerman(LanguageLevel::kB1).Build());
  request.mutable_inline_mentee()->clear_name();
  v1::RankVacanciesResponse response;
  const grpc::Status status = Rank(request, response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  const v1::RankVacanciesResponse stored = RankNurse();
  ASSERT_EQ(response.matches_size(), stored.matches_size());
  EXPECT_EQ(response.matches(0).score(), stored.matches(0).score());
  EXPECT_EQ(response.matches(0).mentee(), "mentees/inline");
}

TEST_F(MatchServiceTest, WithoutADayTheServersTodayIsUsedAndNamed) {
  EXPECT_EQ(RankNurse().versions().as_of(), StoryDay().ToString());
  v1::RankVacanciesRequest request;
  request.set_as_of("2027-01-31");
  EXPECT_EQ(RankNurse(request).versions().as_of(), "2027-01-31");
}

TEST_F(MatchServiceTest, SentencesComeOnlyWhereALanguageIsNamed) {
  EXPECT_THAT(RankNurse().matches(0).contributions(0).text(), IsEmpty());
  v1::RankVacanciesRequest request;
  request.set_locale("de");
  const std::string german = RankNurse(request).matches(0).contributions(0).text();
  EXPECT_THAT(german, Not(IsEmpty()));
  request.set_locale("en");
  EXPECT_NE(RankNurse(request).matches(0).contributions(0).text(), german);
}

TEST_F(MatchServiceTest, OverridesAreAppliedAndEchoed) {
  v1::RankVacanciesRequest request;
  auto& weight = *request.add_weight_overrides();
  weight.set_criterion(v1::CRITERION_LANGUAGE_FIT);
  weight.set_weight(0);
  auto& rule_switch = *request.add_switch_overrides();
  rule_switch.set_rule(v1::RULE_REACH);
  rule_switch.set_rule_switch(v1::RULE_SWITCH_OFF);
  const v1::RankVacanciesResponse response = RankNurse(request);
  EXPECT_EQ(response.versions().weights().language_fit(), 0);
  EXPECT_EQ(response.versions().switches().reach(), v1::RULE_SWITCH_OFF);
  for (const auto& contribution : response.matches(0).contributions()) {
    EXPECT_NE(contribution.criterion(), v1::CRITERION_LANGUAGE_FIT);
  }
}

TEST_F(MatchServiceTest, LimitAndClassesAreKept) {
  v1::RankVacanciesRequest request;
  request.set_limit(1);
  EXPECT_EQ(RankNurse(request).matches_size(), 1);
  v1::RankVacanciesRequest closed;
  closed.add_classes(v1::HIT_CLASS_CLOSED);
  const v1::RankVacanciesResponse response = RankNurse(closed);
  EXPECT_EQ(response.matches_size(), response.summary().closed());
}

TEST_F(MatchServiceTest, TheLogNamesMethodAndCodeButNobody) {
  RankNurse();
  v1::RankVacanciesRequest request;
  request.set_mentee("mentees/somebody");
  v1::RankVacanciesResponse response;
  EXPECT_FALSE(Rank(request, response).ok());
  app_.reset();  // everything is written now
  EXPECT_THAT(log_.str(),
              HasSubstr(R"("method":"passung.v1.MatchService/RankVacancies","code":"OK")"));
  EXPECT_THAT(log_.str(), HasSubstr(R"("code":"NOT_FOUND","door":"grpc")"));
  EXPECT_THAT(log_.str(), Not(HasSubstr("nurse")));
  EXPECT_THAT(log_.str(), Not(HasSubstr("somebody")));
}

class BatchTest : public MatchServiceTest {
 protected:
  BatchTest() {
    Put(std::vector<Mentee>{StoryMentee("cook").In("14612").Qualified("29302"),
                            StoryMentee("clerk").In("14713").Qualified("62102")});
  }

  // All answers of a batch; `status` of its end.
  std::vector<v1::BatchRankVacanciesResponse> Batch(const v1::BatchRankVacanciesRequest& request,
                                                    grpc::Status* status = nullptr) {
    grpc::ClientContext context;
    const auto reader = match_->BatchRankVacancies(&context, request);
    std::vector<v1::BatchRankVacanciesResponse> answers;
    v1::BatchRankVacanciesResponse answer;
    while (reader->Read(&answer)) answers.push_back(answer);
    const grpc::Status end = reader->Finish();
    if (status != nullptr) {
      *status = end;
    } else {
      EXPECT_TRUE(end.ok()) << end.error_message();
    }
    return answers;
  }
  static std::vector<std::string> Names(
      const std::vector<v1::BatchRankVacanciesResponse>& answers) {
    std::vector<std::string> names;
    for (const auto& answer : answers) names.push_back(answer.mentee());
    return names;
  }
  grpc::Status RefusalOf(const v1::BatchRankVacanciesRequest& request) {
    grpc::Status status;
    EXPECT_THAT(Batch(request, &status), IsEmpty());
    return status;
  }
};

TEST_F(BatchTest, EachMenteeGetsTheAnswerOfTheUnaryCall) {
  for (const bool skip_summary : {false, true}) {
    v1::BatchRankVacanciesRequest request;
    request.set_all_mentees(true);
    request.mutable_ranking()->set_locale("de");
    request.mutable_ranking()->set_skip_summary(skip_summary);
    const auto answers = Batch(request);
    ASSERT_THAT(Names(answers), ElementsAre("mentees/clerk", "mentees/cook", "mentees/nurse"));
    for (const auto& answer : answers) {
      v1::RankVacanciesRequest unary = request.ranking();
      unary.set_mentee(answer.mentee());
      v1::RankVacanciesResponse response;
      ASSERT_TRUE(Rank(unary, response).ok());
      EXPECT_EQ(answer.ranking().SerializeAsString(), response.SerializeAsString());
    }
  }
}

TEST_F(BatchTest, NamesAreAnsweredInTheirOrderAndFaultyOnesByThemselves) {
  v1::BatchRankVacanciesRequest request;
  for (const char* name : {"mentees/nurse", "mentees/nobody", "people/x", "mentees/cook"}) {
    request.add_mentees(name);
  }
  const auto answers = Batch(request);
  ASSERT_THAT(Names(answers),
              ElementsAre("mentees/nurse", "mentees/nobody", "people/x", "mentees/cook"));
  EXPECT_TRUE(answers[0].has_ranking());
  EXPECT_EQ(answers[1].error().code(), static_cast<int>(grpc::StatusCode::NOT_FOUND));
  EXPECT_EQ(answers[2].error().code(), static_cast<int>(grpc::StatusCode::INVALID_ARGUMENT));
  EXPECT_TRUE(answers[3].has_ranking());
}

TEST_F(BatchTest, ABrokenStreamIsTakenUpAfterAMentee) {
  v1::BatchRankVacanciesRequest all;
  all.set_all_mentees(true);
  all.set_resume_after("mentees/clerk");
  EXPECT_THAT(Names(Batch(all)), ElementsAre("mentees/cook", "mentees/nurse"));
  v1::BatchRankVacanciesRequest listed;
  listed.add_mentees("mentees/nurse");
  listed.add_mentees("mentees/cook");
  listed.set_resume_after("mentees/nurse");
  EXPECT_THAT(Names(Batch(listed)), ElementsAre("mentees/cook"));
}

TEST_F(BatchTest, FaultsOfTheBatchAreNamedBeforeAnyAnswer) {
  v1::BatchRankVacanciesRequest request;
  EXPECT_THAT(FaultyFields(RefusalOf(request)), ElementsAre("mentees"));
  request.set_all_mentees(true);
  request.add_mentees("mentees/nurse");
  EXPECT_THAT(FaultyFields(RefusalOf(request)), ElementsAre("mentees"));
  request.set_all_mentees(false);
  request.mutable_ranking()->set_limit(1001);
  EXPECT_THAT(FaultyFields(RefusalOf(request)), ElementsAre("ranking.limit"));
  request.mutable_ranking()->set_limit(1);
  request.mutable_ranking()->set_as_of("yesterday");
  EXPECT_THAT(FaultyFields(RefusalOf(request)), ElementsAre("ranking.as_of"));
  request.mutable_ranking()->clear_as_of();
  request.mutable_ranking()->set_mentee("mentees/nurse");
  EXPECT_THAT(FaultyFields(RefusalOf(request)), ElementsAre("ranking.subject"));
  request.mutable_ranking()->clear_subject();
  request.add_mentees("mentees/nurse");
  EXPECT_THAT(FaultyFields(RefusalOf(request)), ElementsAre("mentees[1]"));
  request.mutable_mentees()->RemoveLast();
  request.set_resume_after("mentees/cook");
  EXPECT_THAT(FaultyFields(RefusalOf(request)), ElementsAre("resume_after"));
}

TEST_F(MatchServiceTest, ACallWhoseDeadlineHasPassedIsNotAnswered) {
  v1::RankVacanciesRequest request;
  request.set_mentee("mentees/nurse");
  v1::RankVacanciesResponse response;
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() - std::chrono::seconds(1));
  EXPECT_EQ(match_->RankVacancies(&context, request, &response).error_code(),
            grpc::StatusCode::DEADLINE_EXCEEDED);
}

}  // namespace
}  // namespace passung::server
