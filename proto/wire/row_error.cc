#include "proto/wire/row_error.h"

#include <vector>

#include "absl/strings/str_replace.h"
#include "proto/wire/field_error.h"

namespace passung::wire {

absl::Status UnderRow(absl::string_view prefix, const absl::Status& status) {
  if (!absl::IsInvalidArgument(status)) return status;
  std::vector<FieldError> errors = FieldErrors(status);
  for (FieldError& error : errors) {
    // Licences and skills of a vacancy are lists there, too.
    error.field = absl::StrReplaceAll(error.field, {{"facts.skills[", "facts.skills.skills["},
                                                    {"facts.licences[", "facts.licences.licences["},
                                                    {".windows[", ".windows.windows["},
                                                    {"shifts[", "shifts.windows["},
                                                    {"support[", "support.items["}});
  }
  return UnderField(prefix, FieldErrorStatus(errors));
}

}  // namespace passung::wire
