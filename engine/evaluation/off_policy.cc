#include "passung/off_policy.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "engine/evaluation/chance.h"
#include "engine/evaluation/judged_people.h"
#include "engine/evaluation/normal.h"

namespace passung {
namespace {

using evaluation::Chance;
using evaluation::kNormalQuantile;

constexpr int32_t kMostScore = 100'000'000;
// Beyond them sums of squares would no longer be numbers.
constexpr double kLeastPropensity = 1e-9;
constexpr double kMostReward = 1e9;
constexpr double kMostWeight = 1e9;

constexpr std::array kAllClasses = {HitClass::kOpen, HitClass::kLater, HitClass::kUnclear,
                                    HitClass::kClosed};

// Fisher and Yates, over the places that the group has; these rise.
void Shuffle(std::span<const size_t> group, std::vector<ShownPlace>& places, Chance& chance) {
  for (const size_t at : group) {
    places[at].group = static_cast<int32_t>(group.size());
    places[at].group_first = static_cast<int32_t>(group.front());
  }
  for (size_t left = group.size(); left > 1; --left) {
    std::swap(places[group[left - 1]].hit, places[group[chance.Below(left)]].hit);
  }
}

// From `begin` on: those of one class among near ties.
void ShuffleBand(size_t begin, size_t end, const NearTieOptions& options,
                 std::vector<ShownPlace>& places, Chance& chance) {
  std::vector<size_t> group;
  if (options.classes.empty()) {
    for (size_t i = begin; i < end; ++i) group.push_back(i);
    return Shuffle(group, places, chance);
  }
  for (const HitClass hit_class : kAllClasses) {
    group.clear();
    for (size_t i = begin; i < end; ++i) {
      if (options.classes[i] == hit_class) group.push_back(i);
    }
    Shuffle(group, places, chance);
  }
}

absl::Status CheckNearTies(std::span<const int32_t> scores, const NearTieOptions& options) {
  PASSUNG_RETURN_IF_ERROR(evaluation::CheckRange("width", options.width, 0, kMostScore));
  PASSUNG_RETURN_IF_ERROR(evaluation::CheckRange("first_places", options.first_places, 0,
                                                 std::numeric_limits<int32_t>::max()));
  if (!options.classes.empty() && options.classes.size() != scores.size()) {
    return absl::InvalidArgumentError(absl::StrCat("classes: ", options.classes.size(), " for ",
                                                   scores.size(), " scores; one for each"));
  }
  if (!std::is_sorted(scores.rbegin(), scores.rend())) {
    return absl::InvalidArgumentError("scores: they rise somewhere; they have to fall");
  }
  if (scores.empty()) return absl::OkStatus();
  PASSUNG_RETURN_IF_ERROR(evaluation::CheckRange("scores[0]", scores.front(), 0, kMostScore));
  return evaluation::CheckRange(absl::StrCat("scores[", scores.size() - 1, "]"), scores.back(), 0,
                                kMostScore);
}

// What is no number lies in no range.
absl::Status CheckNumber(absl::string_view field, double value, double least, double most) {
  if (value >= least && value <= most) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(field, ": ", value, " is not between ", least, " and ", most));
}

absl::Status CheckRow(size_t number, const LoggedReward& row) {
  const auto check = [number](absl::string_view field, double value, double least, double most) {
    return CheckNumber(absl::StrCat("rows[", number, "].", field), value, least, most);
  };
  PASSUNG_RETURN_IF_ERROR(check("propensity", row.propensity, kLeastPropensity, 1));
  PASSUNG_RETURN_IF_ERROR(check("target", row.target, 0, 1));
  PASSUNG_RETURN_IF_ERROR(check("reward", row.reward, -kMostReward, kMostReward));
  PASSUNG_RETURN_IF_ERROR(check("guess_shown", row.guess_shown, -kMostReward, kMostReward));
  return check("guess_target", row.guess_target, -kMostReward, kMostReward);
}

struct Spread {
  double mean = 0;
  double error = 0;
};

// The sum over people of the square of what each of them adds up to.
double SquaresOverPeople(std::span<const LoggedReward> rows, const std::vector<double>& away,
                         size_t& people) {
  absl::flat_hash_map<int64_t, double> sums;
  double squares = 0;
  people = 0;
  for (size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].person >= 0) {
      sums[rows[i].person] += away[i];
    } else {
      squares += away[i] * away[i];
      ++people;
    }
  }
  // In an order of its own, so that a figure comes out alike everywhere.
  std::vector<double> sorted;
  for (const auto& [person, sum] : sums) sorted.push_back(sum * sum);
  std::sort(sorted.begin(), sorted.end());
  people += sorted.size();
  return std::accumulate(sorted.begin(), sorted.end(), squares);
}

