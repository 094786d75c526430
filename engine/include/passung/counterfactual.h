#ifndef PASSUNG_COUNTERFACTUAL_H_
#define PASSUNG_COUNTERFACTUAL_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "passung/match.h"
#include "passung/steps.h"

// The cheapest way to a vacancy: which steps, one after the other, make it possible for a mentee, by a
// list of prices. Proved minimal among all ways of so many steps. engine/SCORING.md section 18.

namespace passung {

// What a step takes. The first entry of a list that fits says it; what no entry says of days is the
// usual duration of the step (passung/steps.h), of euros nothing.
struct StepPrice {
  Step act = Step::kNone;
  std::optional<LicenceKind> licence;  // absent: every one
  std::optional<LanguageLevel> level;  // of learn_german, the level afterwards; absent: every one
  std::optional<int32_t> days;         // 0 … 10 000
  std::optional<int32_t> euros;        // 0 … 1 000 000
  friend bool operator==(const StepPrice&, const StepPrice&) = default;
};

// The fees that are known, from engine/analysis/step_prices.csv.
const std::vector<StepPrice>& ShippedPrices();

// What is to be least; of equal ways the other, then fewer steps, then those that come first in the
// catalogue of steps.
enum class CheapestBy : uint8_t { kDays, kEuros };
template <>
struct EnumNames<CheapestBy> {
  static constexpr absl::string_view kNames[] = {"days", "euros"};
};

enum class PlanOutcome : uint8_t {
  kNotNeeded,  // things are so already
  kFound,      // the least of all ways
  kNone,       // no way of so many steps leads there
  kGivenUp,    // not all ways were looked at, and none of those that were leads there
};
template <>
struct EnumNames<PlanOutcome> {
  static constexpr absl::string_view kNames[] = {"not_needed", "found", "none", "given_up"};
};

struct PricedStep {
  SingleStep step;
  int32_t days = 0;
  int32_t euros = 0;
  friend bool operator==(const PricedStep&, const PricedStep&) = default;
};

// Steps in the order in which they are taken. Days add up: one step after the other.
struct StepPlan {
  PlanOutcome outcome = PlanOutcome::kNone;
  std::vector<PricedStep> steps;  // only where found
  int64_t days = 0;
  int64_t euros = 0;
  friend bool operator==(const StepPlan&, const StepPlan&) = default;
};

struct CounterfactualOptions {
  // As for ExplainMatch.
  MatchOptions match;
  std::vector<StepPrice> prices;  // before the shipped ones; at most 200
  CheapestBy by = CheapestBy::kDays;
  int32_t min_score = 0;   // that the pair is to reach, 0 … 100 000 000
  int32_t most_steps = 3;  // 1 … 4; what is only to be asked for in the end is not counted
};

struct CounterfactualResult {
  Match before;
  // Not closed and with the score that was asked for; what then has to be asked for (PASS_AFTER an act)
  // comes last and is a part of the price.
  StepPlan plan;
  std::optional<Match> after;  // the pair after these steps; where found
  VersionsUsed versions;
};

absl::Status Validate(const CounterfactualOptions& options);

}  // namespace passung

#endif  // PASSUNG_COUNTERFACTUAL_H_
