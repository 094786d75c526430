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
  // Of jobs that bound alike, whatever vacancy they are of; below 0: not asked yet. By relation and kinds of claims; by
  // how qualifications count, or that the occupation is the job's own, and number of qualified(); by how they count
  // and single bits of its worth.
  KeptFor kept_for;
  std::vector<int32_t> by_kinds;
  std::vector<std::vector<int32_t>> by_qualified;
  std::vector<int32_t> by_qualification;
  std::vector<int32_t> by_any_qualifications;  // of anybody with claims, and of those without
};

// The occupations that somebody claims, in classes: those of a class are related alike to each
// occupation of one vacancy. And the most that the criteria of the job together, points × weight,
// give those who claim one of a class, for any of the vacancy's occupations.
class MenteeJobs {
 public:
  // Uses this thread's memory as long as it lives: one at a time on each.
  MenteeJobs(const Query& query, const MenteeIndex& index);
  MenteeJobs(const MenteeJobs&) = delete;  // classes list what lies in it
  MenteeJobs& operator=(const MenteeJobs&) = delete;

  class Class {
   public:
    bool claims_nothing = false;            // the class of those who have no claim at all
    std::span<const uint32_t> occupations;  // positions; the last one: no claim at all
    int32_t most = 0;                       // of anybody

   private:
    friend class MenteeJobs;
    uint64_t relations_ = 0;  // to each job
  };
  // The class of those without claims comes last.
  const std::vector<Class>& classes() const { return classes_; }

  // How somebody's qualifications count for a job.
  enum class Counted : uint8_t { kRelated, kUnrelated, kNoClaims };

  // What bounds those who claim an occupation of one class.
  class Bounds {
   private:
    friend class MenteeJobs;
    struct OfJob {
      size_t job;
      size_t relation;
      int32_t* by_kinds;
      int32_t* by_qualified;
      int32_t Of(const MenteeIndex::Claims& claims) const {
        return by_kinds[claims.kinds] + by_qualified[claims.qualified];
      }
    };
    std::vector<OfJob> jobs_;  // of those that bound alike the first
  };
  // Of the nth class. Valid as long as this.
  const Bounds& BoundsOf(size_t nth);
  // The most of one of them. It holds for whoever has no claim that counts more for the vacancy than
  // those with this occupation: everybody is found so somewhere.
  int32_t Most(const Bounds& bounds, const MenteeIndex::Claims& of) {
    int32_t most = 0;
    for (const Bounds::OfJob& job : bounds.jobs_) {
      const int32_t of_job = job.Of(of);
      if (of_job < 0) [[unlikely]]
        return WorkOutMost(bounds, of);
      most = std::max(most, of_job);
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
  // Of somebody who claims the job's own occupation it matters how near their qualifications come to it.
  static constexpr size_t kOwn = kCounted;
  static constexpr size_t kManners = kCounted + 1;
  // Together with whatever is known below 0.
  static constexpr int32_t kNotYet = INT32_MIN / 2;
  static_assert(int64_t{kMaxPoints} * kWeightSum < -int64_t{kNotYet});
  static constexpr size_t kKinds = EnumCount<ClaimKind>();
  static constexpr int kNoQualification = 64;  // after what the bits of Qualified::worth stand for
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

  // Relations to all jobs are one number, some bits for each: a vacancy has at most three occupations.
  static constexpr int kRelationBits = 4;
  static constexpr size_t kMostJobs = 64 / kRelationBits;
  static constexpr uint64_t kOneRelation = (1U << kRelationBits) - 1;
  static_assert(EnumCount<OccupationRelation>() <= 1U << kRelationBits);

  void BeginTables();
  void AddJobs();
  std::vector<uint64_t> RelationsOfOccupations() const;
  void MakeClasses();
  void ListOccupations();
  void BoundClasses();
  int32_t MostByAnyQualifications(const Job& job, bool claims_nothing);
  int32_t MostByKinds(size_t job, size_t relation, uint32_t kinds);
  Bounds MakeBounds(size_t nth);
  int32_t MostOf(const Weighted& of, const Job& job, size_t relation) const;
  int32_t* ByKinds(const Job& job, size_t relation) {
    return memory_.by_kinds.data() + ((job.likeness * kRelations + relation) << kKinds);
  }
  static size_t RelationOf(const Class& of, size_t job) {
    return of.claims_nothing ? kNoClaims : of.relations_ >> (job * kRelationBits) & kOneRelation;
  }
  static Counted CountedAs(size_t relation);
  void BecomeQualified(Counted counted, std::optional<int> bit);
  template <size_t kJobs>
  static int32_t TakeMostOfEach(const Bounds& bounds, std::span<const MenteeIndex::Claims> of,
                                int32_t way, int32_t* most);
  int32_t WorkOutMost(const Bounds& bounds, const MenteeIndex::Claims& of);
  int32_t* ByQualified(const Job& job, size_t manner);
  static Counted CountedAs(size_t relation, uint32_t beside);
  int32_t WorkOutClaims(size_t job, size_t relation, uint32_t kinds);
  int32_t WorkOutQualifications(size_t job, Counted counted, uint64_t worth);
  const int32_t* ByClaim(size_t number, const DayFacts::Claim* claim);

  const Query& query_;
  const MenteeIndex& index_;
  MenteeJobMemory& memory_;
  std::vector<Weighted> of_claims_;          // occupation_fit
  std::vector<Weighted> of_qualifications_;  // the other criteria of the job
  std::vector<Job> jobs_;
  std::vector<Class> classes_;
  std::vector<Bounds> bounds_;         // by class; without jobs: not asked for yet
  std::vector<uint32_t> class_of_;     // by position of the occupation
  std::vector<uint32_t> occupations_;  // of one class after the other
  std::vector<int32_t> best_;          // by job
  DayFacts somebody_;                  // whoever is being bounded
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_MENTEE_JOBS_H_
