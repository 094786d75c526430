#ifndef PASSUNG_ENGINE_SEARCH_JOB_TIERS_H_
#define PASSUNG_ENGINE_SEARCH_JOB_TIERS_H_

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/index/job_order.h"
#include "engine/search/judge.h"

namespace passung {

// The jobs of a market by how near their occupations are to what a person claims: a tier for each
// relation and column. Relations are found through the groups of the classification, not job by job, and of the far
// tiers, which have most jobs, nothing is worked out before they are opened.
class JobTiers {
 public:
  // Uses `workspace` as long as it lives.
  JobTiers(const JobOrder& order, const Judge& judge, Workspace& workspace);

  // What the job's criteria give together, points × weight. Unrelated jobs that are alike are worked out once.
  int32_t JobPart(uint32_t position);

  // Whether a tier has no job. Of a far one it may say no where all of the column are in others.
  bool IsEmpty(OccupationRelation nearest, Column column) const {
    if (nearest >= kFirstFar) return order_.OfColumn(column).empty();
    const size_t tier = TierOf(nearest, column);
    return begin_[tier] == begin_[tier + 1];
  }
  // Calls `visit(position)` for every job of a tier.
  template <class F>
  void ForEach(OccupationRelation nearest, Column column, F&& visit) const {
    if (nearest >= kFirstFar) {
      for (const uint32_t position : order_.OfColumn(column)) {
        if (workspace_.relation[position] == Index(nearest)) visit(position);
      }
      return;
    }
    const size_t tier = TierOf(nearest, column);
    for (uint32_t i = begin_[tier]; i < begin_[tier + 1]; ++i) visit(workspace_.tiers[i]);
  }

 private:
  // Tiers from that relation on have most jobs and are hardly ever opened: theirs are looked for then.
  static constexpr auto kFirstFar = OccupationRelation::kSegment;
  static constexpr size_t kTiers = EnumCount<OccupationRelation>() * kColumnCount;
  static constexpr size_t TierOf(OccupationRelation nearest, Column column) {
    return Index(nearest) * kColumnCount + Index(column);
  }
  // Column, adaptation, whether the occupation is known and bars: unrelated jobs with equal ones get equal points
  // (JobCriterion).
  static constexpr size_t kKinds = size_t{kColumnCount} * 8;
  static constexpr int32_t kNotYet = -1;
  void Relate(OccupationCode occupation, uint8_t* relations) const;
  void SortIntoTiers();
  size_t KindOf(const JobKey& job) const;
  std::optional<JobRelations> RelationsOf(uint32_t position, const JobKey& job) const;
  int32_t WorkOut(uint32_t position, const JobKey& job) const;

  const JobOrder& order_;
  const Judge& judge_;
  const KnowledgeImpl& knowledge_;
  Workspace& workspace_;
  std::vector<OccupationCode> occupations_;  // which the person claims or is recognised in, rising
  size_t stride_ = 0;  // of relations to one of them: at least as many as there are jobs
  std::array<int32_t, kKinds> unrelated_parts_;  // of unrelated jobs, by kind
  std::array<uint32_t, kTiers + 1> begin_{};     // of each tier in workspace_.tiers
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_JOB_TIERS_H_
