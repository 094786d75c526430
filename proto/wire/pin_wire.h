// Pins between the engine and the wire. Etags are left to who keeps the rows.
#ifndef PASSUNG_PROTO_WIRE_PIN_WIRE_H_
#define PASSUNG_PROTO_WIRE_PIN_WIRE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "passung/pin.h"
#include "passung/repository.h"
#include "passung/v1/pin.pb.h"

namespace passung::wire {

// "mentees/{id}/pins/{id}".
std::string PinName(const MenteeId& mentee, const VacancyId& vacancy);
// InvalidArgument, without a field, quoting the name and the form that is asked for.
absl::StatusOr<PinKey> ParsePinName(absl::string_view name);

// REQUIRES: the pin is valid.
v1::Pin ToProto(const Pin& pin);
// InvalidArgument with all faulty fields, their paths led by `path`. Who set it and when is not read: whoever
// writes it says so. passung::Validate comes next.
absl::StatusOr<Pin> FromProto(const v1::Pin& message, absl::string_view path = "");

}  // namespace passung::wire

#endif  // PASSUNG_PROTO_WIRE_PIN_WIRE_H_
