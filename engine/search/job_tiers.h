#ifndef PASSUNG_ENGINE_SEARCH_JOB_TIERS_H_
#define PASSUNG_ENGINE_SEARCH_JOB_TIERS_H_

#include <cstdint>
#include <vector>

#include "engine/index/job_order.h"
#include "engine/search/judge.h"

namespace passung {

// The jobs of a market by how near their occupations are to what a person claims: a tier for each
// relation and column. Related jobs are found through the groups of the classification, so that the
// others, which are most, are not looked at.
class JobTiers {
 public:
  // Uses `workspace` as long as it lives.
  JobTiers(const JobOrder& order, const Judge& judge, Workspace& workspace);

  // Calls `visit(position)` for every job of a tier.
  template <class F>
  void ForEach(OccupationRelation nearest, Column column, F&& visit) const {
    if (nearest == OccupationRelation::kUnrelated) {
      for (const uint32_t position : order_.OfColumn(column)) {
        if (workspace_.relation[position] == Index(nearest)) visit(position);
      }
      return;
    }
    for (const uint32_t position : workspace_.related) {
      if (workspace_.relation[position] == Index(nearest) && ColumnAt(position) == column) {
        visit(position);
      }
    }
  }

 private:
  Column ColumnAt(uint32_t position) const { return jobs_[order_.code_at(position)].column; }
  void Relate(OccupationCode occupation);
  void Mark(JobOrder::Range range, OccupationRelation relation);

  const JobOrder& order_;
  const Dictionary<JobKey>& jobs_;
  const KnowledgeImpl& knowledge_;
  Workspace& workspace_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_JOB_TIERS_H_
