// What every command gets, and how it says what went wrong.
#ifndef PASSUNG_BINDINGS_CLI_CONSOLE_H_
#define PASSUNG_BINDINGS_CLI_CONSOLE_H_

#include <functional>
#include <ostream>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "passung/date.h"

namespace passung::cli {

struct Console {
  std::ostream& out;
  std::ostream& err;
  bool err_is_terminal = false;
  int width = 110;      // columns a table may take
  std::string program;  // as it was called, for the commands that hints name
  Date today;
};

// A command with its options read.
using Action = std::function<absl::Status(Console&)>;

// InvalidArgument that is the caller's misuse of the command, not refused input.
absl::Status UsageError(absl::string_view message);

// 0 ok, 1 refused input, 2 usage, 3 unavailable.
int ExitCode(const absl::Status& status);

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_CONSOLE_H_
