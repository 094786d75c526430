#ifndef PASSUNG_BENCHMARKS_SUPPORT_PROGRAM_H_
#define PASSUNG_BENCHMARKS_SUPPORT_PROGRAM_H_

#include <functional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "benchmarks/support/arguments.h"

namespace passung::bench {

// The main function of a benchmark: reads its arguments (`values` take a value, `switches` none) and
// runs it. Returns what it returns; after an error, which goes to standard error, 2 where an argument
// is at fault, else 1.
int RunProgram(int argc, char** argv, const std::vector<absl::string_view>& values,
               const std::vector<absl::string_view>& switches,
               const std::function<absl::StatusOr<int>(const Arguments&)>& run);

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_SUPPORT_PROGRAM_H_
