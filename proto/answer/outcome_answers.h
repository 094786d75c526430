// Answers about what became of suggestions.
#ifndef PASSUNG_PROTO_ANSWER_OUTCOME_ANSWERS_H_
#define PASSUNG_PROTO_ANSWER_OUTCOME_ANSWERS_H_

#include "absl/status/statusor.h"
#include "google/protobuf/empty.pb.h"
#include "passung/v1/outcome_service.pb.h"
#include "proto/answer/backend.h"

namespace passung::answer {

// The errors of OutcomeBook; PermissionDenied as of person_guard.h.
absl::StatusOr<v1::Outcome> RecordOutcome(const v1::RecordOutcomeRequest& request,
                                          const CallContext& context);
absl::StatusOr<v1::BatchRecordOutcomesResponse> BatchRecordOutcomes(
    const v1::BatchRecordOutcomesRequest& request, const CallContext& context);
// The same for any number of rows, in one write.
absl::StatusOr<v1::BatchRecordOutcomesResponse> RecordAllOutcomes(
    const v1::BatchRecordOutcomesRequest& request, const CallContext& context);
absl::StatusOr<v1::Outcome> GetOutcome(const v1::GetOutcomeRequest& request,
                                       const CallContext& context);
absl::StatusOr<v1::ListOutcomesResponse> ListOutcomes(const v1::ListOutcomesRequest& request,
                                                      const CallContext& context);
absl::StatusOr<google::protobuf::Empty> DeleteOutcome(const v1::DeleteOutcomeRequest& request,
                                                      const CallContext& context);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_OUTCOME_ANSWERS_H_
