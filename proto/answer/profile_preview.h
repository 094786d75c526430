// What a profile would change in people's lists.
#ifndef PASSUNG_PROTO_ANSWER_PROFILE_PREVIEW_H_
#define PASSUNG_PROTO_ANSWER_PROFILE_PREVIEW_H_

#include "absl/status/statusor.h"
#include "passung/v1/profile_service.pb.h"
#include "proto/answer/backend.h"

namespace passung::answer {

// InvalidArgument naming the fields, those of the profile under `profile`; NotFound for a profile or
// mentee that is not there; PermissionDenied for somebody who may not be shown; FailedPrecondition without
// a snapshot; Cancelled, between two people, once nobody waits for the answer. Stores nothing.
absl::StatusOr<v1::PreviewProfileResponse> PreviewProfile(const v1::PreviewProfileRequest& request,
                                                          const CallContext& context);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_PROFILE_PREVIEW_H_
