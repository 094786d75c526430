// Clients that hold connections and streams without using them, and what others notice.
#ifndef PASSUNG_BENCHMARKS_SERVICE_SLOW_CLIENTS_H_
#define PASSUNG_BENCHMARKS_SERVICE_SLOW_CLIENTS_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "benchmarks/service/stack.h"

namespace passung::bench {

struct SlowClientFigures {
  double grpc_tail = 0;  // p99 of others over that without the slow ones, at each door
  double http_tail = 0;
  int64_t not_answered = 0;  // of the others' calls
  double cut_after = 0;      // seconds until the last stalled stream was cut; 0: not all were
};

// At each door 200 connections on which nothing happens, 50 that send a request byte by byte and are
// replaced when cut, and 20 streams of which nothing is read. Others ask 50 times a second at each.
// Without TLS. `seconds` without them, half before and half after half a minute with them: what else the
// machine does is then in both.
absl::StatusOr<SlowClientFigures> MeasureSlowClients(const ServiceStack& stack, int64_t seconds);

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_SERVICE_SLOW_CLIENTS_H_
