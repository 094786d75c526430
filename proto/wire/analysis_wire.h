// What single changes bring, between the engine and the wire. Texts are filled in by the server, where a
// locale is asked for.
#ifndef PASSUNG_PROTO_WIRE_ANALYSIS_WIRE_H_
#define PASSUNG_PROTO_WIRE_ANALYSIS_WIRE_H_

#include "absl/status/statusor.h"
#include "passung/relaxations.h"
#include "passung/steps.h"
#include "passung/v1/analysis.pb.h"

namespace passung::wire {

v1::StepResult ToProto(const StepResult& result);
v1::StepBundle ToProto(const StepBundle& bundle);
v1::RelaxationResult ToProto(const RelaxationResult& result);
v1::ClassCounts ToProto(const ClassCounts& counts);

// InvalidArgument naming fields below `path`; ranges are the engine's to check.
absl::StatusOr<BundleOptions> FromProto(const v1::BundleQuestion& message, absl::string_view path);

// For clients: InvalidArgument with the faulty fields, as for a mentee.
absl::StatusOr<StepResult> FromProto(const v1::StepResult& message);
absl::StatusOr<StepBundle> FromProto(const v1::StepBundle& message);
absl::StatusOr<RelaxationResult> FromProto(const v1::RelaxationResult& message);
absl::StatusOr<ClassCounts> FromProto(const v1::ClassCounts& message);

}  // namespace passung::wire

#endif  // PASSUNG_PROTO_WIRE_ANALYSIS_WIRE_H_
