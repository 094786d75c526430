// One question for many mentees, with and without helpers.
#include "proto/answer/batch_ranking.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/proto/answer/answer_fixture.h"

namespace passung::answer {
namespace {

constexpr int kMentees = 83;

class BatchRankingTest : public AnswerTest {
 protected:
  BatchRankingTest() {
    WriteBatch batch;
    for (int i = 0; i < kMentees; ++i) {
      batch.upsert_mentees.push_back(
          StoryMentee(absl::StrCat("m", 100 + i))
              .In("14713")
              .Qualified(i % 2 == 0 ? "81302" : "62102")
              .WithGerman(i % 3 == 0 ? LanguageLevel::kA2 : LanguageLevel::kB1));
    }
    for (int i = 0; i < 30; ++i) {
      batch.upsert_vacancies.push_back(
          StoryVacancy(absl::StrCat("v", i)).Of(i % 2 == 0 ? "81301" : "62102").In("14713"));
    }
    EXPECT_TRUE(backend_->Write(batch).ok());
    request_.set_all_mentees(true);
    request_.mutable_ranking()->set_skip_summary(true);
    request_.mutable_ranking()->set_limit(5);
  }

  std::unique_ptr<BatchRanking> Begin() {
    return BatchRanking::Start(request_, MatchContextOf(Context()), backend_->repository()).value();
  }
  static std::vector<std::string> AllOf(BatchRanking& batch) {
    std::vector<std::string> answers;
    for (auto next = batch.Next(); next.value(); next = batch.Next()) {
      answers.push_back(**std::move(next));
    }
    return answers;
  }

  v1::BatchRankVacanciesRequest request_;
};

TEST_F(BatchRankingTest, AnswersComeInTheOrderOfTheMenteesWhoeverMakesThem) {
  const std::vector<std::string> alone = AllOf(*Begin());
  ASSERT_EQ(alone.size(), size_t{kMentees});
  for (int i = 0; i < kMentees; ++i) {
    v1::BatchRankVacanciesResponse answer;
    ASSERT_TRUE(answer.ParseFromString(alone[static_cast<size_t>(i)]));
    EXPECT_EQ(answer.mentee(), absl::StrCat("mentees/m", 100 + i));
    EXPECT_EQ(answer.ranking().matches_size(), 5);
  }
  for (int round = 0; round < 20; ++round) {
    const auto batch = Begin();
    std::atomic<bool> over{false};
    std::vector<std::thread> helpers;
    for (int i = 0; i < 3; ++i) {
      helpers.emplace_back([&] {
        while (!over) batch->WorkAhead();
      });
    }
    EXPECT_EQ(AllOf(*batch), alone);
    over = true;
    for (std::thread& helper : helpers) helper.join();
  }
}

TEST_F(BatchRankingTest, WhoeverStopsAskingStopsTheWork) {
  const auto batch = Begin();
  int parts = 0;
  while (batch->WorkAhead()) ++parts;
  EXPECT_GT(parts, 0);
  EXPECT_LT(parts, 10);
  EXPECT_EQ(AllOf(*batch).size(), size_t{kMentees});
  EXPECT_FALSE(batch->WorkAhead()) << "there is nobody left";
}

TEST_F(BatchRankingTest, WithASummaryMenteesAreAnsweredOneByOne) {
  request_.mutable_ranking()->set_skip_summary(false);
  const auto batch = Begin();
  EXPECT_TRUE(batch->WorkAhead());
  const std::vector<std::string> answers = AllOf(*batch);
  ASSERT_EQ(answers.size(), size_t{kMentees});
  v1::BatchRankVacanciesResponse answer;
  ASSERT_TRUE(answer.ParseFromString(answers.back()));
  EXPECT_GT(answer.ranking().summary().listed(), 0);
}

TEST_F(BatchRankingTest, WhatIsWrongWithTheQuestionIsSaidBeforeTheFirstAnswer) {
  request_.mutable_ranking()->set_limit(-1);
  const auto batch =
      BatchRanking::Start(request_, MatchContextOf(Context()), backend_->repository());
  EXPECT_THAT(FieldsOf(batch.status()), testing::ElementsAre("ranking.limit"));
}

}  // namespace
}  // namespace passung::answer
