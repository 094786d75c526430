// Assignments: the solver against LEMON and SciPy, on graphs of the promised size and on small ones.
#ifndef PASSUNG_BENCHMARKS_FLOORS_ASSIGNMENT_H_
#define PASSUNG_BENCHMARKS_FLOORS_ASSIGNMENT_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "benchmarks/support/floors.h"

namespace passung::bench {

struct AssignmentSettings {
  bool quick = false;
  std::string python;  // with SciPy; empty: nothing is compared with it
  std::string folder;  // for what it reads
};

// Sets the floors of the topic `scale` that begin with "assignment". Answers are compared and their
// certificates checked before anything counts.
absl::Status AddAssignmentFloors(const AssignmentSettings& settings, FloorReport& report);

// Prints the time of the solver and of LEMON on the hard case, `size` lefts that share as many rights evenly
// (at least 50), and both totals. False where they differ. No floor: it says what to expect.
absl::StatusOr<bool> ShowEvenAssignment(int64_t size);

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_FLOORS_ASSIGNMENT_H_
