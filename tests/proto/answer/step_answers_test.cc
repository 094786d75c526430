// What a step report tells beside counts: the best bundle, and the offers that lead to a step.
#include <gmock/gmock.h>

#include "proto/answer/analysis_answers.h"
#include "proto/answer/batch_upsert.h"
#include "proto/wire/offer_wire.h"
#include "tests/proto/answer/answer_fixture.h"
#include "tests/support/offer_builder.h"

namespace passung::answer {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class StepAnswersTest : public AnswerTest {
 protected:
  StepAnswersTest() {
    Create(MenteeNamed("nurse"));
    Create(wire::ToProto(
        StoryVacancy("cook").Of("29302").In("14713").WantsGerman(LanguageLevel::kC1)));
    Create(wire::ToProto(StoryVacancy("driver")
                             .Of("51312")
                             .In("14713")
                             .WantsGerman(LanguageLevel::kA1)
                             .WantsLicence(LicenceKind::kForklift, RequirementStrength::kByLaw)));
    v1::BatchUpsertOffersRequest request;
    for (const Offer& offer : {AnOffer("b2", OfferKind::kVocationalGerman)
                                   .Teaches(LanguageLevel::kB1, LanguageLevel::kB2)
                                   .In("14713")
                                   .Starting("2026-03-02")
                                   .Change([](Offer& o) { o.title = "Deutsch B2"; })
                                   .Build(),
                               AnOffer("b2-far", OfferKind::kVocationalGerman)
                                   .Teaches(LanguageLevel::kB1, LanguageLevel::kB2)
                                   .In("09162")
                                   .Starting("2026-03-02")
                                   .Build(),
                               AnOffer("b2-full", OfferKind::kVocationalGerman)
                                   .Teaches(LanguageLevel::kB1, LanguageLevel::kB2)
                                   .In("14713")
                                   .Starting("2026-03-02")
                                   .WithPlaces(0)
                                   .Build()}) {
      *request.add_offers() = wire::ToProto(offer);
    }
    EXPECT_OK(BatchUpsertOffers(request, Context()));
  }

