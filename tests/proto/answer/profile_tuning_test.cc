// Evaluation and tuning as the service answers: whose outcomes count, what is refused, what is stored.
#include "proto/answer/profile_tuning.h"

#include <gmock/gmock.h>

#include <map>

#include "absl/strings/str_format.h"
#include "passung/market.h"
#include "passung/planted.h"
#include "proto/answer/profile_answers.h"
#include "proto/answer/profile_preview.h"
#include "proto/wire/profile_wire.h"
#include "tests/proto/answer/answer_fixture.h"

namespace passung::answer {
namespace {

using absl::StatusCode;
using testing::ElementsAre;
using testing::HasSubstr;

// A market of 200 people to whom eight vacancies each were suggested; the outcomes follow weights that no
// profile has.
class ProfileTuningTest : public AnswerTest {
 protected:
  ProfileTuningTest() {
    Market market = *MakeMarket({.mentees = 200, .vacancies = 800, .seed = 3, .today = StoryDay()});
    std::vector<VacancyId> ids;
    for (const Vacancy& vacancy : market.vacancies) ids.push_back(vacancy.id);
    Engine engine;
    engine.Publish(
        *BuildSnapshot({.knowledge = Knowledge::BuiltIn(), .vacancies = market.vacancies}));
    PlantedTruth truth = {.profile = *ShippedProfile("default"), .slope = 12};
    truth.profile.weights = {1500, 800, 1200, 700, 2500, 1900, 700, 300, 400};
    const auto pairs = *PlantOutcomes(engine, market.mentees, ids, truth,
                                      {.as_of = StoryDay(), .per_person = 8, .threads = 2});
    WriteBatch batch;
    for (const PlantedPair& pair : pairs) {
      passung::Outcome outcome;
      outcome.mentee = pair.judgement.mentee;
      outcome.vacancy = pair.judgement.vacancy;
      outcome.kind = pair.judgement.grade == 0 ? OutcomeKind::kProposed : OutcomeKind::kInterview;
      outcome.date = Day("2025-10-01");
      outcome.id = OutcomeIdOf(outcome);
      batch.upsert_outcomes.push_back(outcome);
    }
    for (size_t i = 0; i < market.mentees.size(); ++i) {
      MenteeRecord record;
      record.id = market.mentees[i].id;
      if (i < 5) record.mentor = MentorId{"anna"};
      if (i >= 5 && i < 9) record.mentor = MentorId{"berta"};
      if (i != 7) record.legal_bases.push_back({.purpose = Purpose::kReporting});
      batch.upsert_records.push_back(record);
    }
    pairs_ = static_cast<int64_t>(pairs.size());
    batch.upsert_mentees = std::move(market.mentees);
    batch.upsert_vacancies = std::move(market.vacancies);
    EXPECT_OK(backend_->Write(batch));
    Reopen();
  }

  static v1::EvaluateProfileRequest Evaluation(const std::string& name) {
    v1::EvaluateProfileRequest request;
    request.set_name(name);
    return request;
  }
  static v1::TuneProfileRequest Tuning(const std::string& name) {
    v1::TuneProfileRequest request;
    request.set_name(name);
    return request;
  }

