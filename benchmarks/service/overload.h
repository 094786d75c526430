// More calls than the full stack can answer: what becomes of those that are answered, of those that are
// refused, and of the time after.
#ifndef PASSUNG_BENCHMARKS_SERVICE_OVERLOAD_H_
#define PASSUNG_BENCHMARKS_SERVICE_OVERLOAD_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "benchmarks/service/stack.h"

namespace passung::bench {

struct OverloadFigures {
  double goodput = 0;       // answers a second within kUseful at 4 × capacity, over capacity
  double tail = 0;          // p99 of answers, over the larger of 60 ms and 3 × the unloaded one
  double refusal_tail = 0;  // p99 of refusals, ms
  int64_t other = 0;        // calls that ended in another way
  double memory = 0;        // most resident memory during it over that before, MiB
  double normal_after = 0;  // seconds from its end to the last quarter that was not normal
};

// Calls a second that the full stack answers, sixteen at a time. Error: no connection comes about.
absl::StatusOr<double> CapacityOf(const ServiceStack& stack);

// Prints a line for each load: 1/10, 1/2, 1, 2 and 4 times `capacity` (calls a second), by schedule
// (open loop), and the time after, from one person. `seconds` of the largest; the others take half.
absl::StatusOr<OverloadFigures> MeasureOverload(const ServiceStack& stack, double capacity,
                                                int64_t seconds);

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_SERVICE_OVERLOAD_H_
