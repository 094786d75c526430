// Figures made of what became of suggestions.
#ifndef PASSUNG_PROTO_ANSWER_OUTCOME_REPORT_ANSWERS_H_
#define PASSUNG_PROTO_ANSWER_OUTCOME_REPORT_ANSWERS_H_

#include "absl/status/statusor.h"
#include "passung/v1/report_service.pb.h"
#include "proto/answer/backend.h"

namespace passung::answer {

// InvalidArgument naming the field; Cancelled once nobody waits any more.
absl::StatusOr<v1::ReportProgrammeResponse> ReportProgramme(
    const v1::ReportProgrammeRequest& request, const CallContext& context);
absl::StatusOr<v1::ReportWhatWorkedResponse> ReportWhatWorked(
    const v1::ReportWhatWorkedRequest& request, const CallContext& context);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_OUTCOME_REPORT_ANSWERS_H_
