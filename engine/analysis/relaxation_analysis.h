#ifndef PASSUNG_ENGINE_ANALYSIS_RELAXATION_ANALYSIS_H_
#define PASSUNG_ENGINE_ANALYSIS_RELAXATION_ANALYSIS_H_

#include "engine/index/snapshot_internal.h"
#include "passung/profile.h"
#include "passung/relaxations.h"

namespace passung {

// InvalidArgument naming the option that is out of its range.
absl::Status Validate(const RelaxationOptions& options);

// All of a report but its versions: everybody is judged once, for all variants of the vacancy at the
// same time. REQUIRES: valid arguments; not self-employment.
RelaxationReport AnalyzeRelaxationsOf(const SnapshotImpl& snapshot, const AppliedProfile& applied,
                                      const Vacancy& vacancy, const RelaxationOptions& options);

}  // namespace passung

#endif  // PASSUNG_ENGINE_ANALYSIS_RELAXATION_ANALYSIS_H_
