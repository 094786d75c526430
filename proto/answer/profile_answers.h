// Scoring profiles by version.
#ifndef PASSUNG_PROTO_ANSWER_PROFILE_ANSWERS_H_
#define PASSUNG_PROTO_ANSWER_PROFILE_ANSWERS_H_

#include "absl/status/statusor.h"
#include "passung/profile.h"
#include "passung/v1/profile_service.pb.h"
#include "proto/answer/backend.h"

namespace passung::answer {

// InvalidArgument naming the fields; NotFound, naming what there is.
absl::StatusOr<v1::ListProfilesResponse> ListProfiles(const v1::ListProfilesRequest& request,
                                                      const CallContext& context);
absl::StatusOr<v1::ProfileVersion> GetProfile(const v1::GetProfileRequest& request,
                                              const CallContext& context);
absl::StatusOr<v1::ValidateProfileResponse> ValidateProfile(
    const v1::ValidateProfileRequest& request, const CallContext& context);
// The profile of a request, complete and valid; where it names no version it is the next one. InvalidArgument
// naming the fields under `profile`.
absl::StatusOr<ScoringProfile> ReadTriedProfile(const v1::ScoringProfile& message,
                                                const CallContext& context);
absl::StatusOr<v1::ProfileVersion> CreateProfileVersion(
    const v1::CreateProfileVersionRequest& request, const CallContext& context);
absl::StatusOr<v1::ProfileVersion> ActivateProfile(const v1::ActivateProfileRequest& request,
                                                   const CallContext& context);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_PROFILE_ANSWERS_H_
