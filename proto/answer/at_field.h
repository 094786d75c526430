#ifndef PASSUNG_PROTO_ANSWER_AT_FIELD_H_
#define PASSUNG_PROTO_ANSWER_AT_FIELD_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "proto/wire/field_error.h"

namespace passung::answer {

// InvalidArgument of a parser that knows its value but not where it stood ("date: \"x\" is no day"):
// the same complaint about `field`. REQUIRES: `status` is InvalidArgument.
inline absl::Status AtField(absl::string_view field, const absl::Status& status) {
  std::vector<wire::FieldError> errors = wire::FieldErrors(status);
  for (wire::FieldError& error : errors) error.field = std::string(field);
  return wire::FieldErrorStatus(errors);
}

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_AT_FIELD_H_
