#include "benchmarks/floors/assignment.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "benchmarks/baseline/network_simplex.h"
#include "benchmarks/floors/assignment_graphs.h"
#include "benchmarks/support/figures.h"
#include "engine/assign/certificate.h"
#include "engine/assign/solver.h"
#include "engine/base/status_macros.h"

namespace passung::bench {
namespace {

constexpr int kRounds = 5;

struct Solved {
  Figure seconds;  // processor time, median of kRounds
  Figure against_simplex;
};

// The answer is checked against its certificate and the simplex's total first.
absl::StatusOr<Solved> MeasureSolver(const char* what, const assign::Graph& graph) {
  absl::StatusOr<assign::Solution> solution = absl::UnknownError("not solved");
  std::vector<double> seconds;
  for (int round = 0; round < kRounds; ++round) {
    seconds.push_back(CpuMicroseconds([&] { solution = assign::Solve(graph); }) / 1e6);
    PASSUNG_RETURN_IF_ERROR(solution.status());
  }
  const assign::Certificate certificate = assign::CertificateOf(graph, *solution);
  absl::Status checked;
  const double check =
      CpuMicroseconds([&] { checked = Check(graph, solution->chosen, certificate); });
  PASSUNG_RETURN_IF_ERROR(checked);
  PASSUNG_ASSIGN_OR_RETURN(const baseline::SimplexResult simplex, baseline::AssignBySimplex(graph));
  Solved solved;
  solved.seconds = {.value = Median(seconds),
                    .compared = 1,
                    .mismatches = simplex.total == certificate.total ? 0 : 1};
  solved.against_simplex = solved.seconds;
  solved.against_simplex.value = simplex.seconds / Median(seconds);
  absl::PrintF("assignment, %s: %s, simplex %s, certificate checked in %s; %d of %d assigned\n",
               what, Duration(Median(seconds) * 1e6), Duration(simplex.seconds * 1e6),
               Duration(check), solution->chosen.size(), graph.lefts.size());
  return solved;
}

absl::Status AddSolver(const char* what, const assign::Graph& graph, bool quick,
                       FloorReport& report) {
  PASSUNG_ASSIGN_OR_RETURN(Solved solved, MeasureSolver(what, graph));
  solved.seconds.complete = solved.against_simplex.complete = !quick;
  const std::string name = absl::StrFormat("assignment, 50 k × 200 k, %s", what);
  PASSUNG_RETURN_IF_ERROR(report.Set(name, std::move(solved.seconds)));
  return report.Set(absl::StrFormat("%s: against LEMON's network simplex", name),
                    std::move(solved.against_simplex));
}

}  // namespace

absl::Status AddAssignmentFloors(const AssignmentSettings& settings, FloorReport& report) {
  GraphSize size;
  if (settings.quick) size = {.lefts = 5'000, .rights = 20'000};
  PASSUNG_RETURN_IF_ERROR(AddSolver("contended", ContendedGraph(size, 1), settings.quick, report));
  return AddSolver("tied", TiedGraph(size, 1), settings.quick, report);
}

}  // namespace passung::bench
