#ifndef PASSUNG_ENGINE_ANALYSIS_STEP_PRICES_H_
#define PASSUNG_ENGINE_ANALYSIS_STEP_PRICES_H_

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "passung/counterfactual.h"

namespace passung {

// What the first entries of `own`, then of the shipped list, say of a step.
PricedStep PriceOf(const SingleStep& step, int32_t lead_days, std::span<const StepPrice> own);

// A list of prices as a table; `file` is its name in messages. InvalidArgument naming line and column.
absl::StatusOr<std::vector<StepPrice>> ParseStepPrices(absl::string_view file,
                                                       absl::string_view text);

}  // namespace passung

#endif  // PASSUNG_ENGINE_ANALYSIS_STEP_PRICES_H_
