// What everyone at once promises (floors.csv, topic scale), measured on the machine at hand: one line a floor, 1
// if any is short. Answers are compared before they are timed. With --even N only the hard case of N mentees who
// share N vacancies evenly: 1 where the totals differ.

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_format.h"
#include "benchmarks/floors/assignment.h"
#include "benchmarks/floors/online.h"
#include "benchmarks/support/figures.h"
#include "benchmarks/support/program.h"
#include "engine/base/status_macros.h"
#include "passung/assignment.h"

namespace passung::bench {
namespace {

constexpr int64_t kLeastEven = 50;  // rights of each left

absl::StatusOr<int> RunEven(const Arguments& arguments) {
  PASSUNG_ASSIGN_OR_RETURN(const int64_t size, arguments.Number("even", 5'000));
  if (size < kLeastEven || size > kMostAssignedMentees) {
    return absl::InvalidArgumentError(absl::StrFormat("--even: %d is not between %d and %d", size,
                                                      kLeastEven, kMostAssignedMentees));
  }
  absl::PrintF("command: %s\nmachine: %s, load %s\n", arguments.command(), Machine(), Load());
  PASSUNG_ASSIGN_OR_RETURN(const bool same, ShowEvenAssignment(size));
  return same ? 0 : 1;
}

absl::StatusOr<int> RunScaleFloors(const Arguments& arguments) {
  if (arguments.Has("even")) return RunEven(arguments);
  PASSUNG_ASSIGN_OR_RETURN(auto floors, PromisedFloors("scale"));
  // Alerts, the Python package and clusters have programs of their own.
  std::erase_if(floors, [](const Floor& of) { return !absl::StartsWith(of.name, "assignment"); });
  FloorReport report(std::move(floors));
  absl::PrintF("command: %s\nmachine: %s, load %s\n", arguments.command(), Machine(), Load());
  PASSUNG_RETURN_IF_ERROR(AddAssignmentFloors({.quick = arguments.Has("quick"),
                                               .python = arguments.Text("python", ""),
                                               .folder = arguments.Text("folder", "/tmp")},
                                              report));
  PASSUNG_RETURN_IF_ERROR(AddOnlineFloors(arguments.Has("quick"), report));
  absl::PrintF("\n%s", report.Table());
  return report.CountShort() == 0 ? 0 : 1;
}

}  // namespace
}  // namespace passung::bench

int main(int argc, char** argv) {
  return passung::bench::RunProgram(argc, argv, {"peers", "json", "python", "folder", "even"},
                                    {"quick", "long"}, passung::bench::RunScaleFloors);
}
