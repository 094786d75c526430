#ifndef PASSUNG_ENGINE_CRITERIA_LEVEL_ADEQUACY_H_
#define PASSUNG_ENGINE_CRITERIA_LEVEL_ADEQUACY_H_

#include "engine/vocabulary/day_facts.h"
#include "engine/vocabulary/job_relations.h"

namespace passung {

// An adaptation measure for such a job leads towards an occupation that the person has qualified for.
bool IsOwnAdaptation(const JobRelations& job, const DayFacts& facts);

}  // namespace passung

#endif  // PASSUNG_ENGINE_CRITERIA_LEVEL_ADEQUACY_H_
