// Vacancies between the engine and the wire.
#ifndef PASSUNG_PROTO_WIRE_VACANCY_WIRE_H_
#define PASSUNG_PROTO_WIRE_VACANCY_WIRE_H_

#include "absl/status/statusor.h"
#include "passung/v1/vacancy.pb.h"
#include "passung/vacancy.h"
#include "proto/wire/mentee_wire.h"

namespace passung::wire {

// REQUIRES: `vacancy` is valid.
v1::Vacancy ToProto(const Vacancy& vacancy);

// As for a mentee.
absl::StatusOr<Vacancy> FromProto(const v1::Vacancy& message, const ReadOptions& options = {});

}  // namespace passung::wire

#endif  // PASSUNG_PROTO_WIRE_VACANCY_WIRE_H_
