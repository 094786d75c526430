#ifndef PASSUNG_ENGINE_SEARCH_JOB_TIERS_H_
#define PASSUNG_ENGINE_SEARCH_JOB_TIERS_H_

#include <array>
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

  // What the job's criteria give together, points × weight. Jobs that are related alike to all
  // claims are worked out once.
  int32_t JobPart(uint32_t position);

  // Whether a tier has no job. Of the unrelated ones it may say no where all are related.
  bool IsEmpty(OccupationRelation nearest, Column column) const {
    if (nearest == OccupationRelation::kUnrelated) return order_.OfColumn(column).empty();
    const size_t tier = TierOf(nearest, column);
    return begin_[tier] == begin_[tier + 1];
  }
  // Calls `visit(position)` for every job of a tier.
  template <class F>
  void ForEach(OccupationRelation nearest, Column column, F&& visit) const {
    if (nearest == OccupationRelation::kUnrelated) {
      for (const uint32_t position : order_.OfColumn(column)) {
        if (workspace_.relation[position] == Index(nearest)) visit(position);
      }
      return;
    }
    const size_t tier = TierOf(nearest, column);
    for (uint32_t i = begin_[tier]; i < begin_[tier + 1]; ++i) visit(workspace_.tiers[i]);
  }

 private:
  static constexpr size_t kTiers = EnumCount<OccupationRelation>() * kColumnCount;
  static constexpr size_t TierOf(OccupationRelation nearest, Column column) {
    return Index(nearest) * kColumnCount + Index(column);
  }
  // The relations of an occupation to each of the person's, three bits each.
  using Kinship = uint64_t;
  static constexpr int kKinshipBits = 3;
  static constexpr size_t kMostOccupations = 64 / kKinshipBits;
  // Column, adaptation, whether the occupation is known.
  static constexpr size_t kKinds = size_t{kColumnCount} * 4;
  static constexpr int32_t kNotYet = -1;
  // Related jobs with equal ones get equal points, unless their occupation is regulated.
  struct Likeness {
    Kinship kinship = 0;
    size_t kind = 0;
    friend bool operator==(const Likeness&, const Likeness&) = default;
  };
  struct KnownPart {
    Likeness likeness;
    int32_t part = 0;
  };
  int32_t WorkOut(uint32_t code) const;
  void SortIntoTiers();
  void Relate(OccupationCode occupation, size_t nth);
  void Mark(JobOrder::Range range, OccupationRelation relation, size_t nth);

  const JobOrder& order_;
  const Judge& judge_;
  const KnowledgeImpl& knowledge_;
  Workspace& workspace_;
  bool alike_ = true;             // few enough occupations for Kinship
  std::vector<KnownPart> parts_;  // few: looking at all beats hashing
  // Of unrelated jobs, by kind and whether the occupation bars the unrecognised (JobCriterion).
  std::array<int32_t, 2 * kKinds> unrelated_parts_;
  std::array<uint32_t, kTiers + 1> begin_{};  // of each tier in workspace_.tiers
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_JOB_TIERS_H_
