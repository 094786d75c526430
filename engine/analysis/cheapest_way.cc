#include "engine/analysis/cheapest_way.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"

namespace passung {
namespace {

constexpr int32_t kMostStepsAllowed = 4;
constexpr int32_t kBestScore = kMaxPoints * kWeightSum;
constexpr size_t kMostPrices = 200;
constexpr int32_t kMostDays = 10'000;
constexpr int32_t kMostEuros = 1'000'000;

absl::Status CheckBetween(absl::string_view field, int64_t value, int64_t least, int64_t most) {
  if (least <= value && value <= most) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(field, ": ", value, " is not between ", least, " and ", most));
}

}  // namespace

absl::Status Validate(const CounterfactualOptions& options) {
  PASSUNG_RETURN_IF_ERROR(CheckBetween("most_steps", options.most_steps, 1, kMostStepsAllowed));
  PASSUNG_RETURN_IF_ERROR(CheckBetween("min_score", options.min_score, 0, kBestScore));
  PASSUNG_RETURN_IF_ERROR(
      CheckBetween("prices", static_cast<int64_t>(options.prices.size()), 0, kMostPrices));
  for (size_t i = 0; i < options.prices.size(); ++i) {
    const StepPrice& price = options.prices[i];
    const std::string at = absl::StrCat("prices[", i, "]");
    if (price.act == Step::kNone) {
      return absl::InvalidArgumentError(absl::StrCat(at, ".act: must name a step"));
    }
    PASSUNG_RETURN_IF_ERROR(
        CheckBetween(absl::StrCat(at, ".days"), price.days.value_or(0), 0, kMostDays));
    PASSUNG_RETURN_IF_ERROR(
        CheckBetween(absl::StrCat(at, ".euros"), price.euros.value_or(0), 0, kMostEuros));
  }
  return absl::OkStatus();
}

StepSearchAnswer CheapestWayOf(const StepSpace& space, const Mentee& mentee,
                               const CounterfactualOptions& options) {
  return CheapestWay(
      {.space = space,
       .prices = options.prices,
       .by = options.by == CheapestBy::kDays ? LeastBy::kDaysEurosSteps : LeastBy::kEurosDaysSteps,
       .most_steps = options.most_steps,
       .is_there =
           [&](const Mentee&, const PairStanding& standing) {
             return standing.hit_class != HitClass::kClosed && standing.score >= options.min_score;
           }},
      mentee);
}

}  // namespace passung
