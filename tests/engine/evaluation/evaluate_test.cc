#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <numeric>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "passung/evaluation.h"
#include "passung/ranking_metrics.h"
#include "tests/engine/evaluation/labelled_market.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using testing::HasSubstr;

EvaluationOptions OptionsWith(absl::string_view profile) {
  EvaluationOptions options;
  options.as_of = StoryDay();
  options.profile = *ShippedProfile(profile);
  options.threads = 2;
  return options;
}

// Suggestions of the first places, so that lists of the market have judged ones among them.
std::vector<Judgement> TopJudgements(const LabelledMarket& world) {
  std::vector<Judgement> judgements;
  for (const Mentee& mentee : std::span(world.market.mentees).first(120)) {
    const auto result = world.engine.RankVacancies(mentee, {.as_of = StoryDay(),
                                                            .limit = 30,
                                                            .profile = *ShippedProfile("near_home"),
                                                            .summary = false});
    for (size_t i = 0; i < result->matches.size(); i += 3) {
      judgements.push_back({mentee.id, result->matches[i].vacancy, static_cast<int32_t>(i % 4)});
    }
  }
  return judgements;
}

class EvaluateTest : public testing::Test {
 protected:
  const LabelledMarket& world_ = SharedMarket();
  std::vector<Judgement> judgements_ = TopJudgements(world_);

  Evaluation Of(const EvaluationOptions& options,
                const std::vector<GroupLabel>& labels = {}) const {
    const auto result = Evaluate(
        world_.engine,
        {.mentees = world_.market.mentees, .judgements = judgements_, .labels = labels}, options);
    EXPECT_TRUE(result.ok()) << result.status();
    return *result;
  }
};

double ValueOf(const Evaluation& evaluation, Metric metric) {
  return evaluation.metrics[Index(metric)].value;
}

// Everything again, one question to the engine at a time.
TEST_F(EvaluateTest, FiguresEqualThoseOfListsThatAreAskedForOneByOne) {
  const EvaluationOptions options = OptionsWith("default");
  std::map<std::string, std::map<std::string, int32_t>> judged;
  for (const Judgement& j : judgements_) judged[j.mentee.value][j.vacancy.value] = j.grade;
  double ndcg = 0;
  double recall = 0;
  double good_match = 0;
  int64_t shown = 0;
  int64_t adequate = 0;
  std::map<std::string, int64_t> exposure;
  std::vector<ScoredLabel> labels;
  for (const Mentee& mentee : world_.market.mentees) {
    if (!judged.contains(mentee.id.value)) continue;
    const auto& grades = judged[mentee.id.value];
    MatchOptions question = {.as_of = StoryDay(), .limit = 10, .profile = options.profile};
    const auto list = world_.engine.RankVacancies(mentee, question);
    std::vector<int32_t> ranked;
    for (const Match& match : list->matches) {
      const auto at = grades.find(match.vacancy.value);
      ranked.push_back(at == grades.end() ? 0 : at->second);
      ++exposure[match.vacancy.value];
      ++shown;
      adequate += std::count(match.flags.begin(), match.flags.end(), Flag::kUnderUsed) == 0 ? 1 : 0;
    }
    std::vector<int32_t> all;
    for (const auto& [vacancy, grade] : grades) {
      all.push_back(grade);
      const auto pair = world_.engine.ExplainMatch(
          mentee, *world_.engine.Current()->FindVacancy({vacancy}), question);
      if (pair->match.hit_class != HitClass::kClosed)
        labels.push_back({pair->match.score, grade >= 1});
    }
    ndcg += NdcgAt(ranked, all, 10);
    recall += RecallAt(ranked, all, 10, {1});
    good_match += ReciprocalRank(ranked, {1}) > 0 ? 1 : 0;
  }
  const auto people = static_cast<double>(judged.size());
  std::vector<int64_t> counts;
  for (const auto& [vacancy, count] : exposure) counts.push_back(count);
  const Evaluation evaluation = Of(options);
  EXPECT_EQ(judged.size(), evaluation.people);
  EXPECT_EQ(judgements_.size(), evaluation.judgements);
  EXPECT_NEAR(ndcg / people, ValueOf(evaluation, Metric::kNdcg), 1e-12);
  EXPECT_NEAR(recall / people, ValueOf(evaluation, Metric::kRecall), 1e-12);
  EXPECT_NEAR(good_match / people, ValueOf(evaluation, Metric::kGoodMatch), 1e-12);
  EXPECT_NEAR(AreaUnderCurve(labels), ValueOf(evaluation, Metric::kArea), 1e-12);
  EXPECT_NEAR(static_cast<double>(adequate) / static_cast<double>(shown),
              ValueOf(evaluation, Metric::kAdequacy), 1e-12);
  EXPECT_NEAR(Gini(counts, 1500), ValueOf(evaluation, Metric::kGini), 1e-12);
  EXPECT_NEAR(static_cast<double>(counts.size()) / 1500, ValueOf(evaluation, Metric::kCoverage),
              1e-12);
  EXPECT_EQ(evaluation.judgements - evaluation.closed, static_cast<int64_t>(labels.size()));
}

