// An assignment as rows: a proposal each, and one for everybody who has none.
#ifndef PASSUNG_BINDINGS_CLI_ASSIGNMENT_SHEET_H_
#define PASSUNG_BINDINGS_CLI_ASSIGNMENT_SHEET_H_

#include <string>

#include "absl/status/statusor.h"
#include "bindings/cli/report_sheet.h"
#include "passung/v1/assignment_service.pb.h"

namespace passung::cli {

// InvalidArgument where the response is without its problem or names people or vacancies that are not in it: a
// server sent it.
absl::StatusOr<Sheet> SheetOf(const v1::SolveAssignmentResponse& response, const SheetWords& words);
// Below the table: what is proved, groups that lack proposals, who has reason for envy, what limits cost.
std::string AssignmentNotes(const v1::SolveAssignmentResponse& response, const text::Texts& texts);

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_ASSIGNMENT_SHEET_H_
