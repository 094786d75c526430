#ifndef PASSUNG_ENGINE_ANALYSIS_ANALYSIS_OPTIONS_H_
#define PASSUNG_ENGINE_ANALYSIS_ANALYSIS_OPTIONS_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "passung/match.h"

namespace passung {

// What both analyses ask of their options beside those of a ranking.
inline absl::Status CheckAnalysis(const MatchOptions& match, int32_t bar, int32_t examples) {
  constexpr int32_t kHighestScore = kMaxPoints * kWeightSum;
  constexpr int32_t kMostExamples = 20;
  if (bar < 0 || bar > kHighestScore) {
    return absl::InvalidArgumentError(
        absl::StrCat("bar: ", bar, " is not between 0 and ", kHighestScore));
  }
  if (examples < 0 || examples > kMostExamples) {
    return absl::InvalidArgumentError(
        absl::StrCat("examples: ", examples, " is not between 0 and ", kMostExamples));
  }
  if (!match.classes.empty()) {
    return absl::InvalidArgumentError("classes: must be empty where single changes are asked for");
  }
  return absl::OkStatus();
}

}  // namespace passung

#endif  // PASSUNG_ENGINE_ANALYSIS_ANALYSIS_OPTIONS_H_
