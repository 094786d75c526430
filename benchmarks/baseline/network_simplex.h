// The rival of assignments: LEMON's network simplex on the same graph.
#ifndef PASSUNG_BENCHMARKS_BASELINE_NETWORK_SIMPLEX_H_
#define PASSUNG_BENCHMARKS_BASELINE_NETWORK_SIMPLEX_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "engine/assign/graph.h"

namespace passung::baseline {

struct SimplexResult {
  int64_t total = 0;
  double seconds = 0;  // processor time of the simplex alone, without building its network
};

// Internal where the simplex does not come to an end. REQUIRES: no groups, no congestion.
absl::StatusOr<SimplexResult> AssignBySimplex(const assign::Graph& graph);

}  // namespace passung::baseline

#endif  // PASSUNG_BENCHMARKS_BASELINE_NETWORK_SIMPLEX_H_
