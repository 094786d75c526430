#ifndef PASSUNG_ENGINE_ANALYSIS_RECOGNITION_STEPS_H_
#define PASSUNG_ENGINE_ANALYSIS_RECOGNITION_STEPS_H_

#include <vector>

#include "engine/index/query.h"
#include "engine/vocabulary/day_facts.h"
#include "passung/mentee.h"
#include "passung/steps.h"

namespace passung {

// The next act towards the recognition of each qualification that holds on the day and whose status
// is known, with the outcomes that it leads to; gains are left empty.
std::vector<StepResult> RecognitionSteps(const Query& query, const Mentee& mentee,
                                         const DayFacts& today);

}  // namespace passung

#endif  // PASSUNG_ENGINE_ANALYSIS_RECOGNITION_STEPS_H_
