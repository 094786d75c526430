#ifndef PASSUNG_ENGINE_SEARCH_MENTEE_JOBS_H_
#define PASSUNG_ENGINE_SEARCH_MENTEE_JOBS_H_

#include <array>
#include <cstdint>
#include <vector>

#include "engine/criteria/criterion.h"
#include "engine/index/mentee_index.h"

namespace passung {

// The occupations that somebody claims, in classes: those of a class are related alike to each
// occupation of one vacancy. And the most that the criteria of the job together, points × weight,
// give those who claim one of a class, for any of the vacancy's occupations.
class MenteeJobs {
 public:
  MenteeJobs(const Query& query, const MenteeIndex& index);

  struct Class {
    std::vector<OccupationRelation> relations;  // to each job
    std::vector<uint32_t> occupations;          // positions; the last one: no claim at all
    int32_t most = 0;                           // of anybody
  };
  const std::vector<Class>& classes() const { return classes_; }

  // Of one of those who claim an occupation of the nth class. It holds for whoever has no claim that
  // counts more for the vacancy than those with this occupation: everybody is found so somewhere.
  int32_t Most(size_t nth, const MenteeIndex::Entry& entry) {
    int32_t most = 0;
    for (size_t job = 0; job < jobs_.size(); ++job) {
      const auto relation = classes_[nth].relations[job];
      const auto related = entry.alone != 0 ? relation : OccupationRelation::kSame5;
      most = std::max(most, ByClaims(jobs_[job], relation, entry.kinds) +
                                ByQualifications(jobs_[job], related, entry.qualified));
    }
    return most;
  }

 private:
  static constexpr size_t kRelations = EnumCount<OccupationRelation>();
  static constexpr size_t kKinds = size_t{1} << EnumCount<ClaimKind>();
  static constexpr int32_t kNotYet = -1;
  struct Weighted {
    const JobCriterion* criterion;
    int32_t weight;
  };
  struct Job {
    uint32_t code = 0;
    bool unknown = false;  // its occupation
    // By kinds of claims with an occupation so related.
    std::array<std::array<int32_t, kKinds>, kRelations> by_claims;
    // By number of what the qualifications may be; empty for relations that no class has.
    std::array<std::vector<int32_t>, kRelations> by_qualifications;
  };

  void MakeClasses();
  std::vector<uint8_t> RelationsTo(const Job& job) const;
  int32_t MostOfAnybody(const Class& of);
  // Of somebody_.
  int32_t Sum(const std::vector<Weighted>& criteria, const Job& job,
              OccupationRelation nearest) const;

  int32_t ByClaims(Job& job, OccupationRelation relation, uint32_t kinds) {
    int32_t& most = job.by_claims[Index(relation)][kinds];
    if (most == kNotYet) [[unlikely]]
      most = WorkOutClaims(job, relation, kinds);
    return most;
  }
  int32_t ByQualifications(Job& job, OccupationRelation relation, uint32_t qualified) {
    int32_t& most = job.by_qualifications[Index(relation)][qualified];
    if (most == kNotYet) [[unlikely]]
      most = WorkOutQualifications(job, relation, qualified);
    return most;
  }
  int32_t WorkOutClaims(const Job& job, OccupationRelation relation, uint32_t kinds);
  int32_t WorkOutQualifications(const Job& job, OccupationRelation relation, uint32_t qualified);

  const Query& query_;
  const MenteeIndex& index_;
  std::vector<Weighted> of_claims_;          // occupation_fit
  std::vector<Weighted> of_qualifications_;  // the other criteria of the job
  std::vector<Job> jobs_;
  std::vector<Class> classes_;
  DayFacts somebody_;  // whoever is being bounded
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_MENTEE_JOBS_H_
