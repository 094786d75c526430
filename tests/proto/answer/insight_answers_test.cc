#include "proto/answer/insight_answers.h"

#include <gmock/gmock.h>

#include "tests/proto/answer/answer_fixture.h"

namespace passung::answer {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class InsightAnswersTest : public AnswerTest {
 protected:
  InsightAnswersTest() {
    v1::Mentee nurse = MenteeNamed("nurse");
    AddBasis(v1::PURPOSE_COUNSELLING, nurse);
    Create(nurse);
    Create(VacancyNamed("ward"));
    Create(wire::ToProto(
        StoryVacancy("cook").Of("29302").In("14713").WantsGerman(LanguageLevel::kC1)));
  }

  MatchContext Asked() { return MatchContextOf(Context()); }
  static v1::ExplainAbsenceRequest WhyNotCook() {
    v1::ExplainAbsenceRequest request;
    request.set_mentee("mentees/nurse");
    request.set_vacancy("vacancies/cook");
    return request;
  }
};

TEST_F(InsightAnswersTest, WhyNotNamesTheRuleAndTheStepThatLiftsIt) {
  v1::ExplainAbsenceRequest request = WhyNotCook();
  request.set_locale("de");
  const auto response = ExplainAbsence(request, Asked());
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->limit(), 20);
  EXPECT_EQ(response->all(), 2);
  EXPECT_FALSE(response->is_listed());
  ASSERT_EQ(response->combinations_size(), 1);
  ASSERT_EQ(response->combinations(0).blocking_size(), 1);
  EXPECT_EQ(response->combinations(0).blocking(0).rule(), v1::RULE_LANGUAGE_FLOOR);
  EXPECT_THAT(response->combinations(0).blocking(0).text(), Not(IsEmpty()));
  EXPECT_EQ(response->weights().outcome(), v1::WEIGHT_OUTCOME_BARRED);
  EXPECT_EQ(response->facts().outcome(), v1::PLAN_OUTCOME_FOUND);
  ASSERT_EQ(response->facts().steps_size(), 1);
  EXPECT_EQ(response->facts().steps(0).step().act(), v1::STEP_LEARN_GERMAN);
  EXPECT_THAT(response->facts().steps(0).text(), HasSubstr("B2"));
  EXPECT_GT(response->texts_size(), 2);
}

TEST_F(InsightAnswersTest, TheCheapestWayFollowsTheCallersPrices) {
  v1::FindCheapestWayRequest request;
  request.set_mentee("mentees/nurse");
  request.set_vacancy("vacancies/cook");
  v1::StepPrice& price = *request.add_prices();
  price.set_act(v1::STEP_LEARN_GERMAN);
  price.set_days(33);
  price.set_euros(7);
  const auto response = FindCheapestWay(request, Asked());
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->plan().outcome(), v1::PLAN_OUTCOME_FOUND);
  EXPECT_EQ(response->plan().days(), 33);
  EXPECT_EQ(response->plan().euros(), 7);
  EXPECT_EQ(response->before().hit_class(), v1::HIT_CLASS_CLOSED);
  EXPECT_NE(response->after().hit_class(), v1::HIT_CLASS_CLOSED);
  EXPECT_THAT(response->texts(), IsEmpty());
  price.set_days(-1);
  EXPECT_THAT(FindCheapestWay(request, Asked()),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("prices[0].days")));
}

TEST_F(InsightAnswersTest, FaultsAreRefusedByName) {
  v1::ExplainAbsenceRequest request = WhyNotCook();
  request.set_locale("fr");
  EXPECT_THAT(FieldsOf(ExplainAbsence(request, Asked()).status()), ElementsAre("locale"));
  request = WhyNotCook();
  request.set_vacancy("cook");
  EXPECT_THAT(FieldsOf(ExplainAbsence(request, Asked()).status()), ElementsAre("vacancy"));
  request.set_vacancy("vacancies/none");
  EXPECT_THAT(ExplainAbsence(request, Asked()), StatusIs(absl::StatusCode::kNotFound));
  request = WhyNotCook();
  request.clear_mentee();
  EXPECT_THAT(FieldsOf(ExplainAbsence(request, Asked()).status()), ElementsAre("mentee"));
  v1::AnalyzeUnknownsRequest questions;
  questions.set_mentee("mentees/nobody");
  EXPECT_THAT(AnalyzeUnknowns(questions, Asked()), StatusIs(absl::StatusCode::kNotFound));
  questions.set_mentee("mentees/nurse");
  questions.set_limit(1001);
  EXPECT_THAT(AnalyzeUnknowns(questions, Asked()),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("limit: 1001")));
}

TEST_F(InsightAnswersTest, EveryQuestionAboutAPersonNeedsAPurposeWithABasis) {
  const MatchContext strict = MatchContextOf(Strict());
  EXPECT_THAT(FieldsOf(ExplainAbsence(WhyNotCook(), strict).status()), ElementsAre("purpose"));
  v1::AnalyzeStabilityRequest stability;
  stability.set_mentee("mentees/nurse");
  EXPECT_THAT(FieldsOf(AnalyzeStability(stability, strict).status()), ElementsAre("purpose"));
  v1::AnalyzeUnknownsRequest questions;
  questions.set_mentee("mentees/nurse");
  EXPECT_THAT(FieldsOf(AnalyzeUnknowns(questions, strict).status()), ElementsAre("purpose"));
  v1::RankByFirstDayRequest first_days;
  first_days.set_mentee("mentees/nurse");
  EXPECT_THAT(FieldsOf(RankByFirstDay(first_days, strict).status()), ElementsAre("purpose"));
  first_days.set_purpose(v1::PURPOSE_COUNSELLING);
  EXPECT_THAT(RankByFirstDay(first_days, strict), IsOk());
  EXPECT_EQ(ReasonOf(AnalyzeStability(stability, MatchContextOf(Mentor("ada"))).status()),
            "NOT_YOUR_MENTEE");
}

}  // namespace
}  // namespace passung::answer
