#ifndef PASSUNG_PROTO_WIRE_ROW_ERROR_H_
#define PASSUNG_PROTO_WIRE_ROW_ERROR_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace passung::wire {

// UnderField for what the engine says of a mentee or a vacancy: a list that may be absent as a whole is a
// list there, and a message with a list in the contract.
absl::Status UnderRow(absl::string_view prefix, const absl::Status& status);

}  // namespace passung::wire

#endif  // PASSUNG_PROTO_WIRE_ROW_ERROR_H_
