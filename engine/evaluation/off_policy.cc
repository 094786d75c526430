#include "passung/off_policy.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <utility>

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

// Fisher and Yates.
void Shuffle(std::span<ShownPlace> group, Chance& chance) {
  for (size_t left = group.size(); left > 1; --left) {
    std::swap(group[left - 1].hit, group[chance.Below(left)].hit);
  }
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

Spread SpreadOf(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return {.mean = mean, .error = values.size() < 2 ? 0 : std::sqrt(squares / (n - 1) / n)};
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
  double squares = 0;
  for (size_t i = 0; i < rows.size(); ++i) {
    const double away = weights[i] * (rows[i].reward - ratio);
    squares += away * away;
  }
  return {.mean = ratio, .error = std::sqrt(squares) / sum};
}

}  // namespace

absl::StatusOr<std::vector<ShownPlace>> ShuffleNearTies(std::span<const int32_t> scores,
                                                        const NearTieOptions& options) {
  PASSUNG_RETURN_IF_ERROR(evaluation::CheckRange("width", options.width, 0, kMostScore));
  if (!std::is_sorted(scores.rbegin(), scores.rend())) {
    return absl::InvalidArgumentError("scores: they rise somewhere; they have to fall");
  }
  if (!scores.empty()) {
    PASSUNG_RETURN_IF_ERROR(evaluation::CheckRange("scores[0]", scores.front(), 0, kMostScore));
    PASSUNG_RETURN_IF_ERROR(evaluation::CheckRange(absl::StrCat("scores[", scores.size() - 1, "]"),
                                                   scores.back(), 0, kMostScore));
  }
  std::vector<ShownPlace> places(scores.size());
  for (size_t i = 0; i < places.size(); ++i) places[i].hit = static_cast<int32_t>(i);
  if (options.width == 0) return places;
  Chance chance(options.seed);
  for (size_t begin = 0; begin < places.size();) {
    size_t end = begin;
    while (end < places.size() && scores[begin] - scores[end] <= options.width) ++end;
    const std::span<ShownPlace> group(&places[begin], end - begin);
    for (ShownPlace& place : group) place.group = static_cast<int32_t>(group.size());
    Shuffle(group, chance);
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
  const Spread ips = SpreadOf(scored);
  const Spread snips = RatioOf(rows, weights);
  const Spread both = SpreadOf(robust);
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