TEST_F(EvaluateTest, EveryIntervalHoldsItsFigure) {
  const Evaluation evaluation = Of(OptionsWith("default"));
  for (size_t i = 0; i < kMetricCount; ++i) {
    const Estimate& estimate = evaluation.metrics[i];
    EXPECT_LE(estimate.low, estimate.value) << Name(static_cast<Metric>(i));
    EXPECT_GE(estimate.high, estimate.value) << Name(static_cast<Metric>(i));
    EXPECT_LT(estimate.low, estimate.high) << Name(static_cast<Metric>(i));
    EXPECT_EQ(evaluation.people, estimate.count);
    EXPECT_GE(estimate.low, 0) << Name(static_cast<Metric>(i));
    EXPECT_LE(estimate.high, 1) << Name(static_cast<Metric>(i));
  }
}

TEST_F(EvaluateTest, AmongTheJudgedOnlyTheirOrderCounts) {
  EvaluationOptions options = OptionsWith("default");
  options.scope = EvaluationScope::kJudged;
  options.k = 1000;
  const Evaluation evaluation = Of(options);
  std::set<std::string> closed_for;
  for (const PersonFigures& figures : evaluation.figures) {
    if (figures.metrics[Index(Metric::kRecall)] < 1) closed_for.insert(figures.mentee.value);
  }
  // Whoever has a good one that is not found has one that is closed.
  EXPECT_LE(closed_for.size(), static_cast<size_t>(evaluation.closed));
  EXPECT_GT(ValueOf(evaluation, Metric::kNdcg), ValueOf(Of(OptionsWith("default")), Metric::kNdcg));
}

TEST_F(EvaluateTest, CalibrationHasTenPartsThatRise) {
  const Evaluation evaluation = Of(OptionsWith("default"));
  ASSERT_EQ(10, evaluation.calibration.size());
  int64_t count = 0;
  for (size_t i = 0; i < 10; ++i) {
    const CalibrationBin& bin = evaluation.calibration[i];
    EXPECT_LE(bin.least, bin.mean);
    EXPECT_LE(bin.mean, bin.most);
    EXPECT_TRUE(i == 0 || evaluation.calibration[i - 1].most <= bin.least);
    count += bin.good.count;
  }
  EXPECT_EQ(evaluation.judgements - evaluation.closed, count);
}

// The first people who were judged, and so many of their pairs.
std::vector<Judgement> OfFirst(const std::vector<Judgement>& judgements, size_t people) {
  std::set<MenteeId> taken;
  std::vector<Judgement> few;
  for (const Judgement& judgement : judgements) {
    if (!taken.contains(judgement.mentee) && taken.size() == people) continue;
    taken.insert(judgement.mentee);
    few.push_back(judgement);
  }
  return few;
}

