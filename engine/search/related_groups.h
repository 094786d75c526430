#ifndef PASSUNG_ENGINE_SEARCH_RELATED_GROUPS_H_
#define PASSUNG_ENGINE_SEARCH_RELATED_GROUPS_H_

#include <cstdint>

#include "engine/vocabulary/classification.h"
#include "engine/vocabulary/knowledge_internal.h"

namespace passung {

// The same relations as KnowledgeImpl::Relate, as groups of codes instead of pair by pair: calls
// `visit(group, digits, relation)` with the leading digits (1 to 5) of occupations that are related
// to this one at least so nearly, from the farthest relation to the nearest. That of the last of all
// groups with an occupation is its relation; what is in none is unrelated.
template <class F>
void ForEachRelatedGroup(const KnowledgeImpl& knowledge, OccupationCode occupation, F&& visit) {
  const int32_t area = occupation.Prefix(2);
  for (const MainGroup& group : MainGroups()) {
    if (group.segment != SegmentOfMainGroup(area)) continue;
    visit(int32_t{group.code}, 2, OccupationRelation::kSegment);
  }
  visit(area, 2, OccupationRelation::kSame2);
  knowledge.classification().ForEachNeighbourGroup(
      occupation, [&](const Classification::Group& group) {
        visit(group.value, group.digits, OccupationRelation::kNeighbour);
      });
  visit(occupation.Prefix(3), 3, OccupationRelation::kSame3);
  visit(occupation.Prefix(4), 4, OccupationRelation::kSame4);
  for (const OccupationCode same : knowledge.regulated().ProfessionOf(occupation)) {
    visit(same.number(), 5, OccupationRelation::kSame4);
  }
  visit(occupation.number(), 5, OccupationRelation::kSame5);
}

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_RELATED_GROUPS_H_
