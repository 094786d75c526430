#ifndef PASSUNG_ENGINE_SEARCH_MENTEE_JOBS_H_
#define PASSUNG_ENGINE_SEARCH_MENTEE_JOBS_H_

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/criteria/criterion.h"
#include "engine/index/mentee_index.h"
#include "engine/search/row_values.h"
#include "engine/search/workspace.h"

namespace passung {

// Memory that questions on one thread use one after the other.
struct MenteeJobMemory {
  Memo by_claims;
  Memo by_qualification;
  Memo by_qualifications;
  RowValues<int32_t> by_claim;
};

// The occupations that somebody claims, in classes: those of a class are related alike to each
// occupation of one vacancy. And the most that the criteria of the job together, points × weight,
// give those who claim one of a class, for any of the vacancy's occupations.
class MenteeJobs {
 public:
  // Uses this thread's memory as long as it lives: one at a time on each.
  MenteeJobs(const Query& query, const MenteeIndex& index);

  struct Class {
    std::vector<OccupationRelation> relations;  // to each job
    std::vector<uint32_t> occupations;          // positions; the last one: no claim at all
    int32_t most = 0;                           // of anybody
  };
  const std::vector<Class>& classes() const { return classes_; }

  // Of one of those who claim an occupation of the nth class. It holds for whoever has no claim that
  // counts more for the vacancy than those with this occupation: everybody is found so somewhere.
  int32_t Most(size_t nth, uint32_t claims) {
    const MenteeIndex::Claims& of = index_.claims()[claims];
    int32_t most = 0;
    for (size_t job = 0; job < jobs_.size(); ++job) {
      const auto relation = classes_[nth].relations[job];
      const auto related = of.alone != 0 ? relation : OccupationRelation::kSame5;
      most = std::max(
          most, ByClaims(job, relation, of.kinds) + ByQualifications(job, related, of.qualified));
    }
    return most;
  }

  // What occupation_fit gives for each job, points × weight, where these are all the claims: the one
  // that fits best decides. Valid until called again.
  const std::vector<int32_t>& OfClaims(std::span<const uint32_t> claims);

 private:
  static constexpr size_t kRelations = EnumCount<OccupationRelation>();
  static constexpr size_t kKinds = EnumCount<ClaimKind>();
  static constexpr int kNoQualification = 64;  // after what the bits of qualified() stand for
  static constexpr size_t kQualifiedBits = 65;
  struct Weighted {
    const JobCriterion* criterion;
    int32_t weight;
  };
  struct Job {
    uint32_t code = 0;
    bool unknown = false;  // its occupation
  };

  void MakeClasses();
  std::vector<uint8_t> RelationsTo(const Job& job) const;
  void BoundClasses();
  int32_t MostOf(const Weighted& of, const Job& job, OccupationRelation nearest) const;
  size_t NumberOf(size_t job, OccupationRelation relation) const {
    return job * kRelations + Index(relation);
  }
  int32_t ByClaims(size_t job, OccupationRelation relation, uint32_t kinds) {
    const size_t number = NumberOf(job, relation) << kKinds | kinds;
    return memory_.by_claims.Get(static_cast<uint32_t>(number),
                                 [&] { return WorkOutClaims(job, relation, kinds); });
  }
  // `qualified`: position in index_.qualified().
  int32_t ByQualifications(size_t job, OccupationRelation relation, uint32_t qualified) {
    const size_t number = NumberOf(job, relation) * index_.qualified().size() + qualified;
    return memory_.by_qualifications.Get(static_cast<uint32_t>(number), [&] {
      return WorkOutQualifications(job, relation, index_.qualified()[qualified]);
    });
  }
  int32_t WorkOutClaims(size_t job, OccupationRelation relation, uint32_t kinds);
  int32_t WorkOutQualifications(size_t job, OccupationRelation relation, uint64_t qualified);
  const int32_t* ByClaim(size_t number, const DayFacts::Claim* claim);

  const Query& query_;
  const MenteeIndex& index_;
  MenteeJobMemory& memory_;
  std::vector<Weighted> of_claims_;          // occupation_fit
  std::vector<Weighted> of_qualifications_;  // the other criteria of the job
  std::vector<Job> jobs_;
  std::vector<Class> classes_;
  std::vector<uint32_t> class_of_;  // by position of the occupation
  std::vector<int32_t> best_;       // by job
  DayFacts somebody_;               // whoever is being bounded
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_MENTEE_JOBS_H_
