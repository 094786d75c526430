#include "engine/evaluation/pair_features.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include "engine/base/largest_remainder.h"
#include "engine/base/status_macros.h"
#include "engine/evaluation/ladders.h"

namespace passung::evaluation {
namespace {

Vacancy OnlyCombination(const Vacancy& vacancy, const Combination& combination) {
  Vacancy only = vacancy;
  if (!vacancy.occupations.empty()) {
    only.occupations = {vacancy.occupations[static_cast<size_t>(combination.occupation)]};
  }
  if (!vacancy.places.empty()) {
    only.places = {vacancy.places[static_cast<size_t>(combination.place)]};
  }
  return only;
}

int32_t PointsIn(const Match& match, CriterionKey criterion) {
  for (const Contribution& contribution : match.contributions) {
    if (contribution.criterion == criterion) return contribution.points;
  }
  return 0;
}

// Integers in proportion to `shares` that sum to `total`. REQUIRES: not negative, some positive.
std::vector<int32_t> Rounded(const std::vector<double>& shares, int32_t total) {
  constexpr double kUnits = 1 << 30;
  double sum = 0;
  for (const double share : shares) sum += share;
  std::vector<int64_t> units;
  units.reserve(shares.size());
  for (const double share : shares) {
    units.push_back(static_cast<int64_t>(std::llround(share / sum * kUnits)));
  }
  std::vector<int32_t> rounded(shares.size());
  base::LargestRemainder(units, total, rounded);
  return rounded;
}

// Points falling by such shares of the first rung.
std::vector<int32_t> FallingBy(const std::vector<double>& shares, int32_t first) {
  const std::vector<int32_t> drops = Rounded(shares, first);
  std::vector<int32_t> rungs(drops.size());
  int32_t left = first;
  for (size_t i = 0; i < drops.size(); ++i) {
    rungs[i] = left;
    left -= drops[i];
  }
  return rungs;
}

}  // namespace

absl::StatusOr<SharedProfile> Share(const ScoringProfile& profile) {
  PASSUNG_ASSIGN_OR_RETURN(AppliedProfile applied, Apply(profile, {}));
  return std::make_shared<const AppliedProfile>(std::move(applied));
}

absl::Status PairFeatures::AddColumns(const ScoringProfile& profile,
                                      const std::vector<Ladder>& ladders) {
  int group = -1;
  for (size_t i = 0; i < kCriterionCount; ++i) {
    if (profile.weights[i] == 0) continue;
    const auto criterion = static_cast<CriterionKey>(i);
    const auto ladder = std::find_if(ladders.begin(), ladders.end(),
                                     [&](Ladder one) { return CriterionOf(one) == criterion; });
    const bool stepwise = ladder != ladders.end();
    const size_t count = stepwise ? RungsOf(profile, *ladder).size() : 1;
    ++group;
    for (size_t rung = 0; rung < count; ++rung) {
      columns_.push_back({.criterion = criterion, .rung = rung});
      groups_.push_back(group);
      if (stepwise) columns_.back().ladder = *ladder;
      SharedProfile step;
      if (stepwise) {
        ScoringProfile stepped = WithStep(profile, *ladder, rung);
        stepped.weights.fill(0);
        stepped.weights[i] = 1;
        PASSUNG_ASSIGN_OR_RETURN(step, Share(stepped));
      }
      steps_.push_back(std::move(step));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<PairFeatures> PairFeatures::Create(const Engine& engine,
                                                  const TuningOptions& options) {
  PairFeatures features(engine, options.as_of);
  ScoringProfile even = options.profile;
  for (int64_t& weight : even.weights) weight = weight == 0 ? 0 : 1;
  PASSUNG_ASSIGN_OR_RETURN(features.even_, Share(even));
  PASSUNG_RETURN_IF_ERROR(features.AddColumns(options.profile, options.ladders));
  return features;
}

MatchOptions PairFeatures::QuestionWith(const SharedProfile& profile) const {
  MatchOptions question;
  question.as_of = as_of_;
  question.applied = profile;
  question.summary = false;
  return question;
}

absl::StatusOr<Combination> PairFeatures::Name(const Mentee& mentee, const Vacancy& vacancy,
                                               const SharedProfile& profile) const {
  if (vacancy.occupations.size() <= 1 && vacancy.places.size() <= 1) return Combination{};
  PASSUNG_ASSIGN_OR_RETURN(const PairResult named,
                           engine_.ExplainMatch(mentee, vacancy, QuestionWith(profile)));
  return Combination{.occupation = named.match.occupation_index, .place = named.match.place_index};
}

absl::StatusOr<std::vector<int32_t>> PairFeatures::Of(const Mentee& mentee, const Vacancy& vacancy,
                                                      const Combination& combination) const {
  const Vacancy only = OnlyCombination(vacancy, combination);
  PASSUNG_ASSIGN_OR_RETURN(const PairResult even,
                           engine_.ExplainMatch(mentee, only, QuestionWith(even_)));
  std::vector<int32_t> points;
  for (size_t i = 0; i < columns_.size(); ++i) {
    if (steps_[i] == nullptr) {
      points.push_back(PointsIn(even.match, columns_[i].criterion));
      continue;
    }
    PASSUNG_ASSIGN_OR_RETURN(const PairResult step,
                             engine_.ExplainMatch(mentee, only, QuestionWith(steps_[i])));
    points.push_back(PointsIn(step.match, columns_[i].criterion));
  }
  return points;
}

Eigen::VectorXd PairFeatures::SharesOf(const ScoringProfile& profile) const {
  Eigen::VectorXd shares(static_cast<Eigen::Index>(columns_.size()));
  for (size_t i = 0; i < columns_.size(); ++i) {
    const FeatureColumn& column = columns_[i];
    auto share = static_cast<double>(profile.weights[Index(column.criterion)]);
    if (column.ladder) {
      const std::vector<int32_t> rungs = RungsOf(profile, *column.ladder);
      const int32_t below = column.rung + 1 < rungs.size() ? rungs[column.rung + 1] : 0;
      share *= static_cast<double>(rungs[column.rung] - below) / rungs.front();
    }
    shares(static_cast<Eigen::Index>(i)) = share;
  }
  return shares / shares.sum();
}

ScoringProfile PairFeatures::WithShares(const ScoringProfile& profile,
                                        const Eigen::VectorXd& coefficients) const {
  ScoringProfile changed = profile;
  std::vector<double> weights(kCriterionCount);
  for (size_t begin = 0; begin < columns_.size();) {
    std::vector<double> steps;
    size_t end = begin;
    for (; end < columns_.size() && groups_[end] == groups_[begin]; ++end) {
      steps.push_back(coefficients(static_cast<Eigen::Index>(end)));
    }
    double& weight = weights[Index(columns_[begin].criterion)];
    for (const double step : steps) weight += step;
    if (columns_[begin].ladder && weight > 0) {
      const int32_t first = RungsOf(profile, *columns_[begin].ladder).front();
      SetRungs(*columns_[begin].ladder, FallingBy(steps, first), changed);
    }
    begin = end;
  }
  const std::vector<int32_t> rounded = Rounded(weights, kWeightSum);
  std::copy(rounded.begin(), rounded.end(), changed.weights.begin());
  return changed;
}

}  // namespace passung::evaluation
