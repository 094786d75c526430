// What alerts promise (floors.csv, of the topic scale the rows of alerts), measured on the machine at hand:
// one line a floor, 1 if any is short. Everything is compared with asking anew.

#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_format.h"
#include "benchmarks/floors/alerts.h"
#include "benchmarks/support/figures.h"
#include "benchmarks/support/program.h"
#include "engine/base/status_macros.h"

namespace passung::bench {
namespace {

absl::StatusOr<int> RunAlertFloors(const Arguments& arguments) {
  const bool quick = arguments.Has("quick");
  AlertSettings promised;
  AlertSettings settings;
  PASSUNG_ASSIGN_OR_RETURN(settings.mentees,
                           arguments.Number("mentees", quick ? 10'000 : promised.mentees));
  PASSUNG_ASSIGN_OR_RETURN(settings.vacancies,
                           arguments.Number("vacancies", quick ? 10'000 : promised.vacancies));
  PASSUNG_ASSIGN_OR_RETURN(settings.events,
                           arguments.Number("events", quick ? 5'000 : promised.events));
  if (quick) settings.fresh /= 5;
  PASSUNG_ASSIGN_OR_RETURN(auto floors, PromisedFloors("scale"));
  std::erase_if(floors, [](const Floor& of) { return !absl::StartsWith(of.name, "alerts"); });
  FloorReport report(std::move(floors));
  absl::PrintF("command: %s\nmachine: %s, load %s\n", arguments.command(), Machine(), Load());
  PASSUNG_ASSIGN_OR_RETURN(Figure vacancy, MeasureNewVacancy(settings));
  vacancy.complete =
      settings.mentees >= promised.mentees && settings.vacancies >= promised.vacancies;
  PASSUNG_RETURN_IF_ERROR(
      report.Set("alerts: one new vacancy against 227 906 mentees, median", std::move(vacancy)));
  PASSUNG_ASSIGN_OR_RETURN(Figure events, CountEventsTold(settings));
  PASSUNG_RETURN_IF_ERROR(report.Set(
      "alerts: random events after which what was told equals asking anew", std::move(events)));
  absl::PrintF("\n%s", report.Table());
  return report.CountShort() == 0 ? 0 : 1;
}

}  // namespace
}  // namespace passung::bench

int main(int argc, char** argv) {
  return passung::bench::RunProgram(argc, argv, {"mentees", "vacancies", "events", "peers", "json"},
                                    {"quick", "long"}, passung::bench::RunAlertFloors);
}
