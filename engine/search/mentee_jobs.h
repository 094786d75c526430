#ifndef PASSUNG_ENGINE_SEARCH_MENTEE_JOBS_H_
#define PASSUNG_ENGINE_SEARCH_MENTEE_JOBS_H_

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/criteria/criterion.h"
#include "engine/index/mentee_index.h"
#include "engine/search/kept_for.h"
#include "engine/search/row_values.h"

namespace passung {

// Memory that questions on one thread use one after the other.
struct MenteeJobMemory {
  RowValues<int32_t> by_claim;
  // Of jobs that bound alike, whatever vacancy they are of; below 0: not asked yet. By relation and kinds
  // of claims, by how qualifications count and number of qualified(), and the latter of single bits.
  KeptFor kept_for;
  std::vector<int32_t> by_kinds;
  std::vector<std::vector<int32_t>> by_qualified;
  std::vector<int32_t> by_qualification;
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
    bool claims_nothing = false;                // the class of those who have no claim at all
    std::vector<uint32_t> occupations;          // positions; the last one: no claim at all
    int32_t most = 0;                           // of anybody
  };
  const std::vector<Class>& classes() const { return classes_; }

  // How somebody's qualifications count for a job.
  enum class Counted : uint8_t { kRelated, kUnrelated, kNoClaims };

  // What bounds those who claim an occupation of one class.
  class Bounds {
   private:
    friend class MenteeJobs;
    struct OfJob {
      size_t job;
      int32_t* by_kinds;
      size_t relation;
      // By what Claims::beside says of qualifications: how they count for the job.
      std::array<Counted, MenteeIndex::kAlone + 1> counted;
      std::array<int32_t*, MenteeIndex::kAlone + 1> by_qualified;
    };
    std::vector<OfJob> jobs_;  // of those that bound alike the first
  };
  // Valid as long as this.
  Bounds BoundsOf(size_t nth);
  // The most of one of them. It holds for whoever has no claim that counts more for the vacancy than
  // those with this occupation: everybody is found so somewhere.
  int32_t Most(const Bounds& bounds, const MenteeIndex::Claims& of) {
    int32_t most = 0;
    for (const Bounds::OfJob& job : bounds.jobs_) {
      const int32_t by_claims = job.by_kinds[of.kinds];
      const int32_t by_qualifications = job.by_qualified[of.beside][of.qualified];
      if ((by_claims | by_qualifications) < 0) [[unlikely]]
        return WorkOutMost(bounds, of);
      most = std::max(most, by_claims + by_qualifications);
    }
    return most;
  }

  // The same of each of these, with `way` added, into `most`, which is as long: without a branch where
  // all of it has been asked before.
  void MostOfEach(const Bounds& bounds, std::span<const MenteeIndex::Claims> of, int32_t way,
                  int32_t* most);

  // What occupation_fit gives for each job, points × weight, where these are all the claims: the one
  // that fits best decides. Valid until called again.
  const std::vector<int32_t>& OfClaims(std::span<const uint32_t> claims);

 private:
  // A relation, or kNoClaims.
  static constexpr size_t kRelations = EnumCount<OccupationRelation>() + 1;
  static constexpr size_t kNoClaims = kRelations - 1;
  static constexpr size_t kCounted = 3;
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
    size_t likeness = 0;
  };
  // All that bounds look at of a job: column, adaptation, and whether its occupation is unknown, bars or
  // neither.
  static constexpr size_t kLikenesses = size_t{kColumnCount} * 2 * 3;
  size_t LikenessOf(const JobKey& job) const;

  void BeginTables();
  void MakeClasses();
  std::vector<uint8_t> RelationsTo(const Job& job) const;
  void BoundClasses();
  int32_t MostOf(const Weighted& of, const Job& job, size_t relation) const;
  int32_t* ByKinds(const Job& job, size_t relation) {
    return memory_.by_kinds.data() + ((job.likeness * kRelations + relation) << kKinds);
  }
  static size_t RelationOf(const Class& of, size_t job) {
    return of.claims_nothing ? kNoClaims : Index(of.relations[job]);
  }
  static Counted CountedAs(size_t relation);
  void BecomeQualified(Counted counted, std::optional<int> bit);
  int32_t WorkOutMost(const Bounds& bounds, const MenteeIndex::Claims& of);
  int32_t* ByQualified(const Job& job, Counted counted);
  int32_t WorkOutClaims(size_t job, size_t relation, uint32_t kinds);
  int32_t WorkOutQualifications(size_t job, Counted counted, uint64_t qualified);
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
