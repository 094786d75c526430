// How long it takes to make a market and to build a snapshot of it, and what the snapshot holds in
// memory.

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "benchmarks/support/figures.h"
#include "benchmarks/support/program.h"
#include "engine/base/status_macros.h"
#include "passung/market.h"
#include "passung/snapshot.h"

namespace passung::bench {
namespace {

absl::Status Measure(int64_t vacancies, int64_t mentees) {
  PASSUNG_ASSIGN_OR_RETURN(const Date today, Date::FromCivil(2026, 2, 15));
  absl::StatusOr<Market> market = absl::UnknownError("not made yet");
  const double made = Microseconds([&] {
    market = MakeMarket({.mentees = mentees, .vacancies = vacancies, .seed = 1, .today = today});
  });
  PASSUNG_RETURN_IF_ERROR(market.status());
  const int64_t before = ResidentMebibytes();
  SnapshotInput input;
  input.knowledge = Knowledge::BuiltIn();
  input.mentees = std::move(market->mentees);
  input.vacancies = std::move(market->vacancies);
  absl::StatusOr<std::shared_ptr<const Snapshot>> snapshot = absl::UnknownError("not built yet");
  const double built = Microseconds([&] { snapshot = BuildSnapshot(std::move(input)); });
  PASSUNG_RETURN_IF_ERROR(snapshot.status());
  const SnapshotStats stats = (*snapshot)->stats();
  const auto count = static_cast<double>(stats.vacancies);
  absl::PrintF(
      "\n%d vacancies, %d mentees: %d rows (%.2f each), %d code tuples (%.2f each)\n"
      "market   %10s   %d MiB\n"
      "snapshot %10s   %.2f µs a vacancy   %d MiB more, %d MiB at most\n",
      stats.vacancies, stats.mentees, stats.rows, static_cast<double>(stats.rows) / count,
      stats.code_tuples, static_cast<double>(stats.code_tuples) / count, Duration(made), before,
      Duration(built), built / count, ResidentMebibytes() - before, PeakMebibytes());
  return absl::OkStatus();
}

absl::StatusOr<int> Run(const Arguments& arguments) {
  const bool quick = arguments.Has("quick");
  PASSUNG_ASSIGN_OR_RETURN(
      const std::vector<int64_t> sizes,
      arguments.Numbers("vacancies", quick ? std::vector<int64_t>{20'000}
                                           : std::vector<int64_t>{100'000, 1'000'000}));
  PASSUNG_ASSIGN_OR_RETURN(const int64_t mentees, arguments.Number("mentees", 1000));
  absl::PrintF("command: %s\nmachine: %s\n", arguments.command(), Machine());
  for (const int64_t vacancies : sizes) {
    PASSUNG_RETURN_IF_ERROR(Measure(vacancies, mentees));
  }
  return 0;
}

}  // namespace
}  // namespace passung::bench

int main(int argc, char** argv) {
  return passung::bench::RunProgram(argc, argv, {"vacancies", "mentees"}, {"quick"},
                                    passung::bench::Run);
}
