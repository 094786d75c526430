#ifndef PASSUNG_ENGINE_INDEX_QUERY_H_
#define PASSUNG_ENGINE_INDEX_QUERY_H_

#include <cstdint>

#include "engine/index/columns.h"
#include "engine/vocabulary/knowledge_internal.h"
#include "passung/date.h"
#include "passung/profile.h"

namespace passung {

// What is the same for all codes of one request. References; lives as long as the request.
struct Query {
  const KnowledgeImpl& knowledge;
  const AppliedProfile& applied;
  Date as_of;
  const Dictionaries& dictionaries;
  bool frozen = false;  // time stands still

  const ScoringProfile& profile() const { return applied.profile; }
};

// One combination of one vacancy, for evidence.
struct Where {
  const Vacancy& vacancy;
  Combination combination;
  CodeTuple codes;

  uint32_t code(ColumnId column) const { return codes[Index(column)]; }
  // nullptr where the vacancy states none.
  const VacancyOccupation* occupation() const {
    if (vacancy.occupations.empty()) return nullptr;
    return &vacancy.occupations[static_cast<size_t>(combination.occupation_index)];
  }
  const Place* place() const {
    if (vacancy.places.empty()) return nullptr;
    return &vacancy.places[static_cast<size_t>(combination.place_index)];
  }
};

// Least and greatest points over all completions of the unknown facts of both sides.
struct PointsRange {
  int32_t min = 0;
  int32_t max = 0;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_QUERY_H_
