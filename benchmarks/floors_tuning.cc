// What tuning and evaluation promise (floors.csv, topic tuning), on worlds whose truth is planted: one line a
// floor, 1 if any is short. `./dev floors tuning` brings what Python and the properties' tests measured.

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "benchmarks/floors/tuning.h"
#include "benchmarks/support/figures.h"
#include "benchmarks/support/program.h"
#include "engine/base/status_macros.h"

namespace passung::bench {
namespace {

constexpr int64_t kPeople = 2000;
constexpr int64_t kVacancies = 10'000;

// A figure of fewer questions than promised.
Figure OfFewer(Figure figure, bool quick) {
  figure.complete = !quick && figure.complete;
  return figure;
}

absl::Status AddLearning(const LabelledWorld& world, bool quick, FloorReport& report) {
  PASSUNG_ASSIGN_OR_RETURN(Recovery many,
                           MeasureRecovery(world, static_cast<size_t>(quick ? 300 : kPeople), 1));
  PASSUNG_RETURN_IF_ERROR(report.Set("planted weights from 20 000 outcomes: largest error",
                                     OfFewer(std::move(many.largest), quick)));
  PASSUNG_ASSIGN_OR_RETURN(Recovery few, MeasureRecovery(world, 200, quick ? 2 : 10));
  PASSUNG_RETURN_IF_ERROR(report.Set("planted weights from 2 000 outcomes: mean error",
                                     OfFewer(std::move(few.mean), quick)));
  PASSUNG_ASSIGN_OR_RETURN(Figure intervals, MeasureIntervals(world, 200, quick ? 40 : 200));
  PASSUNG_RETURN_IF_ERROR(report.Set("95 % intervals that hold the planted weight, least of all",
                                     OfFewer(std::move(intervals), quick)));
  PASSUNG_ASSIGN_OR_RETURN(HeldOutPeople held_out, MeasureHeldOut(world));
  PASSUNG_RETURN_IF_ERROR(report.Set("people held out: nDCG@10 tuned over the oracle's",
                                     OfFewer(std::move(held_out.of_oracle), quick)));
  PASSUNG_RETURN_IF_ERROR(
      report.Set("people held out: nDCG@10 tuned less default, lower end of the interval",
                 OfFewer(std::move(held_out.over_default), quick)));
  PASSUNG_ASSIGN_OR_RETURN(Figure seconds, MeasureTuning(world, quick ? 1000 : 5000));
  return report.Set("tuning on 5 000 outcomes, 2 threads", OfFewer(std::move(seconds), quick));
}

absl::StatusOr<int> RunTuningFloors(const Arguments& arguments) {
  const bool quick = arguments.Has("quick");
  PASSUNG_ASSIGN_OR_RETURN(auto floors, PromisedFloors("tuning"));
  FloorReport report(std::move(floors));
  absl::PrintF("command: %s\nmachine: %s, load %s\n", arguments.command(), Machine(), Load());
  PASSUNG_ASSIGN_OR_RETURN(const auto world, MakeLabelledWorld(quick ? 400 : kPeople, kVacancies));
  PASSUNG_RETURN_IF_ERROR(AddLearning(*world, quick, report));
  PASSUNG_RETURN_IF_ERROR(report.Set("with one planted interaction: LightGBM's lead over tuned",
                                     LeadOfTrees(arguments.Text("strangers", ""))));
  PASSUNG_RETURN_IF_ERROR(
      report.Set("random tuned profiles that keep all properties",
                 ProfilesThatKeepTheProperties(arguments.Text("properties", ""))));
  PASSUNG_ASSIGN_OR_RETURN(Figure off_policy, MeasureOffPolicy(2000));
  PASSUNG_RETURN_IF_ERROR(report.Set("IPS within two standard errors of the truth, of 2 000 runs",
                                     std::move(off_policy)));
  PASSUNG_ASSIGN_OR_RETURN(Figure seconds,
                           MeasureEvaluation(quick ? 500 : 10'000, quick ? 10'000 : 100'000));
  PASSUNG_RETURN_IF_ERROR(report.Set("evaluation of 10 k × 100 k, all metrics, 2 threads",
                                     OfFewer(std::move(seconds), quick)));
  absl::PrintF("\n%s", report.Table());
  const std::string json = arguments.Text("json", "");
  if (!json.empty()) PASSUNG_RETURN_IF_ERROR(report.WriteJson(json));
  return report.CountShort() == 0 ? 0 : 1;
}

}  // namespace
}  // namespace passung::bench

int main(int argc, char** argv) {
  return passung::bench::RunProgram(argc, argv, {"peers", "json", "strangers", "properties"},
                                    {"quick", "long"}, passung::bench::RunTuningFloors);
}
