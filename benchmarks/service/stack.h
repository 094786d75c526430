// The three servers that are compared, over the same market.
#ifndef PASSUNG_BENCHMARKS_SERVICE_STACK_H_
#define PASSUNG_BENCHMARKS_SERVICE_STACK_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "benchmarks/service/load_client.h"

namespace passung::bench {

inline constexpr char kRankPath[] = "/passung.v1.MatchService/RankVacancies";

class ServiceStack {
 public:
  // A market of that many, in memory; what passungd does with it, but without a rate for one caller.
  static absl::StatusOr<std::unique_ptr<ServiceStack>> Start(int64_t mentees, int64_t vacancies);
  ~ServiceStack();

  // One question for each mentee: 20 hits, contributions on, no counts.
  const std::vector<std::string>& requests() const;
  const Endpoint& empty() const;  // a canned answer of a usual size
  const Endpoint& bare() const;   // our handler, on gRPC's threads
  const Endpoint& full() const;   // passungd with TLS, signed tokens, legal bases and its log
  // Mentees a second of BatchRankVacancies over all of them on the full one; 0 after an error.
  double BatchPerSecond() const;

 private:
  struct Parts;
  explicit ServiceStack(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_SERVICE_STACK_H_
