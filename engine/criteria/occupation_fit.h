#ifndef PASSUNG_ENGINE_CRITERIA_OCCUPATION_FIT_H_
#define PASSUNG_ENGINE_CRITERIA_OCCUPATION_FIT_H_

#include "engine/vocabulary/day_facts.h"
#include "engine/vocabulary/knowledge_internal.h"
#include "passung/profile.h"

namespace passung {

// Points of one claim in one relation, without the floor.
int32_t ClaimPoints(const OccupationFitTable& table, ClaimKind kind, Column column,
                    OccupationRelation relation);

// Points of known claims for a known code.
int32_t OccupationPoints(const KnowledgeImpl& knowledge, const OccupationFitTable& table,
                         const DayFacts& facts, OccupationCode code, Column column);

}  // namespace passung

#endif  // PASSUNG_ENGINE_CRITERIA_OCCUPATION_FIT_H_
