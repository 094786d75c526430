#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include "passung/tuning.h"
#include "tests/engine/evaluation/labelled_market.h"
#include "tests/support/random_source.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using testing::HasSubstr;

TuningOptions DefaultOptions() {
  TuningOptions options;
  options.as_of = StoryDay();
  options.profile = *ShippedProfile("default");
  options.threads = 2;
  return options;
}

const std::vector<Judgement>& Planted() {
  static const auto* const kPlanted =
      new std::vector<Judgement>(JudgementsIn(SharedMarket().Plant(OtherTruth(), 8)));
  return *kPlanted;
}

absl::StatusOr<TuningResult> TuneOn(const std::vector<Judgement>& judgements,
                                    const TuningOptions& options,
                                    const std::vector<Preference>& preferences = {}) {
  const LabelledMarket& world = SharedMarket();
  return Tune(
      world.engine,
      {.mentees = world.market.mentees, .judgements = judgements, .preferences = preferences},
      options);
}

int64_t WeightSum(const ScoringProfile& profile) {
  return std::accumulate(profile.weights.begin(), profile.weights.end(), int64_t{0});
}

TEST(TuneTest, GivesANewValidVersionWhoseWeightsComeNearerToWhatWasPlanted) {
  const TuningOptions options = DefaultOptions();
  const auto result = TuneOn(Planted(), options);
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_TRUE(Validate(result->profile).ok());
  EXPECT_EQ(options.profile.id, result->profile.id);
  EXPECT_EQ(options.profile.version + 1, result->profile.version);
  EXPECT_EQ(kWeightSum, WeightSum(result->profile));
  EXPECT_THAT(result->profile.note, HasSubstr("from default version 1"));
  const PlantedTruth truth = OtherTruth();
  int64_t before = 0;
  int64_t after = 0;
  ASSERT_EQ(9, result->weights.size());
  for (const TunedWeight& weight : result->weights) {
    const size_t i = Index(weight.criterion);
    EXPECT_EQ(options.profile.weights[i], weight.before);
    EXPECT_EQ(result->profile.weights[i], weight.after);
    before += std::abs(truth.profile.weights[i] - weight.before);
    after += std::abs(truth.profile.weights[i] - weight.after);
  }
  EXPECT_LT(after, before);
  EXPECT_GT(result->slope_after, 5);
}

TEST(TuneTest, ChangesNothingButWeightsAndTheLaddersThatAreNamed) {
  TuningOptions options = DefaultOptions();
  options.ladders = {Ladder::kLanguageMissing, Ladder::kDistrictMinutes, Ladder::kWorkingTimeShare,
                     Ladder::kStartWeeksLate};
  const auto result = TuneOn(Planted(), options);
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_TRUE(Validate(result->profile).ok());
  ScoringProfile restored = result->profile;
  restored.weights = options.profile.weights;
  restored.version = options.profile.version;
  restored.note = options.profile.note;
  restored.language_fit.missing = options.profile.language_fit.missing;
  restored.district_fit.minutes = options.profile.district_fit.minutes;
  restored.working_time_fit.share = options.profile.working_time_fit.share;
  restored.start_fit.weeks_late = options.profile.start_fit.weeks_late;
  EXPECT_EQ(options.profile, restored);
  EXPECT_EQ(4 + 7 + 4 + 4, result->rungs.size());
  for (size_t i = 0; i < result->rungs.size(); ++i) {
    const TunedRung& rung = result->rungs[i];
    if (rung.rung == 0) {
      EXPECT_EQ(rung.before, rung.after);
    } else {
      EXPECT_LE(rung.after, result->rungs[i - 1].after);
    }
  }
}

TEST(TuneTest, AnswersDoNotDependOnThreadsOrTheOrderOfJudgements) {
  TuningOptions options = DefaultOptions();
  options.ladders = {Ladder::kLanguageMissing};
  std::vector<Judgement> some(Planted().begin(), Planted().begin() + 800);
  const auto two = TuneOn(some, options);
  options.threads = 1;
  std::reverse(some.begin(), some.end());
  const auto one = TuneOn(some, options);
  EXPECT_EQ(two->profile, one->profile);
  EXPECT_EQ(two->held_out, one->held_out);
}

