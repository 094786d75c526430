// What everyone at once promises (floors.csv, topic scale), measured on the machine at hand: one line a floor, 1
// if any is short. Answers are compared before they are timed.

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_format.h"
#include "benchmarks/floors/assignment.h"
#include "benchmarks/support/figures.h"
#include "benchmarks/support/program.h"
#include "engine/base/status_macros.h"

namespace passung::bench {
namespace {

absl::StatusOr<int> RunScaleFloors(const Arguments& arguments) {
  PASSUNG_ASSIGN_OR_RETURN(auto floors, PromisedFloors("scale"));
  // Alerts, the Python package and clusters have programs of their own.
  std::erase_if(floors, [](const Floor& of) { return !absl::StartsWith(of.name, "assignment"); });
  FloorReport report(std::move(floors));
  absl::PrintF("command: %s\nmachine: %s, load %s\n", arguments.command(), Machine(), Load());
  PASSUNG_RETURN_IF_ERROR(AddAssignmentFloors({.quick = arguments.Has("quick"),
                                               .python = arguments.Text("python", ""),
                                               .folder = arguments.Text("folder", "/tmp")},
                                              report));
  absl::PrintF("\n%s", report.Table());
  return report.CountShort() == 0 ? 0 : 1;
}

}  // namespace
}  // namespace passung::bench

int main(int argc, char** argv) {
  return passung::bench::RunProgram(argc, argv, {"peers", "json", "python", "folder"},
                                    {"quick", "long"}, passung::bench::RunScaleFloors);
}
