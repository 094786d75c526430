// Faulty fields of a request as data, so that a server can name them in google.rpc.BadRequest.
#ifndef PASSUNG_PROTO_WIRE_FIELD_ERROR_H_
#define PASSUNG_PROTO_WIRE_FIELD_ERROR_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace passung::wire {

// Type URL of the payload that carries the faulty fields: a serialised google.rpc.BadRequest, ready
// to be copied into the details of a google.rpc.Status.
inline constexpr absl::string_view kBadRequestUrl = "type.googleapis.com/google.rpc.BadRequest";

struct FieldError {
  std::string field;        // path from the request: "inline_mentee.facts.german[0].proof_date"
  std::string description;  // what is wrong with which value and what is allowed
  friend bool operator==(const FieldError&, const FieldError&) = default;
};

// OK for no errors. InvalidArgument otherwise: the message is "field: description" of the first and
// the number of further ones; the payload holds all of them.
absl::Status FieldErrorStatus(const std::vector<FieldError>& errors);

// The faulty fields that `status` tells of. Statuses without a payload, as of passung::Validate,
// are read from their message: a leading path up to a colon or space is the field. A message
// without a leading path names no field; then the field is empty. OK has no faulty fields, and
// neither has a status that is not InvalidArgument.
std::vector<FieldError> FieldErrors(const absl::Status& status);

// `status` with a payload and with every field put below `prefix` ("inline_mentee", "mentees[3]").
// Anything but InvalidArgument comes back unchanged.
absl::Status UnderField(absl::string_view prefix, const absl::Status& status);

}  // namespace passung::wire

#endif  // PASSUNG_PROTO_WIRE_FIELD_ERROR_H_