TEST_F(EvaluateTest, NoPartOfCalibrationIsOfFewerThanFivePeople) {
  const EvaluationOptions options = OptionsWith("default");
  for (const size_t people : {5, 6, 9}) {
    judgements_ = OfFirst(TopJudgements(world_), people);
    const Evaluation evaluation = Of(options);
    std::map<MenteeId, const Mentee*> by_id;
    for (const Mentee& mentee : world_.market.mentees) by_id[mentee.id] = &mentee;
    std::vector<std::pair<int32_t, MenteeId>> scored;
    for (const Judgement& judgement : judgements_) {
      const auto pair = world_.engine.ExplainMatch(
          *by_id[judgement.mentee], *world_.engine.Current()->FindVacancy(judgement.vacancy),
          {.as_of = StoryDay(), .profile = options.profile});
      if (pair->match.hit_class == HitClass::kClosed) continue;
      scored.emplace_back(pair->match.score, judgement.mentee);
    }
    int64_t count = 0;
    for (const CalibrationBin& bin : evaluation.calibration) {
      std::set<MenteeId> inside;
      for (const auto& [score, mentee] : scored) {
        if (score >= bin.least && score <= bin.most) inside.insert(mentee);
      }
      EXPECT_GE(inside.size(), 5) << people << " people, from " << bin.least;
      count += bin.good.count;
    }
    // Nothing is left out that could be told from the sum.
    EXPECT_EQ(evaluation.judgements - evaluation.closed, count);
    EXPECT_LT(evaluation.calibration.size(), 10) << people;
  }
}

TEST_F(EvaluateTest, FiguresOfFewerThanFivePeopleAreRefused) {
  const auto status = [this](const EvaluationOptions& options) {
    return Evaluate(world_.engine,
                    {.mentees = world_.market.mentees, .judgements = judgements_, .labels = {}},
                    options)
        .status();
  };
  EvaluationOptions options = OptionsWith("default");
  judgements_ = OfFirst(judgements_, 4);
  EXPECT_THAT(status(options), StatusIs(absl::StatusCode::kFailedPrecondition,
                                        HasSubstr("fewer than 5 people there are outcomes")));
  judgements_ = OfFirst(TopJudgements(world_), 30);
  std::set<MenteeId> lucky;
  for (Judgement& judgement : judgements_) {
    if (judgement.grade == 3 && (lucky.contains(judgement.mentee) || lucky.size() < 4)) {
      lucky.insert(judgement.mentee);
    } else {
      judgement.grade = 0;
    }
  }
  ASSERT_EQ(4, lucky.size());
  options.good = 3;
  EXPECT_THAT(status(options), StatusIs(absl::StatusCode::kFailedPrecondition,
                                        HasSubstr("for fewer than 5 people something turned out")));
  // Nobody is no small number.
  options.good = 4;
  EXPECT_TRUE(status(options).ok()) << status(options);
}

TEST_F(EvaluateTest, NoFigureDependsOnThreadsOrOnTheOrderOfJudgements) {
  EvaluationOptions options = OptionsWith("default");
  const Evaluation two = Of(options);
  options.threads = 1;
  std::reverse(judgements_.begin(), judgements_.end());
  const Evaluation one = Of(options);
  EXPECT_EQ(one.metrics, two.metrics);
  ASSERT_EQ(one.figures.size(), two.figures.size());
  for (size_t i = 0; i < one.figures.size(); ++i) {
    EXPECT_EQ(one.figures[i].metrics, two.figures[i].metrics);
  }
}

TEST_F(EvaluateTest, SlicesOfDistrictsAndLevelsHaveEverybodyOnceAndHideFew) {
  const Evaluation evaluation = Of(OptionsWith("default"));
  for (const SliceKind kind : {SliceKind::kDistrict, SliceKind::kLevel}) {
    int64_t people = 0;
    bool hidden = false;
    for (const EvaluationSlice& slice : evaluation.slices) {
      if (slice.kind != kind) continue;
      people += slice.people;
      hidden |= slice.hidden;
      EXPECT_TRUE(slice.hidden ? slice.people == 0 : slice.people >= 5) << slice.value;
    }
    if (hidden) {
      EXPECT_LE(people, evaluation.people - 5);
    } else {
      EXPECT_EQ(evaluation.people, people);
    }
  }
}

