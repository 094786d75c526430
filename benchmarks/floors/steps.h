// The unlock analysis against ranking anew.
#ifndef PASSUNG_BENCHMARKS_FLOORS_STEPS_H_
#define PASSUNG_BENCHMARKS_FLOORS_STEPS_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "benchmarks/support/floors.h"
#include "benchmarks/support/world.h"

namespace passung::bench {

struct StepsSettings {
  int64_t timed = 1000;    // mentees, each asked once
  int64_t compared = 200;  // of these, every step compared with a scan of all columns
};

// Median processor time of AnalyzeSteps on one thread, in milliseconds, with the profile `default` and
// its switches. Answers are compared before anything is timed.
absl::StatusOr<Figure> MeasureSteps(const World& world, const StepsSettings& settings);

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_FLOORS_STEPS_H_
