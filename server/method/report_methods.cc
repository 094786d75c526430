#include "server/method/report_methods.h"

#include <utility>

#include "passung/v1/report_service.pb.h"
#include "proto/answer/outcome_report_answers.h"
#include "proto/answer/report_answers.h"
#include "server/method/answer_methods.h"

namespace passung::server {

BoundFile ReportMethods() {
  return {.file = v1::ListStumblingBlocksRequest::descriptor()->file(),
          .bindings = {
              {"passung.v1.ReportService.ListStumblingBlocks",
               Unary(Answered<answer::ListStumblingBlocks>::Call)},
              {"passung.v1.ReportService.ReportAdequacy",
               Unary(Answered<answer::ReportAdequacy>::Call)},
              {"passung.v1.ReportService.ListUnmatchedMentees",
               Unary(Answered<answer::ListUnmatchedMentees>::Call)},
              {"passung.v1.ReportService.ListEmployersToCall",
               Unary(Answered<answer::ListEmployersToCall>::Call)},
              {"passung.v1.ReportService.ReportProgramme",
               Unary(Answered<answer::ReportProgramme>::Call)},
              {"passung.v1.ReportService.ReportWhatWorked",
               Unary(Answered<answer::ReportWhatWorked>::Call)},
              {"passung.v1.ReportService.PlanCourses", Unary(Answered<answer::PlanCourses>::Call)},
          }};
}

}  // namespace passung::server
