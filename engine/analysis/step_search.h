#ifndef PASSUNG_ENGINE_ANALYSIS_STEP_SEARCH_H_
#define PASSUNG_ENGINE_ANALYSIS_STEP_SEARCH_H_

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "engine/analysis/step_space.h"
#include "passung/counterfactual.h"

namespace passung {

// What makes a way the least one, in this order; then the steps that come first in the catalogue.
enum class LeastBy : uint8_t { kStepsDaysEuros, kDaysEurosSteps, kEurosDaysSteps };

struct StepSearchQuestion {
  const StepSpace& space;
  std::span<const StepPrice> prices;
  LeastBy by = LeastBy::kDaysEurosSteps;
  int32_t most_steps = 3;
  int64_t most_people = 5'000;  // that are looked at; then the search gives up
  // Whether what is only to be asked for in the end is a part of the way and its price.
  bool with_acts = true;
  // Whether a mentee is where they are to be. Asked once for each person on the way.
  std::function<bool(const Mentee& mentee, const PairStanding& standing)> is_there;
};

struct StepSearchAnswer {
  StepPlan plan;
  Mentee after;  // where found
};

// Looks at ways in the order of what they take, from one person to the next; the first that is there is
// the least of all ways of so many steps, since no step takes less than nothing. People with the same
// facts are looked at once.
StepSearchAnswer CheapestWay(const StepSearchQuestion& question, const Mentee& mentee);

}  // namespace passung

#endif  // PASSUNG_ENGINE_ANALYSIS_STEP_SEARCH_H_