  static v1::AnalyzeStepsRequest OfNurse() {
    v1::AnalyzeStepsRequest request;
    request.set_mentee("mentees/nurse");
    request.set_locale("de");
    return request;
  }
  absl::StatusOr<v1::AnalyzeStepsResponse> Steps(const v1::AnalyzeStepsRequest& request) {
    return AnalyzeSteps(request, MatchContextOf(Context()), Context());
  }
  static const v1::StepResult* Find(const v1::AnalyzeStepsResponse& response, v1::Step act) {
    for (const v1::StepResult& step : response.steps()) {
      if (step.step().act() == act) return &step;
    }
    return nullptr;
  }
};

TEST_F(StepAnswersTest, AStepNamesTheOffersThatLeadThere) {
  ASSERT_OK_AND_ASSIGN(const auto response, Steps(OfNurse()));
  const v1::StepResult* german = Find(response, v1::STEP_LEARN_GERMAN);
  ASSERT_NE(german, nullptr);
  EXPECT_EQ(german->offers().gap().kind(), v1::GAP_KIND_GERMAN);
  std::vector<std::string> names;
  for (const v1::StepOffer& offer : german->offers().offers()) names.push_back(offer.offer());
  EXPECT_THAT(names, ElementsAre("offers/b2", "offers/b2-full")) << "that in Munich is too far";
  EXPECT_EQ(german->offers().found(), 2);
  EXPECT_EQ(german->offers().offers(0).start(), "2026-03-02");
  EXPECT_EQ(german->offers().offers(0).title(), "Deutsch B2");
  EXPECT_TRUE(german->offers().offers(1).full());
}

TEST_F(StepAnswersTest, WhereNothingIsOfferedTheStepSaysSoAndWhereNothingCanBeItSaysNothing) {
  ASSERT_OK_AND_ASSIGN(const auto response, Steps(OfNurse()));
  const v1::StepResult* licence = Find(response, v1::STEP_OBTAIN_LICENCE);
  ASSERT_NE(licence, nullptr);
  ASSERT_TRUE(licence->has_offers());
  EXPECT_THAT(licence->offers().offers(), IsEmpty());
  const v1::StepResult* move = Find(response, v1::STEP_MOVE_HOME);
  EXPECT_TRUE(move == nullptr || !move->has_offers());
}

TEST_F(StepAnswersTest, NoMoreOffersThanAskedForAreNamed) {
  v1::AnalyzeStepsRequest request = OfNurse();
  request.set_offers(1);
  ASSERT_OK_AND_ASSIGN(const auto one, Steps(request));
  EXPECT_EQ(Find(one, v1::STEP_LEARN_GERMAN)->offers().offers_size(), 1);
  EXPECT_EQ(Find(one, v1::STEP_LEARN_GERMAN)->offers().found(), 2);
  request.set_offers(0);
  ASSERT_OK_AND_ASSIGN(const auto none, Steps(request));
  for (const v1::StepResult& step : none.steps()) EXPECT_FALSE(step.has_offers());
  for (const int32_t wrong : {-1, 21}) {
    request.set_offers(wrong);
    EXPECT_THAT(FieldsOf(Steps(request).status()), ElementsAre("offers"));
  }
}

TEST_F(StepAnswersTest, TheBestBundleIsThereWhereItIsAskedForWithItsTimeAndItsProof) {
  v1::AnalyzeStepsRequest request = OfNurse();
  ASSERT_OK_AND_ASSIGN(const auto without, Steps(request));
  EXPECT_FALSE(without.has_bundle());
  request.mutable_bundle();
  ASSERT_OK_AND_ASSIGN(const auto response, Steps(request));
  const v1::StepBundle& bundle = response.bundle();
  EXPECT_EQ(bundle.goal(), v1::STEP_GOAL_LISTED);
  EXPECT_EQ(bundle.value(), 2) << "German for the kitchen, the certificate for the warehouse";
  EXPECT_EQ(bundle.at_most(), 2);
  EXPECT_EQ(bundle.gain().becomes_listed(), 2);
  ASSERT_EQ(bundle.steps_size(), 2);
  EXPECT_EQ(bundle.days_in_turn(), bundle.steps(0).lead_days() + bundle.steps(1).lead_days());
  for (const v1::BundlePart& part : bundle.steps()) EXPECT_FALSE(part.text().empty());
  ASSERT_EQ(bundle.texts_size(), 3);
  EXPECT_THAT(bundle.texts(0), HasSubstr("2 Stellen kommen neu infrage"));
  EXPECT_THAT(bundle.texts(1), HasSubstr("Mehr ist mit höchstens 4 Schritten"));
  EXPECT_THAT(bundle.texts(2), HasSubstr("eines nach dem anderen"));
}

TEST_F(StepAnswersTest, ABundleKeepsToWhatIsAsked) {
  v1::AnalyzeStepsRequest request = OfNurse();
  request.mutable_bundle()->set_most_steps(1);
  ASSERT_OK_AND_ASSIGN(const auto one, Steps(request));
  EXPECT_EQ(one.bundle().steps_size(), 1);
  request.mutable_bundle()->add_without(v1::STEP_LEARN_GERMAN);
  request.mutable_bundle()->add_without(v1::STEP_OBTAIN_LICENCE);
  request.set_locale("en");
  ASSERT_OK_AND_ASSIGN(const auto none, Steps(request));
  EXPECT_THAT(none.bundle().steps(), IsEmpty());
  EXPECT_THAT(none.bundle().texts(), ElementsAre(HasSubstr("bring nothing here")));
  request.mutable_bundle()->add_without(v1::STEP_UNSPECIFIED);
  EXPECT_THAT(FieldsOf(Steps(request).status()), ElementsAre("bundle.without[2]"));
  request = OfNurse();
  request.mutable_bundle()->set_goal(static_cast<v1::StepGoal>(9));
  EXPECT_THAT(FieldsOf(Steps(request).status()), ElementsAre("bundle.goal"));
  request.mutable_bundle()->set_goal(v1::STEP_GOAL_TOP);
  request.mutable_bundle()->set_most_steps(5);
  EXPECT_THAT(Steps(request),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("bundle.most_steps: 5")));
}

}  // namespace
}  // namespace passung::answer
