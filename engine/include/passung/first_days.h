#ifndef PASSUNG_FIRST_DAYS_H_
#define PASSUNG_FIRST_DAYS_H_

#include <cstdint>
#include <vector>

#include "passung/date.h"
#include "passung/match.h"

// The vacancies by the first day on which nothing bars them any more: planned facts hold by then, waiting
// periods are over, and one may apply. engine/SCORING.md section 17.

namespace passung {

struct FirstDayHit {
  Match match;  // as on the day of the question: scores and reasons are of today
  // What the verdicts on the first day leave: open, later (an act is still to be asked for) or unclear.
  HitClass class_then = HitClass::kOpen;
  int32_t lead_days = 0;  // the longest of those acts usually takes; 0 where there is none
};

struct FirstDayGroup {
  Date day;
  // How many vacancies have this as their first day, by what is left then.
  int64_t open = 0;
  int64_t later = 0;
  int64_t unclear = 0;
  std::vector<FirstDayHit> best;  // the first k by score, then id
};

struct FirstDaysResult {
  std::vector<FirstDayGroup> groups;  // by day; only days that some vacancy has
  // Dropped by an enforced rule, or with planned facts that never all hold at once.
  int64_t without_day = 0;
  VersionsUsed versions;
};

}  // namespace passung

#endif  // PASSUNG_FIRST_DAYS_H_
