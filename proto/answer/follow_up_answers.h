// Whom a mentor is to talk to after they have begun to work.
#ifndef PASSUNG_PROTO_ANSWER_FOLLOW_UP_ANSWERS_H_
#define PASSUNG_PROTO_ANSWER_FOLLOW_UP_ANSWERS_H_

#include "absl/status/statusor.h"
#include "passung/v1/offer_service.pb.h"
#include "proto/answer/backend.h"

namespace passung::answer {

// Over all people whom the caller may see for the purpose. InvalidArgument naming the fields;
// FailedPrecondition without a snapshot. Reads all of these people.
absl::StatusOr<v1::ListFollowUpsResponse> ListFollowUps(const v1::ListFollowUpsRequest& request,
                                                        const CallContext& context);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_FOLLOW_UP_ANSWERS_H_
