#ifndef PASSUNG_ENGINE_ANALYSIS_CHEAPEST_WAY_H_
#define PASSUNG_ENGINE_ANALYSIS_CHEAPEST_WAY_H_

#include "engine/analysis/step_search.h"
#include "passung/counterfactual.h"

namespace passung {

// The cheapest way that makes the vacancy of `space` possible, with the score that is asked for.
// REQUIRES: valid options.
StepSearchAnswer CheapestWayOf(const StepSpace& space, const Mentee& mentee,
                               const CounterfactualOptions& options);

}  // namespace passung

#endif  // PASSUNG_ENGINE_ANALYSIS_CHEAPEST_WAY_H_
