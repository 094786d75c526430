// Filters of a search between the engine and the wire.
#ifndef PASSUNG_PROTO_WIRE_FILTER_WIRE_H_
#define PASSUNG_PROTO_WIRE_FILTER_WIRE_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "passung/match.h"
#include "passung/v1/match_service.pb.h"

namespace passung::wire {

// REQUIRES: `filter` is valid.
v1::MatchFilter ToProto(const MatchFilter& filter);
// InvalidArgument with all faulty entries, as `filter.districts[0]` where `path` is "filter". The
// number of entries is left to the engine.
absl::StatusOr<MatchFilter> FromProto(const v1::MatchFilter& message, absl::string_view path = "");

}  // namespace passung::wire

#endif  // PASSUNG_PROTO_WIRE_FILTER_WIRE_H_
