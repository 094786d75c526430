#include "benchmarks/floors/assignment.h"

#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <fstream>
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "benchmarks/baseline/network_simplex.h"
#include "benchmarks/floors/assignment_graphs.h"
#include "benchmarks/support/figures.h"
#include "benchmarks/support/world.h"
#include "engine/assign/certificate.h"
#include "engine/assign/solver.h"
#include "engine/base/parallel.h"
#include "engine/base/status_macros.h"
#include "passung/assignment.h"

namespace passung::bench {
namespace {

constexpr int kRounds = 5;

struct Solved {
  Figure seconds;  // processor time, median of kRounds
  Figure against_simplex;
};

// The answer is checked against its certificate and the simplex's total before anything is timed; what is timed
// gives the same answer.
absl::StatusOr<Solved> MeasureSolver(const char* what, const assign::Graph& graph) {
  PASSUNG_ASSIGN_OR_RETURN(const assign::Solution first, assign::Solve(graph));
  const assign::Certificate certificate = assign::CertificateOf(graph, first);
  PASSUNG_RETURN_IF_ERROR(Check(graph, first.chosen, certificate));
  PASSUNG_ASSIGN_OR_RETURN(const baseline::SimplexResult simplex, baseline::AssignBySimplex(graph));
  absl::StatusOr<assign::Solution> solution = absl::UnknownError("not solved");
  std::vector<double> seconds;
  for (int round = 0; round < kRounds; ++round) {
    seconds.push_back(CpuMicroseconds([&] { solution = assign::Solve(graph); }) / 1e6);
    PASSUNG_RETURN_IF_ERROR(solution.status());
    if (solution->chosen != first.chosen) return absl::InternalError("two answers to one graph");
  }
  absl::Status checked;
  const double check =
      CpuMicroseconds([&] { checked = Check(graph, solution->chosen, certificate); });
  PASSUNG_RETURN_IF_ERROR(checked);
  Solved solved;
  solved.seconds = {.value = Median(seconds),
                    .compared = 1,
                    .mismatches = simplex.total == certificate.total ? 0 : 1};
  solved.against_simplex = solved.seconds;
  solved.against_simplex.value = simplex.seconds / Median(seconds);
  absl::PrintF(
      "assignment, %s: %s, simplex %s, certificate checked in %s; %d of %d assigned, total %d, "
      "simplex %d\n",
      what, Duration(Median(seconds) * 1e6), Duration(simplex.seconds * 1e6), Duration(check),
      first.chosen.size(), graph.lefts.size(), certificate.total, simplex.total);
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

// One line of what peers/scipy_assignment.py reads.
void WriteGraph(const assign::Graph& graph, int64_t total, std::ostream& out) {
  out << "{\"lefts\": " << graph.lefts.size() << ", \"capacities\": [";
  for (size_t i = 0; i < graph.rights.size(); ++i) {
    out << (i == 0 ? "" : ", ") << graph.rights[i].most;
  }
  out << "], \"edges\": [";
  for (size_t left = 0; left < graph.lefts.size(); ++left) {
    for (size_t e = graph.first[left]; e < graph.first[left + 1]; ++e) {
      out << (e == 0 ? "" : ", ") << "[" << left << ", " << graph.edges[e].right << ", "
          << graph.edges[e].gain << "]";
    }
  }
  out << "], \"total\": " << total << "}\n";
}

// What SciPy says to the graphs of a file: "graphs differing".
absl::StatusOr<std::pair<int64_t, int64_t>> AskScipy(const AssignmentSettings& settings,
                                                     const std::string& path) {
  const std::string command =
      absl::StrCat(settings.python, " benchmarks/peers/scipy_assignment.py ", path);
  std::FILE* pipe = popen(command.c_str(), "r");
  int64_t graphs = 0;
  int64_t differing = 0;
  const bool read =
      pipe != nullptr && std::fscanf(pipe, "%" SCNd64 " %" SCNd64, &graphs, &differing) == 2;
  const bool ended = pipe != nullptr && pclose(pipe) == 0;
  if (!read || !ended) return absl::UnavailableError(absl::StrCat(command, ": failed"));
  return std::pair(graphs, differing);
}

// Each number of a certificate and each edge, one changed at a time.
int64_t CountAccepted(const assign::Graph& graph, const assign::Solution& solution,
                      const assign::Certificate& certificate, int64_t& tried) {
  int64_t accepted = 0;
  const auto judge = [&](const std::vector<size_t>& chosen, const assign::Certificate& bad) {
    ++tried;
    if (Check(graph, chosen, bad).ok()) ++accepted;
  };
  assign::Certificate bad = certificate;
  for (const int64_t by : {-1, 1, 1000}) {
    for (auto* numbers :
         {&bad.right_prices, &bad.left_group_prices, &bad.right_group_prices, &bad.surpluses}) {
      for (int64_t& number : *numbers) {
        number += by;
        judge(solution.chosen, bad);
        number -= by;
      }
    }
    bad.total += by;
    judge(solution.chosen, bad);
    bad.total -= by;
  }
  for (size_t i = 0; i < solution.chosen.size(); ++i) {
    std::vector<size_t> chosen = solution.chosen;
    chosen.insert(chosen.begin() + static_cast<std::ptrdiff_t>(i), chosen[i]);
    judge(chosen, certificate);  // a pair doubled
    chosen = solution.chosen;
    chosen.erase(chosen.begin() + static_cast<std::ptrdiff_t>(i));
    judge(chosen, certificate);  // … and left out
    if (chosen.size() == solution.chosen.size() - 1 &&
        solution.chosen[i] + 1 < graph.edges.size()) {
      chosen = solution.chosen;
      ++chosen[i];
      // Another edge in its place; one of the same total would be as good.
      if (assign::ValueOf(graph, chosen) != certificate.total) judge(chosen, certificate);
    }
  }
  return accepted;
}

// Adds to both: of a graph with groups, whose prices are corrupted like the others.
absl::Status CountGrouped(uint64_t seed, int64_t& accepted, int64_t& tried) {
  const assign::Graph graph = SmallGroupedGraph(seed);
  PASSUNG_ASSIGN_OR_RETURN(const assign::Solution solution, assign::Solve(graph));
  const assign::Certificate certificate = CertificateOf(graph, solution);
  PASSUNG_RETURN_IF_ERROR(Check(graph, solution.chosen, certificate));
  accepted += CountAccepted(graph, solution, certificate, tried);
  return absl::OkStatus();
}

absl::Status AddSmallGraphs(const AssignmentSettings& settings, FloorReport& report) {
  const uint64_t count = settings.quick ? 300 : 5000;
  const std::string path = absl::StrCat(settings.folder, "/assignment_graphs.jsonl");
  std::ofstream out(path);
  Figure unlike{.compared = static_cast<int64_t>(count)};
  int64_t differing = 0;
  int64_t accepted = 0;
  int64_t tried = 0;
  for (uint64_t seed = 0; seed < count; ++seed) {
    const assign::Graph graph = SmallGraph(seed);
    PASSUNG_ASSIGN_OR_RETURN(const assign::Solution solution, assign::Solve(graph));
    const assign::Certificate certificate = CertificateOf(graph, solution);
    PASSUNG_RETURN_IF_ERROR(Check(graph, solution.chosen, certificate));
    PASSUNG_ASSIGN_OR_RETURN(const auto simplex, baseline::AssignBySimplex(graph));
    if (simplex.total != certificate.total) ++differing;
    if (seed < 500) {
      accepted += CountAccepted(graph, solution, certificate, tried);
      PASSUNG_RETURN_IF_ERROR(CountGrouped(seed, accepted, tried));
    }
    WriteGraph(graph, certificate.total, out);
  }
  out.close();
  unlike.complete = !settings.quick && !settings.python.empty();
  if (settings.python.empty()) {
    unlike.note = "without SciPy";
  } else {
    PASSUNG_ASSIGN_OR_RETURN(const auto scipy, AskScipy(settings, path));
    if (scipy.first != static_cast<int64_t>(count)) {
      return absl::InternalError(absl::StrFormat("SciPy read %d of %d graphs", scipy.first, count));
    }
    differing += scipy.second;
    unlike.compared += scipy.first;
    unlike.note = absl::StrFormat("%d graphs with LEMON, %d with SciPy", count, scipy.first);
  }
  unlike.value = static_cast<double>(differing);
  PASSUNG_RETURN_IF_ERROR(report.Set(
      "assignment: random graphs whose optimum LEMON or SciPy disputes", std::move(unlike)));
  return report.Set("assignment: corrupted certificates that were accepted",
                    {.value = static_cast<double>(accepted),
                     .compared = tried,
                     .note = absl::StrFormat("%d tried", tried),
                     .complete = !settings.quick});
}

constexpr int64_t kWholeMentees = 1'500;
constexpr int64_t kWholeVacancies = 40'000;

// From people and vacancies to a proved answer; time on the wall, all cores.
absl::Status AddEndToEnd(bool quick, FloorReport& report) {
  PASSUNG_ASSIGN_OR_RETURN(const std::unique_ptr<World> world,
                           MakeWorld({.vacancies = quick ? kWholeVacancies / 10 : kWholeVacancies,
                                      .mentees = quick ? kWholeMentees / 10 : kWholeMentees,
                                      .scan = false}));
  AssignmentOptions options;
  options.match = {.as_of = BenchDay(), .limit = 50, .threads = Cores()};
  PASSUNG_ASSIGN_OR_RETURN(options.match.profile, ShippedProfile("default"));
  std::vector<AssignmentPerson> people;
  for (const Mentee& mentee : world->mentees) people.push_back({.mentee = mentee});
  absl::StatusOr<AssignmentProblem> problem = absl::UnknownError("not asked");
  absl::StatusOr<Assignment> assignment = absl::UnknownError("not asked");
  const double microseconds = Microseconds([&] {
    problem = MakeAssignmentProblem(world->engine.Current(), people, options);
    if (problem.ok()) assignment = SolveAssignment(*problem);
  });
  PASSUNG_RETURN_IF_ERROR(problem.status());
  PASSUNG_RETURN_IF_ERROR(assignment.status());
  PASSUNG_RETURN_IF_ERROR(VerifyAssignment(*problem, *assignment));
  Figure figure{.value = microseconds / 1e6, .compared = 1};
  figure.note = absl::StrFormat("%d proposals for %d, beyond %d", assignment->proposals,
                                assignment->mentees.size(), assignment->beyond);
  figure.complete = !quick;
  return report.Set("assignment, 1 500 × 40 k: candidates and solution", std::move(figure));
}

}  // namespace

absl::StatusOr<bool> ShowEvenAssignment(int64_t size) {
  const std::string what = absl::StrFormat("%d evenly over %d", size, size);
  PASSUNG_ASSIGN_OR_RETURN(
      const Solved solved,
      MeasureSolver(what.c_str(), EvenGraph({.lefts = size, .rights = size}, 1)));
  return solved.seconds.mismatches == 0;
}

absl::Status AddAssignmentFloors(const AssignmentSettings& settings, FloorReport& report) {
  GraphSize size;
  if (settings.quick) size = {.lefts = 5'000, .rights = 20'000};
  PASSUNG_RETURN_IF_ERROR(AddSolver("contended", ContendedGraph(size, 1), settings.quick, report));
  PASSUNG_RETURN_IF_ERROR(AddSolver("tied", TiedGraph(size, 1), settings.quick, report));
  PASSUNG_RETURN_IF_ERROR(AddSmallGraphs(settings, report));
  return AddEndToEnd(settings.quick, report);
}

}  // namespace passung::bench