Spread SpreadOf(std::span<const LoggedReward> rows, const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  std::vector<double> away;
  away.reserve(values.size());
  for (const double value : values) away.push_back(value - mean);
  size_t people = 0;
  const double squares = SquaresOverPeople(rows, away, people);
  if (people < 2) return {.mean = mean};
  const auto of = static_cast<double>(people);
  return {.mean = mean, .error = std::sqrt(of / (of - 1) * squares) / n};
}

Estimate EstimateOf(double value, double error, size_t count) {
  return {.value = value,
          .low = value - kNormalQuantile * error,
          .high = value + kNormalQuantile * error,
          .count = static_cast<int64_t>(count)};
}

// A ratio of two means, with the error of its linear part.
Spread RatioOf(std::span<const LoggedReward> rows, const std::vector<double>& weights) {
  double rewards = 0;
  double sum = 0;
  for (size_t i = 0; i < rows.size(); ++i) {
    rewards += weights[i] * rows[i].reward;
    sum += weights[i];
  }
  if (sum == 0) return {};
  const double ratio = rewards / sum;
  std::vector<double> away;
  for (size_t i = 0; i < rows.size(); ++i) away.push_back(weights[i] * (rows[i].reward - ratio));
  size_t people = 0;
  return {.mean = ratio, .error = std::sqrt(SquaresOverPeople(rows, away, people)) / sum};
}

}  // namespace

absl::StatusOr<std::vector<ShownPlace>> ShuffleNearTies(std::span<const int32_t> scores,
                                                        const NearTieOptions& options) {
  PASSUNG_RETURN_IF_ERROR(CheckNearTies(scores, options));
  std::vector<ShownPlace> places(scores.size());
  for (size_t i = 0; i < places.size(); ++i) {
    places[i].hit = static_cast<int32_t>(i);
    places[i].group_first = static_cast<int32_t>(i);
  }
  if (options.width == 0) return places;
  const size_t drawn = options.first_places == 0
                           ? places.size()
                           : std::min(places.size(), static_cast<size_t>(options.first_places));
  Chance chance(options.seed);
  for (size_t begin = 0; begin < drawn;) {
    size_t end = begin;
    while (end < drawn && scores[begin] - scores[end] <= options.width) ++end;
    ShuffleBand(begin, end, options, places, chance);
    begin = end;
  }
  return places;
}

absl::StatusOr<OffPolicyEstimate> EstimateOffPolicy(std::span<const LoggedReward> rows,
                                                    const OffPolicyOptions& options) {
  PASSUNG_RETURN_IF_ERROR(CheckNumber("most_weight", options.most_weight, 0, kMostWeight));
  if (rows.empty()) return absl::InvalidArgumentError("rows: there are none");
  std::vector<double> weights;
  std::vector<double> scored;
  std::vector<double> robust;
  double sum = 0;
  double squares = 0;
  for (size_t i = 0; i < rows.size(); ++i) {
    PASSUNG_RETURN_IF_ERROR(CheckRow(i, rows[i]));
    double weight = rows[i].target / rows[i].propensity;
    if (options.most_weight > 0) weight = std::min(weight, options.most_weight);
    weights.push_back(weight);
    scored.push_back(weight * rows[i].reward);
    robust.push_back(rows[i].guess_target + weight * (rows[i].reward - rows[i].guess_shown));
    sum += weight;
    squares += weight * weight;
  }
  const Spread ips = SpreadOf(rows, scored);
  const Spread snips = RatioOf(rows, weights);
  const Spread both = SpreadOf(rows, robust);
  return OffPolicyEstimate{.ips = EstimateOf(ips.mean, ips.error, rows.size()),
                           .snips = EstimateOf(snips.mean, snips.error, rows.size()),
                           .doubly_robust = EstimateOf(both.mean, both.error, rows.size()),
                           .ips_error = ips.error,
                           .snips_error = snips.error,
                           .doubly_robust_error = both.error,
                           .effective_count = squares == 0 ? 0 : sum * sum / squares,
                           .largest_weight = *std::max_element(weights.begin(), weights.end())};
}

}  // namespace passung
