// Why not, how stable, what is unknown, from when on: between the engine and the wire. Texts are filled in
// by the server, where a locale is asked for.
#ifndef PASSUNG_PROTO_WIRE_INSIGHT_WIRE_H_
#define PASSUNG_PROTO_WIRE_INSIGHT_WIRE_H_

#include "absl/status/statusor.h"
#include "passung/counterfactual.h"
#include "passung/first_days.h"
#include "passung/stability.h"
#include "passung/unknowns.h"
#include "passung/v1/insight.pb.h"
#include "passung/why_not.h"

namespace passung::wire {

v1::CombinationStanding ToProto(const CombinationStanding& standing);
v1::WeightChange ToProto(const WeightChange& change);
v1::WeightStability ToProto(const WeightStability& stability);
v1::NextQuestion ToProto(const NextQuestion& question);
v1::UncertainHit ToProto(const UncertainHit& hit);
v1::FirstDayGroup ToProto(const FirstDayGroup& group);
v1::StepPlan ToProto(const StepPlan& plan);
v1::StepPrice ToProto(const StepPrice& price);

// For clients: InvalidArgument with the faulty fields, as for a mentee.
absl::StatusOr<CombinationStanding> FromProto(const v1::CombinationStanding& message);
absl::StatusOr<WeightChange> FromProto(const v1::WeightChange& message);
absl::StatusOr<WeightStability> FromProto(const v1::WeightStability& message);
absl::StatusOr<NextQuestion> FromProto(const v1::NextQuestion& message);
absl::StatusOr<UncertainHit> FromProto(const v1::UncertainHit& message);
absl::StatusOr<FirstDayGroup> FromProto(const v1::FirstDayGroup& message);
absl::StatusOr<StepPlan> FromProto(const v1::StepPlan& message);
// `path` leads to the message.
absl::StatusOr<StepPrice> FromProto(const v1::StepPrice& message, absl::string_view path = "");

}  // namespace passung::wire

#endif  // PASSUNG_PROTO_WIRE_INSIGHT_WIRE_H_
