// Mentees between the engine and the wire.
#ifndef PASSUNG_PROTO_WIRE_MENTEE_WIRE_H_
#define PASSUNG_PROTO_WIRE_MENTEE_WIRE_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "passung/mentee.h"
#include "passung/v1/mentee.pb.h"

namespace passung::wire {

// How a resource inside a request is read.
struct ReadOptions {
  absl::string_view path = {};  // leads the fields that are complained of: "mentees[3]"
  // Id of a row without a name; empty: a name must be given.
  absl::string_view inline_id = {};
};

// REQUIRES: `mentee` is valid.
v1::Job ToProto(const Job& job);
v1::Mentee ToProto(const Mentee& mentee);

// InvalidArgument with all faulty fields (proto/wire/field_error.h): a missing or unknown
// enumerator, a text that is no code or date. Ranges and orders are left to passung::Validate,
// which the caller runs next.
absl::StatusOr<Mentee> FromProto(const v1::Mentee& message, const ReadOptions& options = {});

}  // namespace passung::wire

#endif  // PASSUNG_PROTO_WIRE_MENTEE_WIRE_H_
