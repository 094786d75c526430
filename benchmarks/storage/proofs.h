// Floors that are proved by tests and not by a clock: how often something was done to the data without anything being
// lost. The tests write what they did into their reports (gtest's RecordProperty); a floor reads it there.
#ifndef PASSUNG_BENCHMARKS_STORAGE_PROOFS_H_
#define PASSUNG_BENCHMARKS_STORAGE_PROOFS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "benchmarks/support/floors.h"

namespace passung::bench {

// One case of a test program that ran.
struct RanCase {
  std::string name;  // "KillTest.NothingThatWasAcknowledgedIsLostOrDoubled"
  bool ok = false;
  std::vector<std::pair<std::string, double>> properties;
};

// The cases in a report of `--gtest_output=json`. InvalidArgument where the text is none.
absl::StatusOr<std::vector<RanCase>> ReadTestReport(absl::string_view json);

// Gives each floor that a test proves its figure: what the cases did, all of them together; a case that failed is a
// mismatch. A floor whose cases are in none of the reports is left without a figure.
absl::Status SetProofs(const std::vector<RanCase>& cases, FloorReport& report);

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_STORAGE_PROOFS_H_