  int64_t pairs_ = 0;
};

TEST_F(ProfileTuningTest, AProfileIsMeasuredOnEverybodysOutcomes) {
  v1::EvaluateProfileRequest request = Evaluation("profiles/default");
  request.set_compare_with("profiles/near_home");
  ASSERT_OK_AND_ASSIGN(const auto response, EvaluateProfile(request, Context()));
  EXPECT_EQ(response.judgements(), pairs_);
  EXPECT_GE(response.people(), 190);
  EXPECT_EQ(response.k(), 10);
  EXPECT_EQ(response.good(), 2);
  EXPECT_EQ(response.scope(), v1::EVALUATION_SCOPE_JUDGED);
  EXPECT_EQ(response.as_of(), "2026-02-15");
  ASSERT_EQ(response.evaluation().metrics_size(), 10);
  for (const v1::MetricFigure& figure : response.evaluation().metrics()) {
    EXPECT_LE(figure.estimate().low(), figure.estimate().value());
    EXPECT_GE(figure.estimate().high(), figure.estimate().value());
  }
  EXPECT_EQ(response.evaluation().profile(), "profiles/default");
  EXPECT_EQ(response.before().profile(), "profiles/near_home");
  ASSERT_EQ(response.comparisons_size(), 6);
  EXPECT_NEAR(response.comparisons(0).difference().value(),
              response.evaluation().metrics(0).estimate().value() -
                  response.before().metrics(0).estimate().value(),
              1e-12);
  EXPECT_EQ(response.evaluation().calibration_size(), 10);
  EXPECT_FALSE(response.evaluation().slices().empty());
}

TEST_F(ProfileTuningTest, ATunedProfileIsBetterAndCanBeStoredAndUsedAndLeftAgain) {
  ASSERT_OK_AND_ASSIGN(const auto tuned, TuneProfile(Tuning("profiles/default"), Context()));
  EXPECT_EQ(tuned.profile().name(), "profiles/default");
  EXPECT_EQ(tuned.profile().version(), 2);
  EXPECT_EQ(tuned.version_before(), 1);
  EXPECT_NE(tuned.digest_before(), tuned.digest_after());
  EXPECT_GT(tuned.held_out().difference().value(), 0);
  ASSERT_EQ(tuned.weights_size(), 9);
  EXPECT_GT(tuned.weights(4).after(), tuned.weights(4).before());
  // Nothing is stored by it.
  EXPECT_EQ(GetProfile(
                [] {
                  v1::GetProfileRequest request;
                  request.set_name("profiles/default");
                  return request;
                }(),
                Context())
                ->profile()
                .version(),
            1);
  v1::CreateProfileVersionRequest create;
  *create.mutable_profile() = tuned.profile();
  ASSERT_OK_AND_ASSIGN(const auto stored, CreateProfileVersion(create, Context()));
  EXPECT_EQ(stored.digest(), tuned.digest_after());
  EXPECT_FALSE(stored.active());
  v1::ActivateProfileRequest activate;
  activate.set_name("profiles/default");
  activate.set_version(2);
  ASSERT_OK(ActivateProfile(activate, Context()).status());
  EXPECT_EQ(EvaluateProfile(Evaluation("profiles/default"), Context())->evaluation().digest(),
            tuned.digest_after());
  // One more version, whatever is in use.
  activate.set_version(1);
  ASSERT_OK(ActivateProfile(activate, Context()).status());
  EXPECT_EQ(TuneProfile(Tuning("profiles/default"), Context())->profile().version(), 3);
}

TEST_F(ProfileTuningTest, AProfileThatIsNotStoredIsMeasuredLikeAnyOther) {
  v1::EvaluateProfileRequest tried;
  *tried.mutable_profile() = wire::ToProto(*ShippedProfile("default"));
  tried.mutable_profile()->set_version(0);
  ASSERT_OK_AND_ASSIGN(const auto response, EvaluateProfile(tried, Context()));
  ASSERT_OK_AND_ASSIGN(const auto named,
                       EvaluateProfile(Evaluation("profiles/default"), Context()));
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(response.evaluation().metrics(i).estimate().value(),
              named.evaluation().metrics(i).estimate().value());
  }
}

TEST_F(ProfileTuningTest, OnlyOutcomesOfWhomTheCallerMaySeeCount) {
  EXPECT_THAT(FieldsOf(EvaluateProfile(Evaluation("profiles/default"), Strict()).status()),
              ElementsAre("purpose"));
  EXPECT_THAT(FieldsOf(TuneProfile(Tuning("profiles/default"), Strict()).status()),
              ElementsAre("purpose"));
  v1::EvaluateProfileRequest request = Evaluation("profiles/default");
  ASSERT_OK_AND_ASSIGN(const auto all, EvaluateProfile(request, Context()));
  request.set_purpose(v1::PURPOSE_REPORTING);
  EXPECT_EQ(EvaluateProfile(request, Strict())->people(), all.people() - 1);
  EXPECT_EQ(EvaluateProfile(Evaluation("profiles/default"), Mentor("anna"))->people(), 5);
  EXPECT_THAT(TuneProfile(Tuning("profiles/default"), Mentor("anna")).status(),
              StatusIs(StatusCode::kFailedPrecondition, HasSubstr("too few data")));
}

TEST_F(ProfileTuningTest, NothingIsToldOfFewerThanFivePeople) {
  EXPECT_THAT(EvaluateProfile(Evaluation("profiles/default"), Mentor("berta")).status(),
              StatusIs(StatusCode::kFailedPrecondition, HasSubstr("fewer than 5 people")));
  // With weights that hardly differ few people are better off or worse.
  int hidden = 0;
  for (const int32_t shift : {1, 10, 40, 100, 300, 900}) {
    v1::EvaluateProfileRequest tried;
    *tried.mutable_profile() = wire::ToProto(*ShippedProfile("default"));
    tried.mutable_profile()->set_version(0);
    v1::CriterionWeights& weights = *tried.mutable_profile()->mutable_weights();
    weights.set_district_fit(weights.district_fit() + shift);
    tried.set_compare_with("profiles/default");
    ASSERT_OK_AND_ASSIGN(const auto response, EvaluateProfile(tried, Context()));
    for (const v1::MetricComparison& one : response.comparisons()) {
      hidden += one.counts_hidden() ? 1 : 0;
      EXPECT_TRUE(!one.counts_hidden() || one.better() + one.worse() == 0);
      EXPECT_FALSE(one.better() > 0 && one.better() < 5) << one.better();
      EXPECT_FALSE(one.worse() > 0 && one.worse() < 5) << one.worse();
    }
  }
  EXPECT_GT(hidden, 0);
}

TEST_F(ProfileTuningTest, APreviewMeasuresWhoGainsAndWhoLoses) {
  v1::PreviewProfileRequest request;
  *request.mutable_profile() = wire::ToProto(*ShippedProfile("near_home"));
  request.mutable_profile()->set_version(0);
  request.set_compare_with("profiles/default");
  request.set_sample(1);
  ASSERT_OK_AND_ASSIGN(const auto without, PreviewProfile(request, Context()));
  EXPECT_FALSE(without.has_measured());
  EXPECT_TRUE(without.slices().empty());
  request.set_measure(true);
  ASSERT_OK_AND_ASSIGN(const auto with, PreviewProfile(request, Context()));
  EXPECT_EQ(with.changes_size(), 1);
  // The same figures as an evaluation has.
  v1::EvaluateProfileRequest evaluation = Evaluation("profiles/near_home");
  evaluation.set_compare_with("profiles/default");
  ASSERT_OK_AND_ASSIGN(const auto measured, EvaluateProfile(evaluation, Context()));
  EXPECT_EQ(with.measured().difference().value(), measured.comparisons(0).difference().value());
  EXPECT_EQ(with.measured().difference().count(), measured.people());
  ASSERT_EQ(with.slices_size(), measured.evaluation().slices_size());
  int shown = 0;
  for (int i = 0; i < with.slices_size(); ++i) {
    const v1::SliceChange& slice = with.slices(i);
    EXPECT_EQ(slice.value(), measured.evaluation().slices(i).value());
    EXPECT_EQ(slice.hidden(), measured.evaluation().slices(i).hidden());
    EXPECT_EQ(slice.has_ndcg(), !slice.hidden());
    if (slice.hidden()) continue;
    ++shown;
    EXPECT_GE(slice.people(), 5);
    EXPECT_EQ(slice.after().value(), measured.evaluation().slices(i).metrics(0).estimate().value());
    EXPECT_EQ(slice.before().value(), measured.before().slices(i).metrics(0).estimate().value());
  }
  EXPECT_GT(shown, 3);
  // Of too few people nothing is measured, and the lists are there all the same.
  ASSERT_OK_AND_ASSIGN(const auto few, PreviewProfile(request, Mentor("berta")));
  EXPECT_EQ(few.changes_size(), 1);
  EXPECT_FALSE(few.has_measured());
  EXPECT_TRUE(few.slices().empty());
}

TEST_F(ProfileTuningTest, OutcomesOfLaterDaysSayNothing) {
  v1::EvaluateProfileRequest request = Evaluation("profiles/default");
  request.set_as_of("2025-09-30");
  EXPECT_THAT(EvaluateProfile(request, Context()).status(),
              StatusIs(StatusCode::kFailedPrecondition, HasSubstr("no outcomes yet")));
}

TEST_F(ProfileTuningTest, FaultyQuestionsNameTheirField) {
  const auto fields = [this](const v1::EvaluateProfileRequest& request) {
    return FieldsOf(EvaluateProfile(request, Context()).status());
  };
  v1::EvaluateProfileRequest request;
  EXPECT_THAT(fields(request), ElementsAre("name"));
  request = Evaluation("vacancies/x");
  EXPECT_THAT(fields(request), ElementsAre("name"));
  request = Evaluation("profiles/default");
  *request.mutable_profile() = wire::ToProto(*ShippedProfile("default"));
  EXPECT_THAT(fields(request), ElementsAre("name"));
  request = Evaluation("profiles/default");
  request.set_k(1001);
  EXPECT_THAT(fields(request), ElementsAre("k"));
  request = Evaluation("profiles/default");
  request.set_good(4);
  EXPECT_THAT(fields(request), ElementsAre("good"));
  request = Evaluation("profiles/default");
  request.set_compare_with("vacancies/x");
  EXPECT_THAT(fields(request), ElementsAre("compare_with"));
  request = Evaluation("profiles/default");
  request.add_labels()->set_mentee("mentees/a");
  EXPECT_THAT(fields(request), ElementsAre("labels[0].label"));
  EXPECT_THAT(EvaluateProfile(Evaluation("profiles/none"), Context()).status(),
              StatusIs(StatusCode::kNotFound));

  v1::TuneProfileRequest tuning = Tuning("profiles/default");
  tuning.add_ladders(v1::LADDER_UNSPECIFIED);
  EXPECT_THAT(FieldsOf(TuneProfile(tuning, Context()).status()), ElementsAre("ladders[0]"));
  tuning = Tuning("profiles/default");
  v1::Preference& preference = *tuning.add_preferences();
  preference.set_mentee("mentees/a");
  preference.set_better("vacancies/v");
  preference.set_worse("vacancies/v");
  EXPECT_THAT(FieldsOf(TuneProfile(tuning, Context()).status()),
              ElementsAre("preferences[0].worse"));
  tuning = Tuning("profiles/default");
  tuning.set_current_counts_for(-1);
  EXPECT_THAT(FieldsOf(TuneProfile(tuning, Context()).status()), ElementsAre("current_counts_for"));
}

TEST_F(ProfileTuningTest, LabelsSplitFiguresAndChangeNone) {
  v1::EvaluateProfileRequest request = Evaluation("profiles/default");
  ASSERT_OK_AND_ASSIGN(const auto without, EvaluateProfile(request, Context()));
  for (int i = 1; i <= 200; ++i) {
    v1::GroupLabel& label = *request.add_labels();
    label.set_mentee(absl::StrFormat("mentees/m%06d", i));
    label.set_label(i % 2 == 0 ? "even" : "odd");
  }
  ASSERT_OK_AND_ASSIGN(const auto with, EvaluateProfile(request, Context()));
  EXPECT_EQ(with.evaluation().metrics(0).estimate().value(),
            without.evaluation().metrics(0).estimate().value());
  EXPECT_EQ(with.evaluation().slices_size(), without.evaluation().slices_size() + 2);
}

}  // namespace
}  // namespace passung::answer
