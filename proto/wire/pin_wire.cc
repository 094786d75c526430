#include "proto/wire/pin_wire.h"

#include <utility>

#include "engine/base/status_macros.h"
#include "proto/wire/archive.h"
#include "proto/wire/resource_name.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::wire {
namespace {

constexpr absl::string_view kPins = "pins";

}  // namespace

// But for the name, which is not of the form of others, and for who set it and when.
template <>
struct Fields<Pin> {
  template <class Archive, class T>
  static void Visit(Archive& archive, T& pin) {
    using Message = v1::Pin;
    archive.Name(Message::kMenteeFieldNumber, pin.mentee);
    archive.Name(Message::kVacancyFieldNumber, pin.vacancy);
    archive(Message::kMarkFieldNumber, pin.mark);
    archive(Message::kReasonFieldNumber, pin.reason);
    archive(Message::kNoteFieldNumber, pin.note);
  }
};

std::string PinName(const MenteeId& mentee, const VacancyId& vacancy) {
  return NameBelow(mentee, kPins, vacancy.value);
}

absl::StatusOr<PinKey> ParsePinName(absl::string_view name) {
  PASSUNG_ASSIGN_OR_RETURN(auto found, ParseNameBelow(kPins, name));
  return PinKey{std::move(found.mentee), {std::move(found.id)}};
}

v1::Pin ToProto(const Pin& pin) {
  auto message = WriteMessage<v1::Pin>(pin);
  message.set_name(PinName(pin.mentee, pin.vacancy));
  message.set_set_by(ResourceName(kMentors, pin.set_by.value));
  message.mutable_set_time()->set_seconds(pin.set_time.seconds);
  return message;
}

absl::StatusOr<Pin> FromProto(const v1::Pin& message, absl::string_view path) {
  return ReadMessage<Pin>(message, path);
}

}  // namespace passung::wire
