#ifndef PASSUNG_PIN_H_
#define PASSUNG_PIN_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "passung/enum_names.h"
#include "passung/ids.h"
#include "passung/unix_time.h"

// What a mentor keeps in mind of a vacancy for a mentee. It belongs to the mentee's file. No rule and no
// criterion sees any of it: a ranking is the same with and without.

namespace passung {

// Stored and sent: add at the end, never renumber. So with all that follow.
enum class PinMark : uint8_t {
  kPinned,
  kHidden,  // is not to be shown in the list until somebody asks for it
  kNoted,   // neither; there is a note
};
template <>
struct EnumNames<PinMark> {
  static constexpr absl::string_view kNames[] = {"pinned", "hidden", "noted"};
};

// Why a vacancy is hidden. Nothing about health or family.
enum class HideReason : uint8_t {
  kTooFar,
  kWorkingTime,       // hours, shifts, days
  kMenteeDeclines,    // the person does not want it
  kEmployerDeclined,  // the employer does not want the person
  kAlreadyApplied,
  kOther,
};
template <>
struct EnumNames<HideReason> {
  static constexpr absl::string_view kNames[] = {"too_far",         "working_time",
                                                 "mentee_declines", "employer_declined",
                                                 "already_applied", "other"};
};

inline constexpr size_t kMostPins = 1'000;       // of one mentee
inline constexpr size_t kMostNoteBytes = 1'000;  // of one note

struct Pin {
  MenteeId mentee;
  VacancyId vacancy;  // each once for a mentee
  PinMark mark = PinMark::kPinned;
  std::optional<HideReason> reason;  // kHidden; absent: not stated
  std::string note;                  // UTF-8, at most kMostNoteBytes; kNoted: not empty
  MentorId set_by;                   // who said so last; empty: somebody who is no mentor
  UnixTime set_time;                 // … and when
  friend bool operator==(const Pin&, const Pin&) = default;
};

// The id of the row that holds it: "m1/v1".
std::string PinRowId(const MenteeId& mentee, const VacancyId& vacancy);

// InvalidArgument naming the field, never quoting a note.
absl::Status Validate(const Pin& pin);

// Whether two pins of one vacancy tell the same, whoever set them and when.
bool TellsTheSame(const Pin& a, const Pin& b);

}  // namespace passung

#endif  // PASSUNG_PIN_H_
