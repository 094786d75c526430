#ifndef PASSUNG_PROTO_ANSWER_FIELD_FAULT_H_
#define PASSUNG_PROTO_ANSWER_FIELD_FAULT_H_

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "proto/wire/field_error.h"

namespace passung::answer {

// INVALID_ARGUMENT about one field of a request, which is named by its path.
inline absl::Status FieldFault(std::string field, std::string description) {
  return wire::FieldErrorStatus(
      {{.field = std::move(field), .description = std::move(description)}});
}

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_FIELD_FAULT_H_
