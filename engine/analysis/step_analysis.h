#ifndef PASSUNG_ENGINE_ANALYSIS_STEP_ANALYSIS_H_
#define PASSUNG_ENGINE_ANALYSIS_STEP_ANALYSIS_H_

#include "engine/index/snapshot_internal.h"
#include "passung/mentee.h"
#include "passung/profile.h"
#include "passung/steps.h"

namespace passung {

// InvalidArgument naming the option that is out of its range.
absl::Status Validate(const StepOptions& options);

// All of a report but its versions. REQUIRES: valid arguments.
StepReport AnalyzeStepsOf(const SnapshotImpl& snapshot, const AppliedProfile& applied,
                          const Mentee& mentee, const StepOptions& options);

}  // namespace passung

#endif  // PASSUNG_ENGINE_ANALYSIS_STEP_ANALYSIS_H_
