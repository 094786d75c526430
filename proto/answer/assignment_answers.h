// Everyone at once.
#ifndef PASSUNG_PROTO_ANSWER_ASSIGNMENT_ANSWERS_H_
#define PASSUNG_PROTO_ANSWER_ASSIGNMENT_ANSWERS_H_

#include <functional>

#include "absl/status/statusor.h"
#include "passung/v1/assignment_service.pb.h"
#include "proto/answer/backend.h"

namespace passung::answer {

// Over all people whom the caller may see for the purpose, which has to open the view FULL, or those of them
// who are named. InvalidArgument naming the field; NotFound for a profile; FailedPrecondition without a
// snapshot; Cancelled where nobody waits any more. One search a person, then passung/assignment.h.
absl::StatusOr<v1::SolveAssignmentResponse> SolveAssignment(
    const v1::SolveAssignmentRequest& request, const CallContext& context);

// From the request alone. InvalidArgument naming the field for what cannot be read; what is read and does not
// hold is an answer. Cancelled where `is_over`, which may be empty, says that nobody waits any more.
absl::StatusOr<v1::VerifyAssignmentResponse> CheckAssignment(
    const v1::VerifyAssignmentRequest& request, const std::function<bool()>& is_over = nullptr);
absl::StatusOr<v1::VerifyAssignmentResponse> VerifyAssignment(
    const v1::VerifyAssignmentRequest& request, const CallContext& context);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_ASSIGNMENT_ANSWERS_H_
