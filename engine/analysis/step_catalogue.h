#ifndef PASSUNG_ENGINE_ANALYSIS_STEP_CATALOGUE_H_
#define PASSUNG_ENGINE_ANALYSIS_STEP_CATALOGUE_H_

#include <span>
#include <vector>

#include "engine/analysis/market_demand.h"
#include "engine/search/person.h"
#include "engine/search/top_k.h"
#include "passung/mentee.h"
#include "passung/steps.h"

namespace passung {

// What single steps are chosen from.
struct StepBasis {
  const Query& query;
  const Mentee& mentee;
  const Person& person;
  const MarketDemand& demand;
  const VacancyRows& rows;
  std::span<const Hit> best;  // the best vacancies of the person, best first
};

// Every single step of a person, in the order of engine/SCORING.md section 12: only of facts that are
// known (what is unknown is a question, not a step), and only where some vacancy could ask for it.
// `gain` and `outcomes[].gain` are left empty.
std::vector<StepResult> SingleStepsOf(const StepBasis& basis);

}  // namespace passung

#endif  // PASSUNG_ENGINE_ANALYSIS_STEP_CATALOGUE_H_
