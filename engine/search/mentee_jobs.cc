#include "engine/search/mentee_jobs.h"

#include <algorithm>
#include <bit>

#include "engine/criteria/registry.h"
#include "engine/search/related_groups.h"

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
    jobs_[code] = {code, !query.dictionaries.job[code].code};
  }
  MakeClasses();
  const size_t relations = jobs_.size() * kRelations;
  memory_.by_claims.Begin(static_cast<uint32_t>(relations << kKinds));
  memory_.by_qualification.Begin(
      static_cast<uint32_t>(relations * of_qualifications_.size() * kQualifiedBits));
  memory_.by_qualifications.Begin(static_cast<uint32_t>(relations * index.qualified().size()));
  memory_.by_claim.Begin(classes_.size() * kKinds + 1, jobs_.size());
  BoundClasses();
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
    if (!as_before) {
      for (size_t job = 0; job < jobs_.size(); ++job) {
        relations[job] = static_cast<OccupationRelation>(by_job[job][nth]);
      }
      const auto at = std::find_if(classes_.begin(), classes_.end(),
                                   [&](const Class& of) { return of.relations == relations; });
      last = static_cast<size_t>(at - classes_.begin());
      if (at == classes_.end()) classes_.push_back({.relations = relations});
    }
    classes_[last].occupations.push_back(nth);
    class_of_.push_back(static_cast<uint32_t>(last));
  }
}

// Of anybody in each class.
void MenteeJobs::BoundClasses() {
  for (size_t job = 0; job < jobs_.size(); ++job) {
    Become(somebody_, 0);
    for (int bit = 0; bit < kNoQualification; ++bit) {
      somebody_.qualifications.push_back(MenteeIndex::QualifiedAt(bit));
    }
    int32_t by_qualifications = 0;
    for (const Weighted& of : of_qualifications_) {
      by_qualifications += MostOf(of, jobs_[job], OccupationRelation::kSame5);
    }
    for (Class& of : classes_) {
      const int32_t by_claims = ByClaims(job, of.relations[job], (1U << kKinds) - 1);
      of.most = std::max(of.most, by_claims + by_qualifications);
    }
  }
}

// Of somebody_.
int32_t MenteeJobs::MostOf(const Weighted& of, const Job& job, OccupationRelation nearest) const {
  // Of an occupation that nobody knows everybody gets the same.
  if (job.unknown) return of.weight * of.criterion->Points(query_, somebody_, job.code);
  return of.weight * of.criterion->BestPoints(query_, somebody_, nearest,
                                              query_.dictionaries.job[job.code].column);
}

int32_t MenteeJobs::WorkOutClaims(size_t job, OccupationRelation relation, uint32_t kinds) {
  Become(somebody_, kinds);
  int32_t sum = 0;
  for (const Weighted& of : of_claims_) sum += MostOf(of, jobs_[job], relation);
  return sum;
}

// Each criterion by the qualification that it gives most for: no two together give more.
int32_t MenteeJobs::WorkOutQualifications(size_t job, OccupationRelation relation,
                                          uint64_t qualified) {
  int32_t sum = 0;
  size_t number = NumberOf(job, relation) * of_qualifications_.size() * kQualifiedBits;
  for (const Weighted& of : of_qualifications_) {
    int32_t most = 0;
    uint64_t left = qualified;
    do {
      const int bit = left == 0 ? kNoQualification : std::countr_zero(left);
      const size_t nth = number + static_cast<size_t>(bit);
      most = std::max(most, memory_.by_qualification.Get(static_cast<uint32_t>(nth), [&] {
        Become(somebody_, 0);
        if (left != 0) somebody_.qualifications.push_back(MenteeIndex::QualifiedAt(bit));
        return MostOf(of, jobs_[job], relation);
      }));
      left &= left - 1;
    } while (left != 0);
    sum += most;
    number += kQualifiedBits;
  }
  return sum;
}

// Of somebody with one claim or, where it is null, none.
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
