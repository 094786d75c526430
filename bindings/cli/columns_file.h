// Small tables that are named on a command line.
#ifndef PASSUNG_BINDINGS_CLI_COLUMNS_FILE_H_
#define PASSUNG_BINDINGS_CLI_COLUMNS_FILE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace passung::cli {

// The lines below the heading of a table with exactly these columns, separated by commas or semicolons, without
// quotes. InvalidArgument naming the line; the errors of answer::ReadFile.
absl::StatusOr<std::vector<std::vector<std::string>>> ReadColumns(
    const std::string& path, const std::vector<std::string>& columns);

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_COLUMNS_FILE_H_
