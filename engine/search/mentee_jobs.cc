#include "engine/search/mentee_jobs.h"

#include <algorithm>
#include <bit>
#include <numeric>

#include "engine/base/check.h"
#include "engine/criteria/registry.h"
#include "engine/search/related_groups.h"
#include "engine/vocabulary/claims.h"

namespace passung {
namespace {

constexpr size_t kSame = Index(OccupationRelation::kSame5);

// Somebody with claims of these kinds, and no qualification.
void Become(DayFacts& somebody, uint32_t kinds) {
  somebody.claims.clear();
  somebody.qualifications.clear();
  for (size_t kind = 0; kind < EnumCount<ClaimKind>(); ++kind) {
    if ((kinds >> kind & 1U) == 0) continue;
    somebody.claims.push_back({OccupationCode(), static_cast<ClaimKind>(kind), 0});
  }
}

MenteeJobMemory& ThisThreadsJobMemory() {
  thread_local MenteeJobMemory memory;
  return memory;
}

}  // namespace

MenteeJobs::MenteeJobs(const Query& query, const MenteeIndex& index)
    : query_(query), index_(index), memory_(ThisThreadsJobMemory()) {
  somebody_.day = query.as_of;
  for (const JobCriterion* criterion : JobCriteria()) {
    const int32_t weight = query.applied.weights[Index(criterion->key())];
    const bool claims = criterion->key() == CriterionKey::kOccupationFit;
    if (weight > 0) (claims ? of_claims_ : of_qualifications_).push_back({criterion, weight});
  }
  AddJobs();
  BeginTables();
  MakeClasses();
  memory_.by_claim.Begin(classes_.size() * kKinds + 1, jobs_.size());
  BoundClasses();
}

void MenteeJobs::AddJobs() {
  const Dictionary<JobKey>& keys = query_.dictionaries.job;
  PASSUNG_CHECK(keys.size() <= kMostJobs);
  jobs_.reserve(keys.size());
  for (uint32_t code = 0; code < keys.size(); ++code) {
    jobs_.push_back({code, !keys[code].code, LikenessOf(keys[code])});
  }
}

size_t MenteeJobs::LikenessOf(const JobKey& job) const {
  const bool bars = job.code && query_.knowledge.regulated().Bars(*job.code, query_.as_of);
  const size_t occupation = !job.code ? 0 : (bars ? 1 : 2);
  return (Index(job.column) * 2 + (job.adaptation ? 1 : 0)) * 3 + occupation;
}

void MenteeJobs::BeginTables() {
  if (memory_.kept_for.Holds(query_, index_.number())) [[likely]]
    return;
  memory_.kept_for = {};  // until all tables are there: making them may fail
  memory_.by_kinds.assign(kLikenesses * kRelations << kKinds, kNotYet);
  memory_.by_qualified.assign(kLikenesses * kManners, {});
  memory_.by_any_qualifications.assign(kLikenesses * 2, kNotYet);
  memory_.by_qualification.assign(
      kLikenesses * kCounted * of_qualifications_.size() * kQualifiedBits, kNotYet);
  memory_.kept_for = KeptFor::Of(query_, index_.number());
}

// Of each occupation that somebody claims, and of no claim at all. Groups come from the farthest to the nearest, so
// that each may overwrite what was there.
std::vector<uint64_t> MenteeJobs::RelationsOfOccupations() const {
  uint64_t unrelated = 0;
  for (size_t job = 0; job < jobs_.size(); ++job) {
    unrelated |= uint64_t{Index(OccupationRelation::kUnrelated)} << (job * kRelationBits);
  }
  std::vector<uint64_t> relations(index_.occupations().size() + 1, unrelated);
  for (size_t job = 0; job < jobs_.size(); ++job) {
    if (jobs_[job].unknown) continue;
    const auto shift = static_cast<int>(job) * kRelationBits;
    const auto relate = [&](int32_t group, int digits, OccupationRelation relation) {
      int32_t members = 1;
      for (int i = digits; i < 5; ++i) members *= 10;
      const uint64_t near = uint64_t{Index(relation)} << shift;
      const size_t end = index_.OccupationsBelow((group + 1) * members);
      for (size_t at = index_.OccupationsBelow(group * members); at < end; ++at) {
        relations[at] = (relations[at] & ~(kOneRelation << shift)) | near;
      }
    };
    ForEachRelatedGroup(query_.knowledge, *query_.dictionaries.job[jobs_[job].code].code, relate);
  }
  return relations;
}

void MenteeJobs::MakeClasses() {
  constexpr size_t kUsual = 32;
  const std::vector<uint64_t> relations = RelationsOfOccupations();
  const size_t occupations = relations.size() - 1;
  classes_.reserve(kUsual);
  class_of_.resize(relations.size());
  size_t last = 0;
  for (size_t nth = 0; nth < occupations; ++nth) {
    // Most are related as the occupation before them.
    if (nth == 0 || relations[nth] != relations[nth - 1]) {
      const auto at = std::find_if(classes_.begin(), classes_.end(), [&](const Class& of) {
        return of.relations_ == relations[nth];
      });
      last = static_cast<size_t>(at - classes_.begin());
      if (at == classes_.end()) classes_.emplace_back().relations_ = relations[nth];
    }
    class_of_[nth] = static_cast<uint32_t>(last);
  }
  class_of_[occupations] = static_cast<uint32_t>(classes_.size());
  classes_.emplace_back().claims_nothing = true;
  bounds_.resize(classes_.size());
  ListOccupations();
}

void MenteeJobs::ListOccupations() {
  std::vector<size_t> next(classes_.size() + 1, 0);
  for (const uint32_t of : class_of_) ++next[of + 1];
  std::partial_sum(next.begin(), next.end(), next.begin());
  occupations_.resize(class_of_.size());
  for (size_t of = 0; of < classes_.size(); ++of) {
    classes_[of].occupations = std::span(occupations_).subspan(next[of], next[of + 1] - next[of]);
  }
  for (uint32_t nth = 0; nth < class_of_.size(); ++nth) occupations_[next[class_of_[nth]]++] = nth;
}

// Whoever bounds asks no more of qualifications than whether they are related.
MenteeJobs::Counted MenteeJobs::CountedAs(size_t relation) {
  if (relation == kNoClaims) return Counted::kNoClaims;
  return IsRelated(static_cast<OccupationRelation>(relation)) ? Counted::kRelated
                                                              : Counted::kUnrelated;
}

// Somebody with claims, whatever they are, and one qualification or none; or without claims.
void MenteeJobs::BecomeQualified(Counted counted, std::optional<int> bit) {
  Become(somebody_, counted == Counted::kNoClaims ? 0 : 1);
  if (counted == Counted::kNoClaims || !bit) return;
  somebody_.qualifications.push_back(MenteeIndex::QualifiedAt(*bit));
}

// Of anybody in each class.
void MenteeJobs::BoundClasses() {
  for (Class& of : classes_) {
    const uint32_t kinds = of.claims_nothing ? 0 : (1U << kKinds) - 1;
    for (size_t job = 0; job < jobs_.size(); ++job) {
      of.most = std::max(of.most, MostByKinds(job, RelationOf(of, job), kinds) +
                                      MostByAnyQualifications(jobs_[job], of.claims_nothing));
    }
  }
}

// Of whoever has all there are, or has no claim.
int32_t MenteeJobs::MostByAnyQualifications(const Job& job, bool claims_nothing) {
  int32_t& known = memory_.by_any_qualifications[job.likeness * 2 + (claims_nothing ? 1 : 0)];
  if (known >= 0) return known;
  BecomeQualified(claims_nothing ? Counted::kNoClaims : Counted::kRelated, std::nullopt);
  for (int bit = 0; bit < kNoQualification && !claims_nothing; ++bit) {
    somebody_.qualifications.push_back(MenteeIndex::QualifiedAt(bit));
  }
  known = 0;
  for (const Weighted& of : of_qualifications_) {
    known += MostOf(of, job, claims_nothing ? kNoClaims : 0);
  }
  return known;
}

int32_t MenteeJobs::MostByKinds(size_t job, size_t relation, uint32_t kinds) {
  int32_t& known = ByKinds(jobs_[job], relation)[kinds];
  if (known < 0) known = WorkOutClaims(job, relation, kinds);
  return known;
}

// Of somebody_.
int32_t MenteeJobs::MostOf(const Weighted& of, const Job& job, size_t relation) const {
  // Of an occupation that nobody knows everybody gets the same.
  if (job.unknown) return of.weight * of.criterion->Points(query_, somebody_, job.code);
  const auto nearest = relation == kNoClaims ? OccupationRelation::kUnrelated
                                             : static_cast<OccupationRelation>(relation);
  return of.weight * of.criterion->BestPointsFor(query_, somebody_, nearest, job.code);
}

int32_t* MenteeJobs::ByQualified(const Job& job, size_t manner) {
  std::vector<int32_t>& by_qualified = memory_.by_qualified[job.likeness * kManners + manner];
  if (by_qualified.empty()) by_qualified.assign(index_.qualified().size(), kNotYet);
  return by_qualified.data();
}

const MenteeJobs::Bounds& MenteeJobs::BoundsOf(size_t nth) {
  if (bounds_[nth].jobs_.empty()) bounds_[nth] = MakeBounds(nth);
  return bounds_[nth];
}

MenteeJobs::Bounds MenteeJobs::MakeBounds(size_t nth) {
  Bounds bounds;
  bounds.jobs_.reserve(jobs_.size());
  for (size_t job = 0; job < jobs_.size(); ++job) {
    const size_t relation = RelationOf(classes_[nth], job);
    int32_t* const by_kinds = ByKinds(jobs_[job], relation);
    if (std::any_of(bounds.jobs_.begin(), bounds.jobs_.end(),
                    [&](const Bounds::OfJob& other) { return other.by_kinds == by_kinds; })) {
      continue;
    }
    const size_t manner = relation == kSame ? kOwn : Index(CountedAs(relation));
    bounds.jobs_.push_back({job, relation, by_kinds, ByQualified(jobs_[job], manner)});
  }
  return bounds;
}

// What is as near as can be to an occupation is it: what is near it then is as near to the job. Of the claims of
// another occupation any qualification may be one in the job's.
MenteeJobs::Counted MenteeJobs::CountedAs(size_t relation, uint32_t beside) {
  if (beside == MenteeIndex::kAlone) return CountedAs(relation);
  return CountedAs(relation == kSame ? beside : kSame);
}

// Below 0 where something was not asked yet.
template <size_t kJobs>
int32_t MenteeJobs::TakeMostOfEach(const Bounds& bounds, std::span<const MenteeIndex::Claims> of,
                                   int32_t way, int32_t* most) {
  std::array<Bounds::OfJob, kJobs> jobs;
  std::copy_n(bounds.jobs_.begin(), kJobs, jobs.begin());
  int32_t known = 0;
  for (size_t nth = 0; nth < of.size(); ++nth) {
    const MenteeIndex::Claims claims = of[nth];
    int32_t most_here = jobs[0].Of(claims);
    known |= most_here;
    for (size_t job = 1; job < kJobs; ++job) {
      const int32_t of_job = jobs[job].Of(claims);
      known |= of_job;
      most_here = std::max(most_here, of_job);
    }
    most[nth] = way + most_here;
  }
  return known;
}

void MenteeJobs::MostOfEach(const Bounds& bounds, std::span<const MenteeIndex::Claims> of,
                            int32_t way, int32_t* most) {
  int32_t known = -1;
  if (bounds.jobs_.size() == 1) known = TakeMostOfEach<1>(bounds, of, way, most);
  if (bounds.jobs_.size() == 2) known = TakeMostOfEach<2>(bounds, of, way, most);
  if (bounds.jobs_.size() == 3) known = TakeMostOfEach<3>(bounds, of, way, most);
  if (known >= 0) [[likely]]
    return;
  for (size_t nth = 0; nth < of.size(); ++nth) most[nth] = way + Most(bounds, of[nth]);
}

int32_t MenteeJobs::WorkOutMost(const Bounds& bounds, const MenteeIndex::Claims& of) {
  int32_t most = 0;
  for (const Bounds::OfJob& own : bounds.jobs_) {
    int32_t& by_qualifications = own.by_qualified[of.qualified];
    if (by_qualifications < 0) {
      const MenteeIndex::Qualified& qualified = index_.qualified()[of.qualified];
      by_qualifications = WorkOutQualifications(own.job, CountedAs(own.relation, qualified.beside),
                                                qualified.worth);
    }
    most = std::max(most, MostByKinds(own.job, own.relation, of.kinds) + by_qualifications);
  }
  return most;
}

int32_t MenteeJobs::WorkOutClaims(size_t job, size_t relation, uint32_t kinds) {
  Become(somebody_, kinds);
  int32_t sum = 0;
  for (const Weighted& of : of_claims_) sum += MostOf(of, jobs_[job], relation);
  return sum;
}

// Each criterion by the qualification that it gives most for: no two together give more.
int32_t MenteeJobs::WorkOutQualifications(size_t job, Counted counted, uint64_t worth) {
  constexpr std::array<size_t, kCounted> kRelation = {
      Index(OccupationRelation::kSame5), Index(OccupationRelation::kUnrelated), kNoClaims};
  int32_t sum = 0;
  size_t number = (jobs_[job].likeness * kCounted + Index(counted)) * of_qualifications_.size() *
                  kQualifiedBits;
  for (const Weighted& of : of_qualifications_) {
    int32_t most = 0;
    uint64_t left = worth;
    do {
      const int bit = left == 0 ? kNoQualification : std::countr_zero(left);
      int32_t& known = memory_.by_qualification[number + static_cast<size_t>(bit)];
      if (known < 0) {
        BecomeQualified(counted, left == 0 ? std::nullopt : std::optional(bit));
        known = MostOf(of, jobs_[job], kRelation[Index(counted)]);
      }
      most = std::max(most, known);
      left &= left - 1;
    } while (left != 0);
    sum += most;
    number += kQualifiedBits;
  }
  return sum;
}

const int32_t* MenteeJobs::ByClaim(size_t number, const DayFacts::Claim* claim) {
  return memory_.by_claim.Get(number, [&](int32_t* points) {
    Become(somebody_, 0);
    if (claim != nullptr) somebody_.claims.push_back(*claim);
    for (size_t job = 0; job < jobs_.size(); ++job) {
      points[job] = 0;
      for (const Weighted& of : of_claims_) {
        points[job] += of.weight * of.criterion->Points(query_, somebody_, jobs_[job].code);
      }
    }
  });
}

const std::vector<int32_t>& MenteeJobs::OfClaims(std::span<const uint32_t> claims) {
  best_.assign(jobs_.size(), 0);
  const auto take = [&](const int32_t* points) {
    for (size_t job = 0; job < best_.size(); ++job) best_[job] = std::max(best_[job], points[job]);
  };
  if (claims.empty()) take(ByClaim(classes_.size() * kKinds, nullptr));
  for (const uint32_t detail : claims) {
    const MenteeIndex::Claim claim(detail);
    const DayFacts::Claim one = {index_.occupations()[claim.occupation], claim.kind, 0};
    take(ByClaim(class_of_[claim.occupation] * kKinds + Index(claim.kind), &one));
  }
  return best_;
}

}  // namespace passung
