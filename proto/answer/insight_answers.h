// Why not, how stable, what is unknown, from when on: from a request to its answer.
#ifndef PASSUNG_PROTO_ANSWER_INSIGHT_ANSWERS_H_
#define PASSUNG_PROTO_ANSWER_INSIGHT_ANSWERS_H_

#include "absl/status/statusor.h"
#include "passung/v1/match_service.pb.h"
#include "proto/answer/match_answers.h"

namespace passung::answer {

// Errors as of RankVacancies (match_answers.h). Thread-safe.
absl::StatusOr<v1::ExplainAbsenceResponse> ExplainAbsence(const v1::ExplainAbsenceRequest& request,
                                                          const MatchContext& context);
absl::StatusOr<v1::FindCheapestWayResponse> FindCheapestWay(
    const v1::FindCheapestWayRequest& request, const MatchContext& context);
absl::StatusOr<v1::AnalyzeStabilityResponse> AnalyzeStability(
    const v1::AnalyzeStabilityRequest& request, const MatchContext& context);
absl::StatusOr<v1::AnalyzeUnknownsResponse> AnalyzeUnknowns(
    const v1::AnalyzeUnknownsRequest& request, const MatchContext& context);
absl::StatusOr<v1::RankByFirstDayResponse> RankByFirstDay(const v1::RankByFirstDayRequest& request,
                                                          const MatchContext& context);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_INSIGHT_ANSWERS_H_