TEST_F(EvaluateTest, LabelsSplitFiguresAndChangeNone) {
  std::vector<GroupLabel> labels;
  for (size_t i = 0; i < world_.market.mentees.size(); ++i) {
    labels.push_back({world_.market.mentees[i].id, i % 2 == 0 ? "a" : "b"});
  }
  const EvaluationOptions options = OptionsWith("default");
  const Evaluation with = Of(options, labels);
  const Evaluation without = Of(options);
  EXPECT_EQ(without.metrics, with.metrics);
  ASSERT_EQ(without.slices.size() + 2, with.slices.size());
  const EvaluationSlice& a = with.slices[with.slices.size() - 2];
  const EvaluationSlice& b = with.slices.back();
  EXPECT_EQ("a", a.value);
  EXPECT_EQ("b", b.value);
  EXPECT_EQ(with.people, a.people + b.people);
  const auto mean = [](const EvaluationSlice& slice) {
    return static_cast<double>(slice.people) * slice.metrics[0].value;
  };
  EXPECT_NEAR(ValueOf(with, Metric::kNdcg) * static_cast<double>(with.people), mean(a) + mean(b),
              1e-9);
}

TEST_F(EvaluateTest, ComparisonsPairTheSamePeople) {
  const Evaluation before = Of(OptionsWith("default"));
  const Evaluation after = Of(OptionsWith("near_home"));
  const auto comparisons = Compare(before, after, 1);
  const PairedComparison& ndcg = comparisons[Index(Metric::kNdcg)];
  EXPECT_EQ(before.people, ndcg.difference.count);
  EXPECT_NEAR(ValueOf(after, Metric::kNdcg) - ValueOf(before, Metric::kNdcg), ndcg.difference.value,
              1e-12);
  // What was judged are places of that profile.
  EXPECT_GT(ndcg.difference.low, 0);
  EXPECT_LT(ndcg.p_t, 1e-6);
  EXPECT_LT(ndcg.p_wilcoxon, 1e-6);
  const auto same = Compare(before, before, 1);
  EXPECT_EQ(1, same[0].p_t);
}

// `before` 0 for all, `after` as given.
std::array<PairedComparison, kPersonMetricCount> CompareMadeUp(const std::vector<double>& after) {
  Evaluation was;
  Evaluation is;
  for (size_t i = 0; i < after.size(); ++i) {
    const MenteeId mentee = {absl::StrCat("m", 100 + i)};
    was.figures.push_back({.mentee = mentee, .metrics = {0.5}});
    is.figures.push_back({.mentee = mentee, .metrics = {after[i]}});
  }
  return Compare(was, is, 1);
}

TEST_F(EvaluateTest, CountsOfFewerThanFivePeopleAreHiddenWhereTwoAreCompared) {
  std::vector<double> after(20, 0.5);
  std::fill(after.begin(), after.begin() + 6, 1.0);
  std::fill(after.begin() + 6, after.begin() + 12, 0.0);
  const auto shown = CompareMadeUp(after);
  EXPECT_FALSE(shown[0].counts_hidden);
  EXPECT_EQ(6, shown[0].better);
  EXPECT_EQ(6, shown[0].worse);
  // Nobody differs in the others.
  EXPECT_FALSE(shown[1].counts_hidden);
  after[0] = after[1] = 0.5;
  const auto hidden = CompareMadeUp(after);
  EXPECT_TRUE(hidden[0].counts_hidden);
  EXPECT_EQ(0, hidden[0].better + hidden[0].worse);
  EXPECT_EQ(1, hidden[0].p_wilcoxon) << "four are better off: their ranks could be told from it";
  EXPECT_LT(hidden[0].p_t, 1);
  EXPECT_EQ(20, hidden[0].difference.count);
}

// Of one person of five who gains the mean is a fifth of it, and Student's statistic 1 whatever it is.
TEST_F(EvaluateTest, WhereFewerThanFiveDifferNoTestTellsHowMany) {
  const auto one = CompareMadeUp({0.9, 0.5, 0.5, 0.5, 0.5, 0.5})[0];
  const auto four = CompareMadeUp({0.9, 0.8, 0.7, 0.6, 0.5, 0.5})[0];
  for (const PairedComparison& few : {one, four}) {
    EXPECT_TRUE(few.counts_hidden);
    EXPECT_EQ(0, few.t);
    EXPECT_EQ(1, few.p_t);
    EXPECT_EQ(1, few.p_permutation);
    EXPECT_EQ(-1, few.difference.low);
    EXPECT_EQ(1, few.difference.high);
  }
}

