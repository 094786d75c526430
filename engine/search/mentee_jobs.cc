#include "engine/search/mentee_jobs.h"

#include <algorithm>
#include <bit>

#include "engine/criteria/registry.h"
#include "engine/search/related_groups.h"
#include "engine/vocabulary/claims.h"

namespace passung {
namespace {

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
    : query_(query),
      index_(index),
      memory_(ThisThreadsJobMemory()),
      jobs_(query.dictionaries.job.size()) {
  somebody_.day = query.as_of;
  for (const JobCriterion* criterion : JobCriteria()) {
    const int32_t weight = query.applied.weights[Index(criterion->key())];
    const bool claims = criterion->key() == CriterionKey::kOccupationFit;
    if (weight > 0) (claims ? of_claims_ : of_qualifications_).push_back({criterion, weight});
  }
  for (uint32_t code = 0; code < jobs_.size(); ++code) {
    const JobKey& key = query.dictionaries.job[code];
    jobs_[code] = {code, !key.code, LikenessOf(key)};
  }
  MakeClasses();
  BeginTables();
  memory_.by_claim.Begin(classes_.size() * kKinds + 1, jobs_.size());
  BoundClasses();
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
  memory_.by_kinds.assign(kLikenesses * kRelations << kKinds, -1);
  memory_.by_qualified.assign(kLikenesses * kCounted, {});
  memory_.by_qualification.assign(
      kLikenesses * kCounted * of_qualifications_.size() * kQualifiedBits, -1);
  memory_.kept_for = KeptFor::Of(query_, index_.number());
}

// To each occupation that somebody claims; an OccupationRelation each.
std::vector<uint8_t> MenteeJobs::RelationsTo(const Job& job) const {
  std::vector<uint8_t> relations(index_.occupations().size() + 1,
                                 Index(OccupationRelation::kUnrelated));
  if (job.unknown) return relations;
  ForEachRelatedGroup(query_.knowledge, *query_.dictionaries.job[job.code].code,
                      [&](int32_t group, int digits, OccupationRelation relation) {
                        int32_t members = 1;
                        for (int i = digits; i < 5; ++i) members *= 10;
                        const size_t end = index_.OccupationsBelow((group + 1) * members);
                        for (size_t at = index_.OccupationsBelow(group * members); at < end; ++at) {
                          relations[at] = std::min(relations[at], static_cast<uint8_t>(relation));
                        }
                      });
  return relations;
}

void MenteeJobs::MakeClasses() {
  std::vector<std::vector<uint8_t>> by_job;
  for (const Job& job : jobs_) by_job.push_back(RelationsTo(job));
  std::vector<OccupationRelation> relations(jobs_.size());
  size_t last = 0;
  for (uint32_t nth = 0; nth <= index_.occupations().size(); ++nth) {
    // Most are related as the occupation before them.
    const bool as_before =
        nth > 0 && std::all_of(by_job.begin(), by_job.end(),
                               [&](const auto& of) { return of[nth] == of[nth - 1]; });
    const bool claims_nothing = nth == index_.occupations().size();
    if (!as_before || claims_nothing) {
      for (size_t job = 0; job < jobs_.size(); ++job) {
        relations[job] = static_cast<OccupationRelation>(by_job[job][nth]);
      }
      const auto at = std::find_if(classes_.begin(), classes_.end(),
                                   [&](const Class& of) { return of.relations == relations; });
      last = static_cast<size_t>(at - classes_.begin());
      if (claims_nothing) last = classes_.size();
      if (last == classes_.size()) {
        classes_.push_back({.relations = relations, .claims_nothing = claims_nothing});
      }
    }
    classes_[last].occupations.push_back(nth);
    class_of_.push_back(static_cast<uint32_t>(last));
  }
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
  for (size_t job = 0; job < jobs_.size(); ++job) {
    BecomeQualified(Counted::kRelated, std::nullopt);
    for (int bit = 0; bit < kNoQualification; ++bit) {
      somebody_.qualifications.push_back(MenteeIndex::QualifiedAt(bit));
    }
    int32_t by_qualifications = 0;
    for (const Weighted& of : of_qualifications_) by_qualifications += MostOf(of, jobs_[job], 0);
    BecomeQualified(Counted::kNoClaims, std::nullopt);
    int32_t by_nothing = 0;
    for (const Weighted& of : of_qualifications_) by_nothing += MostOf(of, jobs_[job], kNoClaims);
    for (Class& of : classes_) {
      const uint32_t kinds = of.claims_nothing ? 0 : (1U << kKinds) - 1;
      const int32_t by_claims = WorkOutClaims(job, RelationOf(of, job), kinds);
      of.most = std::max(of.most, by_claims + (of.claims_nothing ? by_nothing : by_qualifications));
    }
  }
}

// Of somebody_.
int32_t MenteeJobs::MostOf(const Weighted& of, const Job& job, size_t relation) const {
  // Of an occupation that nobody knows everybody gets the same.
  if (job.unknown) return of.weight * of.criterion->Points(query_, somebody_, job.code);
  const auto nearest = relation == kNoClaims ? OccupationRelation::kUnrelated
                                             : static_cast<OccupationRelation>(relation);
  return of.weight * of.criterion->BestPointsFor(query_, somebody_, nearest, job.code);
}

int32_t* MenteeJobs::ByQualified(const Job& job, Counted counted) {
  std::vector<int32_t>& by_qualified =
      memory_.by_qualified[job.likeness * kCounted + Index(counted)];
  if (by_qualified.empty()) by_qualified.assign(index_.qualified().size(), -1);
  return by_qualified.data();
}

// What is as near as can be to an occupation is it: what is near it then is as near to the job.
MenteeJobs::Bounds MenteeJobs::BoundsOf(size_t nth) {
  constexpr size_t kSame = Index(OccupationRelation::kSame5);
  Bounds bounds;
  for (size_t job = 0; job < jobs_.size(); ++job) {
    const size_t relation = RelationOf(classes_[nth], job);
    Bounds::OfJob of = {
        .job = job, .by_kinds = ByKinds(jobs_[job], relation), .relation = relation};
    if (std::any_of(bounds.jobs_.begin(), bounds.jobs_.end(),
                    [&](const Bounds::OfJob& other) { return other.by_kinds == of.by_kinds; })) {
      continue;
    }
    for (size_t beside = 0; beside <= MenteeIndex::kAlone; ++beside) {
      const size_t others = relation == kSame ? beside : kSame;
      of.counted[beside] = CountedAs(beside == MenteeIndex::kAlone ? relation : others);
      of.by_qualified[beside] = ByQualified(jobs_[job], of.counted[beside]);
    }
    bounds.jobs_.push_back(of);
  }
  return bounds;
}

void MenteeJobs::MostOfEach(const Bounds& bounds, std::span<const MenteeIndex::Claims> of,
                            int32_t way, int32_t* most) {
  std::fill_n(most, of.size(), way);
  int32_t unknown = 0;  // below 0: something was not asked yet
  for (const Bounds::OfJob& job : bounds.jobs_) {
    for (size_t nth = 0; nth < of.size(); ++nth) {
      const MenteeIndex::Claims& claims = of[nth];
      const int32_t by_claims = job.by_kinds[claims.kinds];
      const int32_t by_qualifications = job.by_qualified[claims.beside][claims.qualified];
      unknown |= by_claims | by_qualifications;
      most[nth] = std::max(most[nth], way + by_claims + by_qualifications);
    }
  }
  if (unknown >= 0) [[likely]]
    return;
  for (size_t nth = 0; nth < of.size(); ++nth) most[nth] = way + Most(bounds, of[nth]);
}

int32_t MenteeJobs::WorkOutMost(const Bounds& bounds, const MenteeIndex::Claims& of) {
  int32_t most = 0;
  for (const Bounds::OfJob& own : bounds.jobs_) {
    int32_t& by_claims = own.by_kinds[of.kinds];
    if (by_claims < 0) by_claims = WorkOutClaims(own.job, own.relation, of.kinds);
    int32_t& by_qualifications = own.by_qualified[of.beside][of.qualified];
    if (by_qualifications < 0) {
      by_qualifications =
          WorkOutQualifications(own.job, own.counted[of.beside], index_.qualified()[of.qualified]);
    }
    most = std::max(most, by_claims + by_qualifications);
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
int32_t MenteeJobs::WorkOutQualifications(size_t job, Counted counted, uint64_t qualified) {
  constexpr std::array<size_t, kCounted> kRelation = {
      Index(OccupationRelation::kSame5), Index(OccupationRelation::kUnrelated), kNoClaims};
  int32_t sum = 0;
  size_t number = (jobs_[job].likeness * kCounted + Index(counted)) * of_qualifications_.size() *
                  kQualifiedBits;
  for (const Weighted& of : of_qualifications_) {
    int32_t most = 0;
    uint64_t left = qualified;
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
