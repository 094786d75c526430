// One person floods the full stack, another asks now and then.
#ifndef PASSUNG_BENCHMARKS_SERVICE_FAIRNESS_H_
#define PASSUNG_BENCHMARKS_SERVICE_FAIRNESS_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "benchmarks/service/stack.h"

namespace passung::bench {

struct FairnessFigures {
  int64_t not_answered = 0;  // of the other's calls
  double tail = 0;           // the other's p99 over that alone
};

// The other asks ten times a second, for `seconds` beside a flood of four times `capacity` (calls a
// second), and for as long alone, half before and half after: what else the machine does is then in both.
absl::StatusOr<FairnessFigures> MeasureFairness(const ServiceStack& stack, double capacity,
                                                int64_t seconds);

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_SERVICE_FAIRNESS_H_
