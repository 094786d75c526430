#ifndef PASSUNG_ENGINE_ANALYSIS_STEP_BUNDLE_H_
#define PASSUNG_ENGINE_ANALYSIS_STEP_BUNDLE_H_

#include <span>

#include "engine/analysis/bundle_demands.h"
#include "engine/analysis/what_if.h"
#include "passung/steps.h"

namespace passung {

// InvalidArgument naming the option that is out of its range.
absl::Status Validate(const BundleOptions& options);

// The best bundle of some single steps. `question` is that of these steps; its base and mentee are one
// person. REQUIRES: valid options.
StepBundle BestBundleOf(const WhatIfQuestion& question, const Mentee& mentee,
                        std::span<const StepResult> steps, const BundleOptions& options);

}  // namespace passung

#endif  // PASSUNG_ENGINE_ANALYSIS_STEP_BUNDLE_H_
