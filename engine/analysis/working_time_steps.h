#ifndef PASSUNG_ENGINE_ANALYSIS_WORKING_TIME_STEPS_H_
#define PASSUNG_ENGINE_ANALYSIS_WORKING_TIME_STEPS_H_

#include <cstdint>
#include <vector>

#include "engine/index/query.h"
#include "engine/vocabulary/day_facts.h"
#include "passung/steps.h"

namespace passung {

// Other hours a week; none where the person's are unknown.
std::vector<SingleStep> WeeklyHoursSteps(const DayFacts& today);

// The wider windows with which most stated working times would be possible, for what is asked of the
// person. `demand`: vacancies by code of the column of hours.
std::vector<SingleStep> WindowSteps(const Query& query, const std::vector<TimeWindow>& windows,
                                    const std::vector<int64_t>& demand);

// The person's windows, each day widened just so far that these shifts lie inside; merged.
std::vector<TimeWindow> WidenedFor(const std::vector<TimeWindow>& windows,
                                   const std::vector<TimeWindow>& shifts);

}  // namespace passung

#endif  // PASSUNG_ENGINE_ANALYSIS_WORKING_TIME_STEPS_H_
