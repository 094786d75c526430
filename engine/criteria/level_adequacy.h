#ifndef PASSUNG_ENGINE_CRITERIA_LEVEL_ADEQUACY_H_
#define PASSUNG_ENGINE_CRITERIA_LEVEL_ADEQUACY_H_

#include "engine/vocabulary/day_facts.h"
#include "engine/vocabulary/knowledge_internal.h"

namespace passung {

// An adaptation measure for `code` leads towards an occupation that the person has qualified for.
bool IsOwnAdaptation(const KnowledgeImpl& knowledge, const DayFacts& facts, OccupationCode code);

}  // namespace passung

#endif  // PASSUNG_ENGINE_CRITERIA_LEVEL_ADEQUACY_H_
