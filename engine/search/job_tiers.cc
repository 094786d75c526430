#include "engine/search/job_tiers.h"

#include <algorithm>

namespace passung {

JobTiers::JobTiers(const JobOrder& order, const Judge& judge, Workspace& workspace)
    : order_(order),
      jobs_(judge.query().dictionaries.job),
      knowledge_(judge.query().knowledge),
      workspace_(workspace) {
  workspace_.relation.assign(order.size(), Index(OccupationRelation::kUnrelated));
  workspace_.related.clear();
  const DayFacts& facts = judge.person().today;
  std::vector<OccupationCode> occupations;
  for (const DayFacts::Claim& claim : facts.claims) occupations.push_back(claim.occupation);
  for (const auto& qualification : facts.qualifications) {
    occupations.push_back(qualification.reference);
  }
  std::sort(occupations.begin(), occupations.end());
  occupations.erase(std::unique(occupations.begin(), occupations.end()), occupations.end());
  for (const OccupationCode occupation : occupations) Relate(occupation);
}

// The same relations as KnowledgeImpl::Relate, as ranges of jobs instead of pair by pair.
void JobTiers::Relate(OccupationCode occupation) {
  const int32_t area = occupation.Prefix(2);
  for (const MainGroup& group : MainGroups()) {
    if (group.segment != SegmentOfMainGroup(area)) continue;
    Mark(order_.WithPrefix(group.code, 2), OccupationRelation::kSegment);
  }
  Mark(order_.WithPrefix(area, 2), OccupationRelation::kSame2);
  knowledge_.classification().ForEachNeighbourGroup(
      occupation, [this](const Classification::Group& group) {
        Mark(order_.WithPrefix(group.value, group.digits), OccupationRelation::kNeighbour);
      });
  Mark(order_.WithPrefix(occupation.Prefix(3), 3), OccupationRelation::kSame3);
  Mark(order_.WithPrefix(occupation.Prefix(4), 4), OccupationRelation::kSame4);
  for (const OccupationCode same : knowledge_.regulated().ProfessionOf(occupation)) {
    Mark(order_.WithCode(same), OccupationRelation::kSame4);
  }
  Mark(order_.WithCode(occupation), OccupationRelation::kSame5);
}

void JobTiers::Mark(JobOrder::Range range, OccupationRelation relation) {
  const auto value = static_cast<uint8_t>(relation);
  for (uint32_t position = range.first; position < range.last; ++position) {
    uint8_t& nearest = workspace_.relation[position];
    if (nearest == Index(OccupationRelation::kUnrelated)) workspace_.related.push_back(position);
    nearest = std::min(nearest, value);
  }
}

}  // namespace passung
