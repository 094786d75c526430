#ifndef PASSUNG_ENGINE_VOCABULARY_CLAIMS_H_
#define PASSUNG_ENGINE_VOCABULARY_CLAIMS_H_

#include <optional>
#include <vector>

#include "engine/vocabulary/day_facts.h"
#include "engine/vocabulary/job_relations.h"
#include "engine/vocabulary/knowledge_internal.h"
#include "passung/vocabulary.h"

// What a person's qualifications are worth for one occupation: engine/SCORING.md section 3, in one
// place for criteria, rules, flags and intervals.

namespace passung {

// At least an official neighbour.
constexpr bool IsRelated(OccupationRelation relation) {
  return relation <= OccupationRelation::kNeighbour;
}

// Statuses under which a qualification's level is not capped.
bool LiftsCap(std::optional<RecognitionStatus> status);

// The level of a qualification after the cap.
int CappedLevel(const DayFacts::Qualified& qualification, int unrecognised_cap);

// All that an occupation may be related to: of claims, of qualifications, and what recognitions are about. Rising.
std::vector<OccupationCode> OccupationsOf(const DayFacts& facts);

// In columns 1, training and bridge every qualification counts, in 2 to 4 only related ones.
bool Counts(const JobRelations& job, const DayFacts::Qualified& qualification, Column column);

// 1 … 4.
int UsableLevel(const JobRelations& job, const DayFacts& facts, Column column,
                int unrecognised_cap);

// Whether a recognition with this reference covers the job. `bars`: see RegulatedOccupations.
bool Covers(const JobRelations& job, OccupationCode reference, bool bars);

// A dated step towards a related occupation is under way (flag BRIDGE).
bool HasStepUnderWay(const JobRelations& job, const DayFacts& facts);

// The level that the law demands for work in an occupation on a day, if any.
std::optional<LanguageLevel> GermanByLaw(const KnowledgeImpl& knowledge, OccupationCode code,
                                         Date day);

}  // namespace passung

#endif  // PASSUNG_ENGINE_VOCABULARY_CLAIMS_H_
