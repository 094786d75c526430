// Unary calls by a schedule, from one thread that costs little: what is offered to a server must not
// take the processor from it, nor wait for it.
#ifndef PASSUNG_BENCHMARKS_SERVICE_ARRIVALS_H_
#define PASSUNG_BENCHMARKS_SERVICE_ARRIVALS_H_

#include "absl/status/statusor.h"
#include "benchmarks/service/load_client.h"

namespace passung::bench {

// The calls of `load` over HTTP/2 by nghttp2, some of which go into one packet where they are due
// together: a tenth of what a call costs in gRPC's client. Without stretches as fast as they end. An
// error where no connection comes about.
absl::StatusOr<ServiceFigures> PutArrivals(const ServiceLoad& load);

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_SERVICE_ARRIVALS_H_
