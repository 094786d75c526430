// Outcomes between the engine and the wire. Etags and texts are left to who keeps the rows.
#ifndef PASSUNG_PROTO_WIRE_OUTCOME_WIRE_H_
#define PASSUNG_PROTO_WIRE_OUTCOME_WIRE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "passung/outcome.h"
#include "passung/repository.h"
#include "passung/v1/outcome.pb.h"

namespace passung::wire {

// "mentees/{id}/outcomes/{id}".
std::string OutcomeName(const MenteeId& mentee, const OutcomeId& id);
// InvalidArgument, without a field, quoting the name and the form that is asked for.
absl::StatusOr<OutcomeKey> ParseOutcomeName(absl::string_view name);

// REQUIRES: the outcome is valid.
v1::Outcome ToProto(const Outcome& outcome);
// InvalidArgument with all faulty fields, their paths led by `path`, as for a mentee. The id is made of the
// rest, whatever the name says. passung::Validate comes next.
absl::StatusOr<Outcome> FromProto(const v1::Outcome& message, absl::string_view path = "");

}  // namespace passung::wire

#endif  // PASSUNG_PROTO_WIRE_OUTCOME_WIRE_H_