TEST(TuneTest, AWeightOfZeroStaysZero) {
  TuningOptions options = DefaultOptions();
  options.profile.weights[Index(CriterionKey::kStartFit)] = 0;
  const auto result = TuneOn(Planted(), options);
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(0, result->profile.weights[Index(CriterionKey::kStartFit)]);
  EXPECT_EQ(8, result->weights.size());
}

TEST(TuneTest, FromLabelsByChanceItLearnsThatItLearnsNothing) {
  std::vector<Judgement> judgements = Planted();
  RandomSource random(11);
  for (Judgement& judgement : judgements) judgement.grade = random.Below(2);
  const auto result = TuneOn(judgements, DefaultOptions());
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_LE(result->held_out.difference.low, 0);
  EXPECT_LT(result->slope_after, 2);
}

// The better of two by the planted score, said by somebody who is nearly always right.
std::vector<Preference> PreferencesOf(const std::vector<PlantedPair>& pairs) {
  std::vector<Preference> preferences;
  for (size_t i = 0; i + 1 < pairs.size(); i += 2) {
    const PlantedPair& a = pairs[i];
    const PlantedPair& b = pairs[i + 1];
    if (a.judgement.mentee != b.judgement.mentee) continue;
    const bool first = a.chance > b.chance;
    preferences.push_back({.mentee = a.judgement.mentee,
                           .better = first ? a.judgement.vacancy : b.judgement.vacancy,
                           .worse = first ? b.judgement.vacancy : a.judgement.vacancy});
  }
  return preferences;
}

TEST(TuneTest, LearnsFromMentorsAloneAndTogetherWithOutcomes) {
  const std::vector<Preference> preferences =
      PreferencesOf(SharedMarket().Plant(OtherTruth(), 10, 77));
  const auto words = TuneOn({}, DefaultOptions(), preferences);
  ASSERT_TRUE(words.ok()) << words.status();
  EXPECT_EQ(preferences.size(), words->preferences);
  EXPECT_EQ(0, words->judgements);
  EXPECT_EQ(0, words->held_out.difference.count);
  const auto distance = [](const TuningResult& result) {
    const PlantedTruth truth = OtherTruth();
    int64_t sum = 0;
    for (size_t i = 0; i < kCriterionCount; ++i) {
      sum += std::abs(truth.profile.weights[i] - result.profile.weights[i]);
    }
    return sum;
  };
  const auto outcomes = TuneOn(Planted(), DefaultOptions());
  const auto both = TuneOn(Planted(), DefaultOptions(), preferences);
  ASSERT_TRUE(both.ok()) << both.status();
  EXPECT_EQ(outcomes->comparisons + static_cast<int64_t>(preferences.size()), both->comparisons);
  // Words without noise say more than as many outcomes.
  EXPECT_LT(distance(*words), 1500);
  EXPECT_LT(distance(*both), distance(*outcomes));
}

// The first `count` people of whom two planted things of either grade are known, each with one word of a mentor.
struct WellKnown {
  std::vector<Judgement> judgements;
  std::vector<Preference> preferences;  // one of each, agreeing with the outcomes
};
WellKnown FirstWellKnown(size_t count) {
  std::map<MenteeId, std::vector<Judgement>> by_person;
  for (const Judgement& judgement : Planted()) by_person[judgement.mentee].push_back(judgement);
  WellKnown known;
  for (const auto& [mentee, judgements] : by_person) {
    if (known.preferences.size() == count) break;
    const auto good = std::find_if(judgements.begin(), judgements.end(),
                                   [](const Judgement& one) { return one.grade == 1; });
    const auto bad = std::find_if(judgements.begin(), judgements.end(),
                                  [](const Judgement& one) { return one.grade == 0; });
    if (good == judgements.end() || bad == judgements.end()) continue;
    known.judgements.insert(known.judgements.end(), judgements.begin(), judgements.end());
    known.preferences.push_back({mentee, good->vacancy, bad->vacancy});
  }
  return known;
}

