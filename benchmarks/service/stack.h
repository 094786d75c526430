// The servers that are compared, over the same market.
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
inline constexpr char kBatchPath[] = "/passung.v1.MatchService/BatchRankVacancies";

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
  // The same by another person's token, of kPeople.
  static constexpr size_t kPeople = 6;
  Endpoint full_of(size_t person) const;
  // The doors of the full one once more, without TLS: for clients that keep to no protocol.
  Endpoint plain(size_t person) const;
  Endpoint plain_http(size_t person) const;
  int32_t open_streams() const;  // of all its doors
  // BatchRankVacancies for all of them.
  static std::string BatchRequest();
  // Its mentees a second on the full one; 0 after an error.
  double BatchPerSecond() const;

 private:
  struct Parts;
  explicit ServiceStack(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_SERVICE_STACK_H_
