// Hold-back against greedy and against whoever knows all days.
#ifndef PASSUNG_BENCHMARKS_FLOORS_ONLINE_H_
#define PASSUNG_BENCHMARKS_FLOORS_ONLINE_H_

#include "absl/status/status.h"
#include "benchmarks/support/floors.h"

namespace passung::bench {

// Sets the floors named "assignment online, …" and prints a line a seed. Every course is verified, and the optimum
// proved by its certificate, before anything counts.
absl::Status AddOnlineFloors(bool quick, FloorReport& report);

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_FLOORS_ONLINE_H_