TEST(TuneTest, SomebodyWithOutcomesAndPreferencesIsOnePerson) {
  const WellKnown many = FirstWellKnown(60);
  const auto outcomes = TuneOn(many.judgements, DefaultOptions());
  const auto both = TuneOn(many.judgements, DefaultOptions(), many.preferences);
  ASSERT_TRUE(both.ok()) << both.status();
  EXPECT_EQ(60, outcomes->people);
  EXPECT_EQ(60, both->people);
  EXPECT_EQ(outcomes->comparisons + 60, both->comparisons);
  // Twenty people are not forty because mentors spoke of them too.
  const WellKnown few = FirstWellKnown(20);
  EXPECT_THAT(TuneOn(few.judgements, DefaultOptions(), few.preferences).status(),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("of 20 people")));
}

// Of the people by id each fifth has outcomes, so that they are one part: what is measured on them is what
// words on the others taught.
TEST(TuneTest, WordsOnPeopleWhoAreHeldOutTeachNothingAboutThem) {
  const WellKnown known = FirstWellKnown(150);
  std::vector<Judgement> judgements;
  std::vector<Preference> turned = known.preferences;
  for (size_t person = 0; person < turned.size(); person += 5) {
    for (const Judgement& judgement : known.judgements) {
      if (judgement.mentee == turned[person].mentee) judgements.push_back(judgement);
    }
    std::swap(turned[person].better, turned[person].worse);
  }
  const auto straight = TuneOn(judgements, DefaultOptions(), known.preferences);
  const auto crooked = TuneOn(judgements, DefaultOptions(), turned);
  ASSERT_TRUE(straight.ok()) << straight.status();
  ASSERT_TRUE(crooked.ok()) << crooked.status();
  EXPECT_EQ(30, straight->held_out.difference.count);
  EXPECT_EQ(straight->held_out_after, crooked->held_out_after);
  EXPECT_EQ(straight->held_out, crooked->held_out);
  EXPECT_NE(straight->profile.weights, crooked->profile.weights);
}

TEST(TuneTest, OfFewerThanFivePeopleNothingIsTold) {
  const WellKnown known = FirstWellKnown(150);
  std::vector<Judgement> judgements;
  for (const Judgement& judgement : known.judgements) {
    if (judgement.mentee <= known.preferences[3].mentee) judgements.push_back(judgement);
  }
  const auto tuned = TuneOn(judgements, DefaultOptions(), known.preferences);
  ASSERT_TRUE(tuned.ok()) << tuned.status();
  EXPECT_EQ(0, tuned->held_out.difference.count);
  EXPECT_EQ(Estimate(), tuned->held_out_before);
  EXPECT_EQ(Estimate(), tuned->held_out_after);
  EXPECT_THAT(
      TuneOn(judgements, DefaultOptions()).status(),
      StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("of fewer than 5 people;")));
}

// The mean that an evaluation of the profile as it is has, of people for whom not everything turned out alike.
void ExpectHeldAgainstEvaluation(const std::vector<Judgement>& judgements,
                                 const TuningOptions& tuning) {
  const auto tuned = TuneOn(judgements, tuning);
  ASSERT_TRUE(tuned.ok()) << tuned.status();
  const LabelledMarket& world = SharedMarket();
  EvaluationOptions options;
  options.as_of = StoryDay();
  options.profile = tuning.profile;
  options.scope = EvaluationScope::kJudged;
  options.threads = 2;
  const auto measured =
      Evaluate(world.engine,
               {.mentees = world.market.mentees, .judgements = judgements, .labels = {}}, options);
  ASSERT_TRUE(measured.ok()) << measured.status();
  std::map<MenteeId, std::set<int32_t>> grades;
  for (const Judgement& judgement : judgements) grades[judgement.mentee].insert(judgement.grade);
  double sum = 0;
  int64_t people = 0;
  for (const PersonFigures& figures : measured->figures) {
    if (grades[figures.mentee].size() < 2) continue;
    sum += figures.metrics[Index(Metric::kNdcg)];
    ++people;
  }
  EXPECT_EQ(people, tuned->held_out_before.count);
  EXPECT_NEAR(sum / static_cast<double>(people), tuned->held_out_before.value, 1e-12);
}

TEST(TuneTest, WhatItIsHeldAgainstIsTheProfileAsItIs) {
  ExpectHeldAgainstEvaluation(Planted(), DefaultOptions());
}

