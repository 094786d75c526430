// How good a profile is by what became of suggestions, and a better one.
#ifndef PASSUNG_PROTO_ANSWER_PROFILE_TUNING_H_
#define PASSUNG_PROTO_ANSWER_PROFILE_TUNING_H_

#include "absl/status/statusor.h"
#include "passung/v1/profile_service.pb.h"
#include "proto/answer/backend.h"

namespace passung::answer {

// InvalidArgument naming the fields; NotFound for a profile that is not there; FailedPrecondition without a
// snapshot, and where outcomes are none or too few, saying how many are needed; Cancelled once nobody waits
// for the answer. Both look at the people whom the caller may see for the purpose, and store nothing.
absl::StatusOr<v1::EvaluateProfileResponse> EvaluateProfile(
    const v1::EvaluateProfileRequest& request, const CallContext& context);
absl::StatusOr<v1::TuneProfileResponse> TuneProfile(const v1::TuneProfileRequest& request,
                                                    const CallContext& context);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_PROFILE_TUNING_H_
