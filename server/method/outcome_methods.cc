#include "server/method/outcome_methods.h"

#include <utility>

#include "passung/v1/outcome_service.pb.h"
#include "proto/answer/outcome_answers.h"
#include "server/method/answer_methods.h"

namespace passung::server {

BoundFile OutcomeMethods() {
  return {
      .file = v1::RecordOutcomeRequest::descriptor()->file(),
      .bindings = {
          {"passung.v1.OutcomeService.RecordOutcome", Unary(Answered<answer::RecordOutcome>::Call)},
          {"passung.v1.OutcomeService.BatchRecordOutcomes",
           Unary(Answered<answer::BatchRecordOutcomes>::Call)},
          {"passung.v1.OutcomeService.GetOutcome", Unary(Answered<answer::GetOutcome>::Call)},
          {"passung.v1.OutcomeService.ListOutcomes", Unary(Answered<answer::ListOutcomes>::Call)},
          {"passung.v1.OutcomeService.DeleteOutcome", Unary(Answered<answer::DeleteOutcome>::Call)},
      }};
}

}  // namespace passung::server