TEST(TuneTest, PeopleHeldOutAreScoredByTheEngineWithLaddersAndWhatIsClosedToo) {
  TuningOptions tuning = DefaultOptions();
  tuning.ladders = {Ladder::kLanguageMissing, Ladder::kDistrictMinutes, Ladder::kWorkingTimeShare,
                    Ladder::kStartWeeksLate};
  ExpectHeldAgainstEvaluation(Planted(), tuning);
  // Of any vacancies there are: many are closed to somebody.
  const LabelledMarket& world = SharedMarket();
  std::vector<Judgement> judgements;
  for (size_t i = 0; i < world.market.mentees.size(); ++i) {
    for (size_t j = 0; j < 10; ++j) {
      judgements.push_back({world.market.mentees[i].id,
                            world.vacancies[(37 * i + 149 * j) % world.vacancies.size()],
                            static_cast<int32_t>((i + j) % 3)});
    }
  }
  ExpectHeldAgainstEvaluation(judgements, DefaultOptions());
}

TEST(TuneTest, WhatIsGoneIsLeftOutAndCounted) {
  std::vector<Judgement> judgements = Planted();
  judgements.push_back({{"nobody"}, judgements[0].vacancy, 1});
  const auto result =
      TuneOn(judgements, DefaultOptions(), {{judgements[0].mentee, {"nowhere"}, {"elsewhere"}}});
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(2, result->left_out);
}

TEST(TuneTest, EndsOnceNobodyWaits) {
  TuningOptions options = DefaultOptions();
  options.is_over = [] { return true; };
  EXPECT_THAT(TuneOn(Planted(), options).status(), StatusIs(absl::StatusCode::kCancelled));
}

TEST(TuneTest, AsksWhetherSomebodyWaitsAlsoWhileItFits) {
  TuningOptions options = DefaultOptions();
  options.threads = 1;
  int64_t asked = 0;
  int64_t last = -1;
  options.is_over = [&] { return asked++ == last; };
  ASSERT_TRUE(TuneOn(Planted(), options).ok());
  const int64_t all = asked;
  // Points are looked at 64 pairs at a time, at most three rounds of everybody and of four fifths five times over, and
  // scores 16 people at a time, twice: the rest is asked by the fits.
  const auto read = static_cast<int64_t>(Planted().size() / 64 + 1);
  EXPECT_GT(all, 18 * read);
  for (const int64_t at : {read + 1, all / 2, all - 1}) {
    asked = 0;
    last = at;
    EXPECT_THAT(TuneOn(Planted(), options).status(), StatusIs(absl::StatusCode::kCancelled)) << at;
  }
}

TEST(TuneTest, FaultyQuestionsAreRefused) {
  const auto refuses = [](absl::string_view text) {
    return StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(std::string(text)));
  };
  TuningOptions options = DefaultOptions();
  options.ladders = {Ladder::kDistrictMinutes, Ladder::kDistrictRelation};
  EXPECT_THAT(TuneOn(Planted(), options).status(), refuses("district_relation"));
  options = DefaultOptions();
  options.profile.language_fit.missing = {10000, 6500, 2500, 500, 400};
  options.ladders = {Ladder::kLanguageMissing};
  EXPECT_THAT(TuneOn(Planted(), options).status(),
              refuses("language_missing goes from 10000 to 400"));
  options = DefaultOptions();
  options.current_counts_for = -1;
  EXPECT_THAT(TuneOn(Planted(), options).status(), refuses("current_counts_for: -1"));
  options = DefaultOptions();
  options.profile.weights.fill(0);
  EXPECT_THAT(TuneOn(Planted(), options).status(), refuses("weights"));
  EXPECT_THAT(TuneOn({}, DefaultOptions(), {{{"m"}, {"v"}, {"v"}}}).status(),
              refuses("compared with itself"));
  EXPECT_THAT(TuneOn({Planted().begin(), Planted().begin() + 40}, DefaultOptions()).status(),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("too few data")));
  EXPECT_THAT(Tune(Engine(), {}, DefaultOptions()).status(),
              StatusIs(absl::StatusCode::kFailedPrecondition));
}

}  // namespace
}  // namespace passung
