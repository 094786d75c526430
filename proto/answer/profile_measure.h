// Who gains and who loses by a profile, on what became of suggestions.
#ifndef PASSUNG_PROTO_ANSWER_PROFILE_MEASURE_H_
#define PASSUNG_PROTO_ANSWER_PROFILE_MEASURE_H_

#include "absl/status/status.h"
#include "passung/engine.h"
#include "passung/evaluation.h"
#include "passung/v1/profile_service.pb.h"
#include "proto/answer/backend.h"

namespace passung::answer {

// Both valid.
struct ProfileChange {
  const ScoringProfile& before;
  const ScoringProfile& after;
};

// Fills `measured` and `slices`: of everybody whom the caller may see for the purpose, the one after less the one
// before. Where outcomes are of too few people to be shown both stay empty. `options` has day, threads and
// `is_over`. Cancelled once nobody waits; the errors of LookOf.
absl::Status MeasureChange(const Engine& engine, const ProfileChange& change,
                           EvaluationOptions options, v1::Purpose purpose,
                           const CallContext& context, v1::PreviewProfileResponse& response);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_PROFILE_MEASURE_H_
