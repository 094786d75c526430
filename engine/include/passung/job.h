#ifndef PASSUNG_JOB_H_
#define PASSUNG_JOB_H_

#include <cstdint>
#include <optional>

#include "passung/date.h"
#include "passung/vocabulary.h"

namespace passung {

// Work that somebody has or had, such as a placement led to. It changes no score: the rule
// better_than_present_job compares vacancies with it, and offers must fit beside its hours. The firm and
// the pay are not stored.
struct Job {
  std::optional<OccupationCode> occupation;  // absent: not known
  std::optional<int32_t> requirement_level;  // 1 … 4; absent: that of the occupation
  std::optional<int32_t> weekly_hours;       // 1 … 48; absent: not known
  VacancyKind kind = VacancyKind::kJob;
  Validity valid;  // first and last day
  friend bool operator==(const Job&, const Job&) = default;
};

// The requirement level, by what is stated or else by the occupation.
inline std::optional<int32_t> LevelOf(const Job& job) {
  if (job.requirement_level) return job.requirement_level;
  if (job.occupation) return job.occupation->requirement_level();
  return std::nullopt;
}

// Work, not a training or a step on the way to work (entry qualification, internship, measure).
constexpr bool IsWork(const Job& job) {
  return job.kind == VacancyKind::kJob || job.kind == VacancyKind::kMinijob ||
         job.kind == VacancyKind::kSelfEmployed;
}

}  // namespace passung

#endif  // PASSUNG_JOB_H_
