#ifndef PASSUNG_ENGINE_EXPLAIN_CODES_APART_H_
#define PASSUNG_ENGINE_EXPLAIN_CODES_APART_H_

#include <vector>

#include "engine/vocabulary/day_facts.h"
#include "engine/vocabulary/knowledge_internal.h"
#include "passung/vocabulary.h"

namespace passung {

// Occupations that stand for all of the classification where a job's is unknown: of those that are alike to a person,
// the first. Alike are codes to which everything that the person has (claims, and what recognitions are about) is related
// in the same way, which have the same requirement level and the same level of German by law; codes that bar, only where the
// person has nothing to do with them. What a combination of them scores in occupation, level, recognition and language is
// then the same. Rising. A step for each code of main groups with one that is related.
std::vector<OccupationCode> CodesApart(const KnowledgeImpl& knowledge, const DayFacts& facts);

}  // namespace passung

#endif  // PASSUNG_ENGINE_EXPLAIN_CODES_APART_H_
