#include "engine/vocabulary/problem_status.h"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/cord.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

// The payload has a line each for field, code and what is allowed (empty: nothing), then one for the name and one for
// the text of each value, escaped so that no text has more than one line.

namespace passung {
namespace {

// Stays within the process.
constexpr absl::string_view kProblemUrl = "passung/record_problem";

std::string Plain(absl::string_view line) {
  std::string plain;
  return absl::CUnescape(line, &plain) ? plain : std::string(line);
}

}  // namespace

absl::Status ProblemStatus(const RecordProblem& problem) {
  absl::Status status =
      absl::InvalidArgumentError(absl::StrCat(problem.field, " ", problem.reason));
  std::string lines = absl::StrCat(absl::CEscape(problem.field), "\n", Name(problem.code), "\n",
                                   problem.allowed ? Name(*problem.allowed) : absl::string_view());
  for (const ProblemValue& value : problem.values) {
    absl::StrAppend(&lines, "\n", value.name, "\n", absl::CEscape(value.value));
  }
  status.SetPayload(kProblemUrl, absl::Cord(lines));
  return status;
}

RecordProblem ProblemOf(const absl::Status& status) {
  const auto payload = status.GetPayload(kProblemUrl);
  if (!payload) return OtherProblem("", std::string(status.message()));
  const std::string text(*payload);
  const std::vector<absl::string_view> lines = absl::StrSplit(text, '\n');
  std::vector<ProblemValue> values;
  for (size_t i = 3; i + 1 < lines.size(); i += 2) {
    values.push_back({std::string(lines[i]), Plain(lines[i + 1])});
  }
  return MakeProblem(Plain(lines[0]), FromName<ProblemCode>(lines[1]).value_or(ProblemCode::kOther),
                     std::move(values), FromName<AllowedCode>(lines[2]));
}

}  // namespace passung
