#include "engine/search/job_tiers.h"

#include <algorithm>
#include <numeric>

#include "engine/base/sort_unique.h"
#include "engine/search/related_groups.h"

namespace passung {

JobTiers::JobTiers(const JobOrder& order, const Judge& judge, Workspace& workspace)
    : order_(order), judge_(judge), knowledge_(judge.query().knowledge), workspace_(workspace) {
  workspace_.relation.assign(order.size(), Index(OccupationRelation::kUnrelated));
  workspace_.kinship.resize(order.size());  // set once a job is found to be related
  workspace_.related.clear();
  unrelated_parts_.fill(kNotYet);
  const DayFacts& facts = judge.person().today;
  std::vector<OccupationCode> occupations;
  for (const DayFacts::Claim& claim : facts.claims) occupations.push_back(claim.occupation);
  for (const auto& qualification : facts.qualifications) {
    occupations.push_back(qualification.occupation);
    occupations.push_back(qualification.reference);
  }
  base::SortUnique(occupations);
  alike_ = occupations.size() <= kMostOccupations;
  for (size_t n = 0; n < occupations.size(); ++n) Relate(occupations[n], alike_ ? n : 0);
  SortIntoTiers();
}

int32_t JobTiers::JobPart(uint32_t position) {
  const uint32_t code = order_.code_at(position);
  const JobKey& job = judge_.query().dictionaries.job[code];
  const bool regulated = job.code && !knowledge_.regulated().RowsOf(*job.code).empty();
  const size_t kind = Index(job.column) * 4 + (job.adaptation ? 2U : 0) + (job.code ? 1U : 0);
  if (workspace_.relation[position] == Index(OccupationRelation::kUnrelated)) {
    const bool bars =
        regulated && knowledge_.regulated().Bars(*job.code, judge_.person().today.day);
    int32_t& part = unrelated_parts_[kind * 2 + (bars ? 1U : 0)];
    if (part == kNotYet) part = WorkOut(code);
    return part;
  }
  if (!alike_ || regulated) return WorkOut(code);
  const Likeness likeness{workspace_.kinship[position], kind};
  const auto known = std::find_if(parts_.begin(), parts_.end(),
                                  [&](const KnownPart& part) { return part.likeness == likeness; });
  if (known != parts_.end()) return known->part;
  parts_.push_back({likeness, WorkOut(code)});
  return parts_.back().part;
}

int32_t JobTiers::WorkOut(uint32_t code) const {
  int32_t part = 0;
  for (const Judge::Weighted& of : judge_.job_criteria()) part += judge_.Contribution(of, code);
  return part;
}

// A counting sort of the related jobs.
void JobTiers::SortIntoTiers() {
  const auto tier_of = [this](uint32_t position) {
    return TierOf(static_cast<OccupationRelation>(workspace_.relation[position]),
                  order_.column_at(position));
  };
  for (const uint32_t position : workspace_.related) ++begin_[tier_of(position) + 1];
  std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
  std::array<uint32_t, kTiers + 1> next = begin_;
  workspace_.tiers.resize(workspace_.related.size());
  for (const uint32_t position : workspace_.related) {
    workspace_.tiers[next[tier_of(position)]++] = position;
  }
}

void JobTiers::Relate(OccupationCode occupation, size_t nth) {
  ForEachRelatedGroup(knowledge_, occupation,
                      [this, nth](int32_t group, int digits, OccupationRelation relation) {
                        Mark(digits == 5 ? order_.WithCode(OccupationCode::FromNumber(group))
                                         : order_.WithPrefix(group, digits),
                             relation, nth);
                      });
}

void JobTiers::Mark(JobOrder::Range range, OccupationRelation relation, size_t nth) {
  const auto value = static_cast<uint8_t>(relation);
  const auto shift = static_cast<int>(nth) * kKinshipBits;
  const Kinship field = Kinship{(1U << kKinshipBits) - 1} << shift;
  for (uint32_t position = range.first; position < range.last; ++position) {
    uint8_t& nearest = workspace_.relation[position];
    Kinship& kinship = workspace_.kinship[position];
    if (nearest == Index(OccupationRelation::kUnrelated)) {
      workspace_.related.push_back(position);
      kinship = ~Kinship{0};
    }
    nearest = std::min(nearest, value);
    if ((kinship & field) > Kinship{value} << shift) {
      kinship = (kinship & ~field) | Kinship{value} << shift;
    }
  }
}

}  // namespace passung
