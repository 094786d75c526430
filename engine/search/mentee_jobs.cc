#include "engine/search/mentee_jobs.h"

#include <algorithm>
#include <bit>

#include "engine/criteria/registry.h"
#include "engine/search/related_groups.h"

namespace passung {
namespace {

// Somebody with claims of these kinds, and with qualifications of these levels and statuses.
void Become(DayFacts& somebody, uint32_t kinds, uint64_t qualified) {
  somebody.claims.clear();
  for (size_t kind = 0; kind < EnumCount<ClaimKind>(); ++kind) {
    if ((kinds >> kind & 1U) == 0) continue;
    somebody.claims.push_back({OccupationCode(), static_cast<ClaimKind>(kind), 0});
  }
  somebody.qualifications.clear();
  for (uint64_t left = qualified; left != 0; left &= left - 1) {
    somebody.qualifications.push_back(MenteeIndex::QualifiedAt(std::countr_zero(left)));
  }
}

}  // namespace

MenteeJobs::MenteeJobs(const Query& query, const MenteeIndex& index)
    : query_(query), index_(index), jobs_(query.dictionaries.job.size()) {
  somebody_.day = query.as_of;
  for (const JobCriterion* criterion : JobCriteria()) {
    const int32_t weight = query.applied.weights[Index(criterion->key())];
    const bool claims = criterion->key() == CriterionKey::kOccupationFit;
    if (weight > 0) (claims ? of_claims_ : of_qualifications_).push_back({criterion, weight});
  }
  for (uint32_t code = 0; code < jobs_.size(); ++code) {
    Job& job = jobs_[code];
    job.code = code;
    job.unknown = !query.dictionaries.job[code].code;
    for (auto& by_kinds : job.by_claims) by_kinds.fill(kNotYet);
  }
  MakeClasses();
}

// To each occupation that somebody claims; an OccupationRelation each.
std::vector<uint8_t> MenteeJobs::RelationsTo(const Job& job) const {
  const std::vector<OccupationCode>& all = index_.occupations();
  std::vector<uint8_t> relations(all.size() + 1, Index(OccupationRelation::kUnrelated));
  if (job.unknown) return relations;
  const auto position = [&](int32_t number) {
    return std::lower_bound(all.begin(), all.end(), OccupationCode::FromNumber(number)) -
           all.begin();
  };
  ForEachRelatedGroup(query_.knowledge, *query_.dictionaries.job[job.code].code,
                      [&](int32_t group, int digits, OccupationRelation relation) {
                        int32_t members = 1;
                        for (int i = digits; i < 5; ++i) members *= 10;
                        const auto last = position((group + 1) * members);
                        for (auto at = position(group * members); at < last; ++at) {
                          uint8_t& nearest = relations[static_cast<size_t>(at)];
                          nearest = std::min(nearest, static_cast<uint8_t>(relation));
                        }
                      });
  return relations;
}

void MenteeJobs::MakeClasses() {
  std::vector<std::vector<uint8_t>> by_job;
  for (const Job& job : jobs_) by_job.push_back(RelationsTo(job));
  std::vector<OccupationRelation> relations(jobs_.size());
  size_t last = 0;  // most are related as the occupation before them
  for (uint32_t nth = 0; nth <= index_.occupations().size(); ++nth) {
    for (size_t job = 0; job < jobs_.size(); ++job) {
      relations[job] = static_cast<OccupationRelation>(by_job[job][nth]);
    }
    const auto fits = [&](const Class& of) { return of.relations == relations; };
    if (classes_.empty() || !fits(classes_[last])) {
      const auto at = std::find_if(classes_.begin(), classes_.end(), fits);
      last = static_cast<size_t>(at - classes_.begin());
      if (at == classes_.end()) classes_.push_back({.relations = relations});
    }
    classes_[last].occupations.push_back(nth);
  }
  for (Class& of : classes_) {
    of.most = MostOfAnybody(of);
    for (size_t job = 0; job < jobs_.size(); ++job) {
      auto& by_relation = jobs_[job].by_qualifications;
      by_relation[Index(of.relations[job])].assign(index_.qualified().size(), kNotYet);
      by_relation[Index(OccupationRelation::kSame5)].assign(index_.qualified().size(), kNotYet);
    }
  }
}

int32_t MenteeJobs::MostOfAnybody(const Class& of) {
  Become(somebody_, UINT32_MAX, UINT64_MAX);
  int32_t most = 0;
  for (size_t job = 0; job < jobs_.size(); ++job) {
    most = std::max(most, Sum(of_claims_, jobs_[job], of.relations[job]) +
                              Sum(of_qualifications_, jobs_[job], OccupationRelation::kSame5));
  }
  return most;
}

int32_t MenteeJobs::Sum(const std::vector<Weighted>& criteria, const Job& job,
                        OccupationRelation nearest) const {
  int32_t sum = 0;
  for (const Weighted& of : criteria) {
    // Of an occupation that nobody knows everybody gets the same.
    sum += of.weight * (job.unknown
                            ? of.criterion->Points(query_, somebody_, job.code)
                            : of.criterion->BestPoints(query_, somebody_, nearest,
                                                       query_.dictionaries.job[job.code].column));
  }
  return sum;
}

int32_t MenteeJobs::WorkOutClaims(const Job& job, OccupationRelation relation, uint32_t kinds) {
  Become(somebody_, kinds, 0);
  return Sum(of_claims_, job, relation);
}

int32_t MenteeJobs::WorkOutQualifications(const Job& job, OccupationRelation relation,
                                          uint32_t qualified) {
  Become(somebody_, 0, index_.qualified()[qualified]);
  return Sum(of_qualifications_, job, relation);
}

}  // namespace passung
