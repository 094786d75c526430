#include "bindings/cli/columns_file.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "engine/base/status_macros.h"
#include "proto/answer/read_file.h"

namespace passung::cli {

absl::StatusOr<std::vector<std::vector<std::string>>> ReadColumns(
    const std::string& path, const std::vector<std::string>& columns) {
  PASSUNG_ASSIGN_OR_RETURN(const std::string text, answer::ReadFile(path));
  std::vector<std::vector<std::string>> rows;
  int number = 0;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    ++number;
    if (absl::StripAsciiWhitespace(line).empty()) continue;
    std::vector<std::string> cells;
    for (const absl::string_view cell : absl::StrSplit(line, absl::ByAnyChar(",;"))) {
      cells.emplace_back(absl::StripAsciiWhitespace(cell));
    }
    const bool heading = number == 1;
    if (heading ? cells != columns : cells.size() != columns.size()) {
      return absl::InvalidArgumentError(
          absl::StrCat(path, ", line ", number, ": \"", absl::StripAsciiWhitespace(line),
                       "\" has not the columns ", absl::StrJoin(columns, ",")));
    }
    if (!heading) rows.push_back(std::move(cells));
  }
  return rows;
}

}  // namespace passung::cli
