#include "server/method/assignment_methods.h"

#include "passung/v1/assignment_service.pb.h"
#include "proto/answer/assignment_answers.h"
#include "server/method/answer_methods.h"

namespace passung::server {

BoundFile AssignmentMethods() {
  return {.file = v1::SolveAssignmentRequest::descriptor()->file(),
          .bindings = {
              {"passung.v1.AssignmentService.SolveAssignment",
               Unary(Answered<answer::SolveAssignment>::Call)},
              {"passung.v1.AssignmentService.VerifyAssignment",
               Unary(Answered<answer::VerifyAssignment>::Call)},
          }};
}

}  // namespace passung::server
