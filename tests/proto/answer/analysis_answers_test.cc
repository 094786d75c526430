#include "proto/answer/analysis_answers.h"

#include <gmock/gmock.h>

#include "tests/proto/answer/answer_fixture.h"

namespace passung::answer {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class AnalysisAnswersTest : public AnswerTest {
 protected:
  AnalysisAnswersTest() {
    v1::Mentee nurse = MenteeNamed("nurse");
    AddBasis(v1::PURPOSE_COUNSELLING, nurse);
    AddBasis(v1::PURPOSE_PLACEMENT, nurse);
    Create(nurse);
    Create(VacancyNamed("ward"));
    Create(wire::ToProto(
        StoryVacancy("cook").Of("29302").In("14713").WantsGerman(LanguageLevel::kC1)));
  }

  absl::StatusOr<v1::AnalyzeStepsResponse> Steps(const v1::AnalyzeStepsRequest& request) {
    return AnalyzeSteps(request, MatchContextOf(Context()), Context());
  }
  static v1::AnalyzeStepsRequest OfNurse() {
    v1::AnalyzeStepsRequest request;
    request.set_mentee("mentees/nurse");
    return request;
  }
};

TEST_F(AnalysisAnswersTest, StepsHaveCountsTextsAndWhatTheyWereMadeFrom) {
  v1::AnalyzeStepsRequest request = OfNurse();
  request.set_locale("de");
  const auto response = Steps(request);
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->bar(), 70'000'000);
  EXPECT_EQ(response->limit(), 20);
  EXPECT_EQ(response->versions().as_of(), StoryDay().ToString());
  EXPECT_THAT(response->versions().snapshot_digest(), Not(IsEmpty()));
  const v1::ClassCounts& before = response->before();
  EXPECT_EQ(before.open() + before.later() + before.unclear() + before.closed(), 2);
  ASSERT_GT(response->steps_size(), 0);
  const v1::StepResult& best = response->steps(0);
  EXPECT_EQ(best.step().act(), v1::STEP_LEARN_GERMAN);
  EXPECT_EQ(best.gain().becomes_listed(), 1);
  ASSERT_EQ(best.gain().examples_size(), 1);
  EXPECT_EQ(best.gain().examples(0).vacancy(), "vacancies/cook");
  EXPECT_EQ(best.gain().examples(0).mentee(), "mentees/nurse");
  EXPECT_THAT(best.text(), HasSubstr("B2"));
  EXPECT_THAT(best.gain_text(), HasSubstr("1 Stelle kommt neu infrage"));
}

TEST_F(AnalysisAnswersTest, WithoutALocaleThereAreNoTexts) {
  const auto response = Steps(OfNurse());
  ASSERT_THAT(response, IsOk());
  for (const v1::StepResult& step : response->steps()) {
    EXPECT_THAT(step.text(), IsEmpty());
    EXPECT_THAT(step.gain_text(), IsEmpty());
  }
}

TEST_F(AnalysisAnswersTest, WhatIsAskedIsKept) {
  v1::AnalyzeStepsRequest request = OfNurse();
  request.set_bar(0);
  request.set_examples(0);
  request.set_limit(1);
  const auto response = Steps(request);
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->bar(), 0);
  EXPECT_EQ(response->limit(), 1);
  for (const v1::StepResult& step : response->steps()) {
    EXPECT_THAT(step.gain().examples(), IsEmpty());
  }
}

TEST_F(AnalysisAnswersTest, FaultsAreRefusedByName) {
  v1::AnalyzeStepsRequest request = OfNurse();
  request.set_locale("fr");
  EXPECT_THAT(FieldsOf(Steps(request).status()), ElementsAre("locale"));
  request = OfNurse();
  request.set_as_of("yesterday");
  EXPECT_THAT(FieldsOf(Steps(request).status()), ElementsAre("as_of"));
  request = OfNurse();
  request.set_bar(-1);
  EXPECT_THAT(Steps(request), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("bar: -1")));
  request.clear_mentee();
  EXPECT_THAT(FieldsOf(Steps(request).status()), ElementsAre("mentee"));
  request.set_mentee("mentees/nobody");
  EXPECT_THAT(Steps(request), StatusIs(absl::StatusCode::kNotFound, HasSubstr("nobody")));
  v1::AnalyzeRelaxationsRequest mirror;
  EXPECT_THAT(FieldsOf(AnalyzeRelaxations(mirror, MatchContextOf(Context())).status()),
              ElementsAre("vacancy"));
}

TEST_F(AnalysisAnswersTest, StepsOfAPersonNeedCounsellingAsPurposeAndABasisForIt) {
  v1::AnalyzeStepsRequest request = OfNurse();
  for (const v1::Purpose purpose : {v1::PURPOSE_UNSPECIFIED, v1::PURPOSE_PLACEMENT}) {
    request.set_purpose(purpose);
    EXPECT_THAT(FieldsOf(AnalyzeSteps(request, MatchContextOf(Strict()), Strict()).status()),
                ElementsAre("purpose"))
        << "steps tell of recognition and residence: they are not for employers";
  }
  request.set_purpose(v1::PURPOSE_COUNSELLING);
  EXPECT_THAT(AnalyzeSteps(request, MatchContextOf(Strict()), Strict()), IsOk());
  Create(MenteeNamed("other"));
  request.set_mentee("mentees/other");
  EXPECT_EQ(ReasonOf(AnalyzeSteps(request, MatchContextOf(Strict()), Strict()).status()),
            "NO_LEGAL_BASIS");
  EXPECT_EQ(
      ReasonOf(AnalyzeSteps(OfNurse(), MatchContextOf(Mentor("ada")), Mentor("ada")).status()),
      "NOT_YOUR_MENTEE");
}

TEST_F(AnalysisAnswersTest, RelaxationsCountOnlyWhoMayBeSeen) {
  Create(MenteeNamed("other"));  // without a basis
  v1::AnalyzeRelaxationsRequest request;
  request.set_vacancy("vacancies/cook");
  request.set_locale("de");
  const auto everybody = AnalyzeRelaxations(request, MatchContextOf(Context()));
  ASSERT_THAT(everybody, IsOk());
  EXPECT_EQ(everybody->before().closed(), 2);
  EXPECT_EQ(everybody->relaxations(0).gain().becomes_listed(), 2);
  EXPECT_THAT(everybody->relaxations(0).text(), HasSubstr("Deutsch"));
  request.set_purpose(v1::PURPOSE_PLACEMENT);
  request.set_view(v1::VIEW_EMPLOYER);
  const auto some = AnalyzeRelaxations(request, MatchContextOf(Strict()));
  ASSERT_THAT(some, IsOk());
  EXPECT_EQ(some->before().closed(), 1);
  EXPECT_EQ(some->versions().snapshot_digest(), everybody->versions().snapshot_digest());
}

}  // namespace
}  // namespace passung::answer
