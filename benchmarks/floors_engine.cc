// What the engine promises (floors.csv, topic engine), measured on the machine at hand: one line a
// floor, 1 if any is short. Every kind of question is compared with the column scan before it is
// timed. Searches are timed on one thread by its processor time and without explanation, which has
// a floor of its own; in one pass, so that each question is another person's.

#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "benchmarks/floors/measure.h"
#include "benchmarks/floors/written.h"
#include "benchmarks/support/figures.h"
#include "benchmarks/support/program.h"
#include "engine/base/status_macros.h"
#include "passung/cpu_path.h"

namespace passung::bench {
namespace {

absl::StatusOr<Settings> ReadSettings(const Arguments& arguments) {
  Settings settings;
  settings.is_long = arguments.Has("long");
  const bool quick = arguments.Has("quick");
  PASSUNG_ASSIGN_OR_RETURN(settings.vacancies,
                           arguments.Number("vacancies", quick ? 50'000 : 1'000'000));
  PASSUNG_ASSIGN_OR_RETURN(settings.mentees, arguments.Number("mentees", quick ? 300 : 10'000));
  PASSUNG_ASSIGN_OR_RETURN(settings.compared,
                           arguments.Number("compared", settings.is_long ? settings.mentees : 200));
  PASSUNG_ASSIGN_OR_RETURN(const int64_t seconds, arguments.Number("seconds", quick ? 5 : 60));
  settings.seconds = static_cast<double>(seconds);
  settings.only = arguments.Text("only", "");
  const bool known = settings.only.empty() || settings.only == "mirror" ||
                     settings.only == "updates" || settings.only == "nation" ||
                     settings.only == "comparison";
  if (!known) {
    return absl::InvalidArgumentError(
        absl::StrCat("--only ", settings.only, ": one of comparison, mirror, updates, nation"));
  }
  return settings;
}

// 0 where no floor is short, else 1.
absl::StatusOr<int> Run(const Arguments& arguments) {
  PASSUNG_ASSIGN_OR_RETURN(const Settings settings, ReadSettings(arguments));
  PASSUNG_RETURN_IF_ERROR(ForceCpuPath(arguments.Text("path", "")));
  PASSUNG_ASSIGN_OR_RETURN(auto floors, PromisedFloors("engine"));
  Findings findings{.report = FloorReport(std::move(floors))};
  findings.command = arguments.command();
  findings.load = Load();
  absl::PrintF("command: %s\nmachine: %s, load %s, path %s\n", findings.command, Machine(),
               findings.load, CpuPath());
  PASSUNG_RETURN_IF_ERROR(MeasureAll(settings, findings));
  PASSUNG_RETURN_IF_ERROR(ReadPeers(arguments.Text("peers", ""), findings.report));
  if (settings.only == "comparison") return 0;
  absl::PrintF("\n%s", findings.report.Table());
  const std::string json = arguments.Text("json", "");
  if (!json.empty()) PASSUNG_RETURN_IF_ERROR(WriteJson(json, findings));
  const bool good = findings.difficult_enough && findings.report.CountShort() == 0;
  return good ? 0 : 1;
}

}  // namespace
}  // namespace passung::bench

int main(int argc, char** argv) {
  return passung::bench::RunProgram(
      argc, argv, {"vacancies", "mentees", "compared", "seconds", "peers", "json", "only", "path"},
      {"quick", "long"}, passung::bench::Run);
}
