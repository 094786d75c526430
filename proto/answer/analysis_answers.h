// What single changes would bring: from a request to its answer.
#ifndef PASSUNG_PROTO_ANSWER_ANALYSIS_ANSWERS_H_
#define PASSUNG_PROTO_ANSWER_ANALYSIS_ANSWERS_H_

#include "absl/status/statusor.h"
#include "passung/v1/match_service.pb.h"
#include "proto/answer/backend.h"
#include "proto/answer/match_answers.h"

namespace passung::answer {

// Errors as of RankVacancies and RankMentees (match_answers.h). Thread-safe. Offers are read by way of `call`.
absl::StatusOr<v1::AnalyzeStepsResponse> AnalyzeSteps(const v1::AnalyzeStepsRequest& request,
                                                      const MatchContext& context,
                                                      const CallContext& call);
// Where a purpose is named, or for a mentor, only those are counted who may be shown.
absl::StatusOr<v1::AnalyzeRelaxationsResponse> AnalyzeRelaxations(
    const v1::AnalyzeRelaxationsRequest& request, const MatchContext& context);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_ANALYSIS_ANSWERS_H_
