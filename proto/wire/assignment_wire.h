// Assignments between the engine and the wire. `text` is filled by the server, where a locale is asked for.
#ifndef PASSUNG_PROTO_WIRE_ASSIGNMENT_WIRE_H_
#define PASSUNG_PROTO_WIRE_ASSIGNMENT_WIRE_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "passung/assignment.h"
#include "passung/v1/assignment.pb.h"

namespace passung::wire {

// Without the versions, which have a place of their own.
v1::AssignmentProblem ToProto(const AssignmentProblem& problem);
v1::Assignment ToProto(const Assignment& assignment);

// InvalidArgument with all faulty fields, their paths led by `path`. The engine checks what they say.
absl::StatusOr<AssignmentProblem> FromProto(const v1::AssignmentProblem& message,
                                            absl::string_view path);
absl::StatusOr<AssignmentLimits> FromProto(const v1::AssignmentLimits& message,
                                           absl::string_view path);
absl::StatusOr<Assignment> FromProto(const v1::Assignment& message, absl::string_view path);

}  // namespace passung::wire

#endif  // PASSUNG_PROTO_WIRE_ASSIGNMENT_WIRE_H_
