#include "benchmarks/support/arguments.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "engine/base/status_macros.h"

namespace passung::bench {
namespace {

bool IsOneOf(const std::vector<absl::string_view>& names, absl::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

absl::StatusOr<int64_t> ParseNumber(absl::string_view name, absl::string_view text) {
  int64_t number = 0;
  if (absl::SimpleAtoi(text, &number) && number >= 1) return number;
  return absl::InvalidArgumentError(
      absl::StrCat("--", name, " \"", text, "\" is not a number of at least 1"));
}

}  // namespace

absl::StatusOr<Arguments> Arguments::Parse(int argc, char** argv,
                                           const std::vector<absl::string_view>& values,
                                           const std::vector<absl::string_view>& switches) {
  Arguments arguments;
  const absl::string_view program = argv[0];
  arguments.command_ = std::string(program.substr(program.rfind('/') + 1));
  for (int i = 1; i < argc; ++i) {
    absl::StrAppend(&arguments.command_, " ", argv[i]);
    const absl::string_view argument = argv[i];
    const absl::string_view name =
        absl::StartsWith(argument, "--") ? argument.substr(2) : absl::string_view();
    if (IsOneOf(switches, name)) {
      arguments.given_[std::string(name)] = "";
    } else if (IsOneOf(values, name) && i + 1 < argc) {
      arguments.given_[std::string(name)] = argv[++i];
      absl::StrAppend(&arguments.command_, " ", argv[i]);
    } else {
      return absl::InvalidArgumentError(absl::StrCat(
          "\"", argument, "\" is not understood: --", absl::StrJoin(values, " N, --"), " N",
          switches.empty() ? "" : absl::StrCat(", --", absl::StrJoin(switches, ", --"))));
    }
  }
  return arguments;
}

bool Arguments::Has(absl::string_view name) const { return given_.count(std::string(name)) != 0; }

std::string Arguments::Text(absl::string_view name, absl::string_view otherwise) const {
  const auto found = given_.find(std::string(name));
  return found == given_.end() ? std::string(otherwise) : found->second;
}

absl::StatusOr<int64_t> Arguments::Number(absl::string_view name, int64_t otherwise) const {
  return Has(name) ? ParseNumber(name, Text(name, "")) : otherwise;
}

absl::StatusOr<std::vector<int64_t>> Arguments::Numbers(
    absl::string_view name, const std::vector<int64_t>& otherwise) const {
  if (!Has(name)) return otherwise;
  std::vector<int64_t> numbers;
  const std::string text = Text(name, "");
  for (const absl::string_view part : absl::StrSplit(text, ',')) {
    PASSUNG_ASSIGN_OR_RETURN(const int64_t number, ParseNumber(name, part));
    numbers.push_back(number);
  }
  return numbers;
}

}  // namespace passung::bench