TEST_F(EvaluateTest, FiguresOfPeopleAloneAreThoseOfTheWholeEvaluation) {
  EvaluationOptions options = OptionsWith("default");
  options.scope = EvaluationScope::kJudged;
  const Evaluation whole = Of(options);
  options.people_only = true;
  const Evaluation alone = Of(options);
  ASSERT_EQ(whole.figures.size(), alone.figures.size());
  for (size_t i = 0; i < whole.figures.size(); ++i) {
    EXPECT_EQ(whole.figures[i].mentee, alone.figures[i].mentee);
    EXPECT_EQ(whole.figures[i].metrics, alone.figures[i].metrics);
  }
  ASSERT_EQ(whole.slices.size(), alone.slices.size());
  for (size_t i = 0; i < whole.slices.size(); ++i) {
    EXPECT_EQ(whole.slices[i].value, alone.slices[i].value);
    EXPECT_EQ(whole.slices[i].people, alone.slices[i].people);
    EXPECT_EQ(whole.slices[i].metrics, alone.slices[i].metrics);
  }
  EXPECT_TRUE(alone.calibration.empty());
}

TEST_F(EvaluateTest, DifferencesOfSharesEndAtOne) {
  EXPECT_EQ(0.5, CompareMadeUp({1, 1, 1, 1, 1})[0].difference.high);
  std::vector<double> after(5, 1.5);
  after[0] = 0.5;
  EXPECT_EQ(1, CompareMadeUp(after)[0].difference.high);
}

TEST_F(EvaluateTest, WhatIsGoneIsLeftOutAndCounted) {
  judgements_.push_back({{"nobody"}, judgements_[0].vacancy, 1});
  judgements_.push_back({judgements_[0].mentee, {"nowhere"}, 1});
  EXPECT_EQ(2, Of(OptionsWith("default")).left_out);
}

TEST_F(EvaluateTest, EndsOnceNobodyWaits) {
  EvaluationOptions options = OptionsWith("default");
  options.is_over = [] { return true; };
  EXPECT_THAT(
      Evaluate(world_.engine,
               {.mentees = world_.market.mentees, .judgements = judgements_, .labels = {}}, options)
          .status(),
      StatusIs(absl::StatusCode::kCancelled));
}

TEST_F(EvaluateTest, FaultyQuestionsAreRefused) {
  const auto status = [this](const EvaluationOptions& options) {
    return Evaluate(world_.engine,
                    {.mentees = world_.market.mentees, .judgements = judgements_, .labels = {}},
                    options)
        .status();
  };
  const auto refuses = [](absl::string_view text) {
    return StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(std::string(text)));
  };
  EvaluationOptions options = OptionsWith("default");
  options.k = 0;
  EXPECT_THAT(status(options), refuses("k: 0"));
  options = OptionsWith("default");
  options.good = 101;
  EXPECT_THAT(status(options), refuses("good: 101"));
  options = OptionsWith("default");
  options.resamples = 1;
  EXPECT_THAT(status(options), refuses("resamples: 1"));
  options = OptionsWith("default");
  options.people_only = true;
  EXPECT_THAT(status(options), refuses("people_only"));
  options = OptionsWith("default");
  options.profile.weights.fill(0);
  EXPECT_THAT(status(options), refuses("weights"));
  judgements_.push_back(judgements_.front());
  EXPECT_THAT(status(OptionsWith("default")), refuses("judged twice"));
  judgements_.back().grade = -1;
  judgements_.back().vacancy.value = "other";
  EXPECT_THAT(status(OptionsWith("default")), refuses("grade -1"));
  judgements_.clear();
  EXPECT_THAT(status(OptionsWith("default")), refuses("none of a person"));
  EXPECT_THAT(Evaluate(Engine(), {}, OptionsWith("default")).status(),
              StatusIs(absl::StatusCode::kFailedPrecondition));
}

}  // namespace
}  // namespace passung
