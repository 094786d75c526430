// better_than_present_job, section 5 of SCORING.md: two jobs side by side, what is better of the vacancy counted.
#include <algorithm>
#include <vector>

#include "tests/support/oracle_rules.h"

namespace passung::oracle {
namespace {

// What one comparison says: better, not better, or nobody knows.
using Better = std::optional<bool>;

bool IsTrainingOrBridge(VacancyKind kind) {
  switch (kind) {
    case VacancyKind::kJob:
    case VacancyKind::kMinijob:
    case VacancyKind::kSelfEmployed:
      return false;
    default:
      return true;
  }
}

std::vector<OccupationCode> OwnOccupations(const DayFacts& facts) {
  std::vector<OccupationCode> own;
  for (const HeldQualification& held : facts.qualifications) own.push_back(held.code);
  if (!own.empty()) return own;
  for (const auto& [kind, code] : facts.other_claims) {
    if (kind == ClaimKind::kWish) own.push_back(code);
  }
  return own;
}

bool IsNearOwn(const Question& q, OccupationCode code) {
  for (const OccupationCode own : OwnOccupations(*q.facts)) {
    if (IsRelated(Relate(*q.knowledge, own, code))) return true;
  }
  return false;
}

Better NearerToOwnField(const Question& q) {
  const OccupationCode code = *q.combination->code;
  const std::optional<OccupationCode> now = q.facts->job->occupation;
  if (q.combination->level == 1) return false;
  if (now && *now == code) return false;
  if (!q.facts->ClaimsKnown()) return std::nullopt;
  if (!IsNearOwn(q, code)) return false;
  if (!now) return std::nullopt;
  return !IsNearOwn(q, *now);
}

// Tried out: the present hours, and the most hours of the person, each where it is not known.
Better LeavesHoursUnused(const Question& q) {
  bool some = false;
  bool all = true;
  for (int32_t hours = 1; hours <= 48; ++hours) {
    if (q.facts->job->weekly_hours.value_or(hours) != hours) continue;
    for (int32_t most = 1; most <= 48; ++most) {
      if (q.facts->hours && q.facts->hours->max != most) continue;
      const bool unused = 4 * hours < 3 * most;
      some = some || unused;
      all = all && unused;
    }
  }
  if (some != all) return std::nullopt;
  return all;
}

Outcome OfBetter(const std::vector<Better>& ways) {
  if (std::count(ways.begin(), ways.end(), Better(true)) > 0) return Passed();
  return std::count(ways.begin(), ways.end(), std::nullopt) > 0 ? Unclear() : Fail();
}

Outcome CompareTraining(const Question& q) {
  if (q.combination->kind == VacancyKind::kAdaptation) return Passed();
  if (q.facts->undated->track == Track::kTraining) return Passed();
  if (!q.facts->ClaimsKnown()) return Unclear();
  for (const HeldQualification& held : q.facts->qualifications) {
    if (QualificationLevel(held.code, held.dqr_level) >= 2) return Fail();
  }
  return Passed();
}

}  // namespace

Outcome BetterThanPresentJob(const Question& q) {
  const auto& job = q.facts->job;
  if (!job || IsTrainingOrBridge(job->kind)) return Passed();
  const auto& kind = q.combination->kind;
  if (!kind) return Unclear();
  if (IsTrainingOrBridge(*kind)) return CompareTraining(q);
  const bool insured = *kind == VacancyKind::kJob && VacancyOf(q).paid != false;
  const bool insured_now = job->kind != VacancyKind::kMinijob;
  if (insured != insured_now) return insured ? Passed() : Fail();
  std::optional<int32_t> level = job->requirement_level;
  if (!level && job->occupation) level = job->occupation->requirement_level();
  if (!level || !q.combination->code) return Unclear();
  if (q.combination->level != level) return *q.combination->level > *level ? Passed() : Fail();
  return OfBetter({NearerToOwnField(q), LeavesHoursUnused(q)});
}

}  // namespace passung::oracle
