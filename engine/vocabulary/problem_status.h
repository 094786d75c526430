// A problem of a record as the status that its validation returns, and back.
#ifndef PASSUNG_ENGINE_VOCABULARY_PROBLEM_STATUS_H_
#define PASSUNG_ENGINE_VOCABULARY_PROBLEM_STATUS_H_

#include "absl/status/status.h"
#include "passung/record_problem.h"

namespace passung {

// InvalidArgument `<field> <reason>`, with the problem as a payload.
absl::Status ProblemStatus(const RecordProblem& problem);

// What ProblemStatus was given, as long as nobody made another status of it; else the message, without a code of its
// own. REQUIRES: `status` is not OK.
RecordProblem ProblemOf(const absl::Status& status);

}  // namespace passung

#endif  // PASSUNG_ENGINE_VOCABULARY_PROBLEM_STATUS_H_
