#include <string>

#include "absl/strings/str_cat.h"
#include "engine/vocabulary/field_check.h"
#include "passung/pin.h"

namespace passung {

std::string PinRowId(const MenteeId& mentee, const VacancyId& vacancy) {
  return absl::StrCat(mentee.value, "/", vacancy.value);
}

absl::Status Validate(const Pin& pin) {
  PASSUNG_RETURN_IF_ERROR(CheckId(Field("mentee"), pin.mentee.value));
  PASSUNG_RETURN_IF_ERROR(CheckId(Field("vacancy"), pin.vacancy.value));
  PASSUNG_RETURN_IF_ERROR(CheckEnum(Field("mark"), pin.mark));
  PASSUNG_RETURN_IF_ERROR(CheckEnum(Field("reason"), pin.reason));
  if (pin.reason && pin.mark != PinMark::kHidden) {
    return FieldFault(Field("reason"), Name(*pin.reason),
                      absl::StrCat("does not belong to the mark ", Name(pin.mark)));
  }
  PASSUNG_RETURN_IF_ERROR(CheckQuietly(Field("note"), pin.note, kMostNoteBytes));
  if (pin.note.empty() && pin.mark == PinMark::kNoted) {
    return FieldFault(Field("note"), "", "must be given for the mark noted");
  }
  return pin.set_by.value.empty() ? absl::OkStatus() : CheckId(Field("set_by"), pin.set_by.value);
}

bool TellsTheSame(const Pin& a, const Pin& b) {
  return a.mark == b.mark && a.reason == b.reason && a.note == b.note;
}

}  // namespace passung
