// Figures over many people.
#ifndef PASSUNG_PROTO_ANSWER_REPORT_ANSWERS_H_
#define PASSUNG_PROTO_ANSWER_REPORT_ANSWERS_H_

#include "absl/status/statusor.h"
#include "passung/v1/report_service.pb.h"
#include "proto/answer/backend.h"

namespace passung::answer {

// Over all people whom the caller may see for the purpose. Figures are safe (passung/safe_counts.h), but
// for a mentor, who knows whom they are of. InvalidArgument naming the field; NotFound for a profile;
// FailedPrecondition without a snapshot. Read all of these people, and look at all vacancies for each.
absl::StatusOr<v1::ListStumblingBlocksResponse> ListStumblingBlocks(
    const v1::ListStumblingBlocksRequest& request, const CallContext& context);
absl::StatusOr<v1::ReportAdequacyResponse> ReportAdequacy(const v1::ReportAdequacyRequest& request,
                                                          const CallContext& context);
// Reads all offers, too.
absl::StatusOr<v1::PlanCoursesResponse> PlanCourses(const v1::PlanCoursesRequest& request,
                                                    const CallContext& context);

// The same, naming people: the purpose has to open the view FULL.
absl::StatusOr<v1::ListUnmatchedMenteesResponse> ListUnmatchedMentees(
    const v1::ListUnmatchedMenteesRequest& request, const CallContext& context);
absl::StatusOr<v1::ListEmployersToCallResponse> ListEmployersToCall(
    const v1::ListEmployersToCallRequest& request, const CallContext& context);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_REPORT_ANSWERS_H_
