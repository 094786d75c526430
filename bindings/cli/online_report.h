// What holding back is worth, and what it costs in days.
#ifndef PASSUNG_BINDINGS_CLI_ONLINE_REPORT_H_
#define PASSUNG_BINDINGS_CLI_ONLINE_REPORT_H_

#include "absl/status/status.h"
#include "bindings/cli/console.h"
#include "bindings/cli/options.h"
#include "passung/online_assignment.h"

namespace passung::cli {

// Plays all policies, verifies their courses, and prints them beside the optimum of whoever knows all days. The
// errors of PlayOnline.
absl::Status ReportOnline(const OnlineProblem& online, const OutputOptions& output,
                          Console& console);

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_ONLINE_REPORT_H_
