// The best bundle of steps against ranking anew, and against every bundle there is.
#ifndef PASSUNG_BENCHMARKS_FLOORS_BUNDLES_H_
#define PASSUNG_BENCHMARKS_FLOORS_BUNDLES_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "benchmarks/floors/steps.h"
#include "benchmarks/support/floors.h"
#include "benchmarks/support/world.h"

namespace passung::bench {

// Median processor time of AnalyzeSteps with the best bundle of up to four steps, on one thread, in milliseconds.
// Of the compared mentees everything that the bundle brings is counted anew by a scan of all columns with its steps
// done; a mismatch is a count that differs, or more than what is said to be the most.
absl::StatusOr<Figure> MeasureBundles(const World& world, const StepsSettings& settings);

// So many bundles of up to two steps that bring as much as the best of all of them, each done before the whole
// market was scanned again; where nothing is proven, no more than what is said to be the most.
absl::StatusOr<Figure> CountBestBundles(const World& world, int64_t cases);

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_FLOORS_BUNDLES_H_
