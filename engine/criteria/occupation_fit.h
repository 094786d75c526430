#ifndef PASSUNG_ENGINE_CRITERIA_OCCUPATION_FIT_H_
#define PASSUNG_ENGINE_CRITERIA_OCCUPATION_FIT_H_

#include "engine/vocabulary/day_facts.h"
#include "engine/vocabulary/job_relations.h"
#include "passung/profile.h"

namespace passung {

// Points of one claim in one relation, without the floor.
int32_t ClaimPoints(const OccupationFitTable& table, ClaimKind kind, Column column,
                    OccupationRelation relation);

// Points of known claims for a known occupation.
int32_t OccupationPoints(const JobRelations& job, const OccupationFitTable& table,
                         const DayFacts& facts, Column column);

}  // namespace passung

#endif  // PASSUNG_ENGINE_CRITERIA_OCCUPATION_FIT_H_
