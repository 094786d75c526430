// What the contract says about a method beside its messages: the option (passung.v1.access).
#ifndef PASSUNG_SERVER_METHOD_ACCESS_FACTS_H_
#define PASSUNG_SERVER_METHOD_ACCESS_FACTS_H_

#include <google/protobuf/descriptor.h>

#include <chrono>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "passung/v1/access.pb.h"

namespace passung::server {

struct AccessFacts {
  v1::Cost cost = v1::COST_UNSPECIFIED;
  std::vector<v1::Role> roles;  // at least one
  bool person = false;
  // Nothing: none, as streams have it.
  std::optional<std::chrono::milliseconds> default_deadline;
  std::optional<std::chrono::milliseconds> max_deadline;
};

// InvalidArgument, naming the method, where the option is missing or lacks a cost or a role, or
// where its deadlines contradict each other.
absl::StatusOr<AccessFacts> AccessFactsOf(const google::protobuf::MethodDescriptor& method);

}  // namespace passung::server

#endif  // PASSUNG_SERVER_METHOD_ACCESS_FACTS_H_
