#include "passung/after_care.h"

#include <algorithm>
#include <utility>

#include "engine/base/status_macros.h"
#include "engine/usual_work.h"
#include "engine/vocabulary/claims.h"
#include "engine/vocabulary/day_facts.h"

namespace passung {
namespace {

struct Talk {
  int32_t months;
  FollowUpReason reason;
};
constexpr Talk kTalks[] = {{3, FollowUpReason::kThreeMonths},
                           {6, FollowUpReason::kSixMonths},
                           {12, FollowUpReason::kTwelveMonths}};

// The job as a vacancy, so that the same rule judges both.
Vacancy AsVacancy(const Job& job) {
  Vacancy vacancy;
  vacancy.id.value = "job";
  // Who works for themselves does work, which no vacancy is.
  vacancy.kind = job.kind == VacancyKind::kSelfEmployed ? VacancyKind::kJob : job.kind;
  vacancy.occupations = {
      {.code = job.occupation, .activity_level = job.requirement_level, .label = ""}};
  return vacancy;
}

// A step to an own occupation above the job is under way. Of a vacancy only work in the same field is a bridge;
// work that somebody has may be any (B11 of the acceptance stories).
bool LeadsFurther(const KnowledgeImpl& knowledge, const DayFacts& facts, const Job& job) {
  return std::any_of(
      facts.qualifications.begin(), facts.qualifications.end(),
      [&](const DayFacts::Qualified& own) {
        return own.level > LevelOf(job) && HasStepUnderWay({knowledge, own.occupation}, facts);
      });
}

JobAdequacy AdequacyOn(const KnowledgeImpl& knowledge, const Mentee& mentee, const Job& job,
                       Date day) {
  const DayFacts facts = ResolveFacts(mentee.facts, mentee.residence, mentee.jobs, day);
  if (!job.occupation || !facts.claims_known()) return JobAdequacy::kUnknown;
  const Match match = ExplainByUsualProfile(knowledge, mentee, AsVacancy(job), day);
  const auto has = [&](Flag flag) {
    return std::find(match.flags.begin(), match.flags.end(), flag) != match.flags.end();
  };
  if (has(Flag::kBridge)) return JobAdequacy::kBridge;
  if (!has(Flag::kUnderUsed)) return JobAdequacy::kAdequate;
  return LeadsFurther(knowledge, facts, job) ? JobAdequacy::kBridge : JobAdequacy::kUnderUsed;
}

// Days of the span on which under-use begins.
std::vector<Date> UnderUseDays(const KnowledgeImpl& knowledge, const Mentee& mentee, const Job& job,
                               Date first, Date last) {
  const std::vector<Date> days = EventDates(mentee.facts, mentee.jobs, first.PlusDays(-1));
  const auto is_under_used = [&](Date day) {
    return AdequacyOn(knowledge, mentee, job, day) == JobAdequacy::kUnderUsed;
  };
  std::vector<Date> begins;
  for (const Date day : days) {
    if (day < first || last < day || !job.valid.Holds(day) || !is_under_used(day)) continue;
    const Date before = day.PlusDays(-1);
    if (!job.valid.Holds(before) || !is_under_used(before)) begins.push_back(day);
  }
  return begins;
}

}  // namespace

absl::StatusOr<std::optional<AfterCare>> AfterCareOf(const Knowledge& knowledge,
                                                     const Mentee& mentee, Date as_of, Date first,
                                                     Date last) {
  PASSUNG_RETURN_IF_ERROR(Validate(mentee));
  const Job* job = LatestOn(mentee.jobs, as_of);
  if (job == nullptr) return std::optional<AfterCare>();
  const KnowledgeImpl& known = KnowledgeImpl::From(knowledge);
  AfterCare care{.job = *job, .adequacy = AdequacyOn(known, mentee, *job, as_of), .follow_ups = {}};
  const auto add = [&](Date due, FollowUpReason reason) {
    const bool is_due = first <= due && due <= last && job->valid.Holds(due);
    if (is_due) care.follow_ups.push_back({due, reason});
  };
  if (job->valid.from) {
    for (const Talk& talk : kTalks) add(job->valid.from->PlusMonths(talk.months), talk.reason);
  }
  for (const Date day : UnderUseDays(known, mentee, *job, first, last)) {
    add(day, FollowUpReason::kUnderUse);
  }
  std::sort(care.follow_ups.begin(), care.follow_ups.end(),
            [](const FollowUp& a, const FollowUp& b) {
              return a.due != b.due ? a.due < b.due : a.reason < b.reason;
            });
  return std::optional<AfterCare>(std::move(care));
}

}  // namespace passung
