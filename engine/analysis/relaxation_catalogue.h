#ifndef PASSUNG_ENGINE_ANALYSIS_RELAXATION_CATALOGUE_H_
#define PASSUNG_ENGINE_ANALYSIS_RELAXATION_CATALOGUE_H_

#include <vector>

#include "engine/vocabulary/districts.h"
#include "passung/relaxations.h"

namespace passung {

// Every single relaxation of a vacancy, in the order of RelaxationKind: only of what it states.
std::vector<Relaxation> RelaxationsOf(const Vacancy& vacancy, const Districts& districts);

}  // namespace passung

#endif  // PASSUNG_ENGINE_ANALYSIS_RELAXATION_CATALOGUE_H_
