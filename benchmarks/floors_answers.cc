// What answers beyond the ranked list promise (floors.csv, topic answers), measured on the machine at
// hand: one line a floor, 1 if any is short. Answers are compared with a rival's before they are timed,
// on one thread by its processor time.

#include <algorithm>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "benchmarks/floors/bundles.h"
#include "benchmarks/floors/courses.h"
#include "benchmarks/floors/insight.h"
#include "benchmarks/floors/steps.h"
#include "benchmarks/support/figures.h"
#include "benchmarks/support/program.h"
#include "engine/base/status_macros.h"

namespace passung::bench {
namespace {

constexpr int64_t kPromisedSize = 100'000;
constexpr int64_t kPromisedComparisons = 200;

constexpr int64_t kInsightVacancies = 10'000;
constexpr int64_t kInsightMentees = 400;

// Questions of which every answer is checked by ranking again, on a market of their own.
absl::Status AddInsights(bool quick, FloorReport& report) {
  PASSUNG_ASSIGN_OR_RETURN(
      const std::unique_ptr<World> world,
      MakeWorld({.vacancies = kInsightVacancies, .mentees = kInsightMentees, .scan = false}));
  const auto set = [&](absl::string_view name, absl::StatusOr<Figure> figure) -> absl::Status {
    PASSUNG_RETURN_IF_ERROR(figure.status());
    figure->complete = !quick;
    return report.Set(name, *std::move(figure));
  };
  PASSUNG_RETURN_IF_ERROR(set("why-not: changes made that do what they say",
                              CountChangesThatDo(*world, quick ? 100 : 1000)));
  PASSUNG_RETURN_IF_ERROR(set("cheapest ways that equal exhaustive search",
                              CountCheapestWays(*world, quick ? 20 : 200)));
  return set("stability: weights swept", SweepWeights(*world, quick ? 300 : 10'000));
}

// On the market of the steps for what it costs, on a small one for what is the best.
constexpr int64_t kBundleVacancies = 150;
constexpr int64_t kBundleCases = 200;

absl::Status AddBundles(const Arguments& arguments, const World& market, StepsSettings settings,
                        bool market_is_whole, FloorReport& report) {
  const bool quick = arguments.Has("quick");
  // Some take a tenth of a second.
  settings.timed = std::min<int64_t>(settings.timed, quick ? 30 : 300);
  settings.compared = std::min<int64_t>(settings.compared, quick ? 10 : 100);
  PASSUNG_ASSIGN_OR_RETURN(Figure timed, MeasureBundles(market, settings));
  timed.complete = !quick && market_is_whole;
  PASSUNG_RETURN_IF_ERROR(
      report.Set("best bundle of up to four steps, 100 k vacancies: median", std::move(timed)));
  const int64_t cases = quick ? kBundleCases / 10 : kBundleCases * (arguments.Has("long") ? 10 : 1);
  PASSUNG_ASSIGN_OR_RETURN(
      const std::unique_ptr<World> small,
      MakeWorld({.vacancies = kBundleVacancies, .mentees = cases, .market_stats = false}));
  PASSUNG_ASSIGN_OR_RETURN(Figure best, CountBestBundles(*small, cases));
  best.complete = !quick;
  return report.Set("best bundles of up to two steps that equal exhaustive search",
                    std::move(best));
}

constexpr int64_t kPlanVacancies = 40'000;
constexpr int64_t kPlanMentees = 1'500;

absl::Status AddCoursePlan(bool quick, FloorReport& report) {
  PASSUNG_ASSIGN_OR_RETURN(const std::unique_ptr<World> world,
                           MakeWorld({.vacancies = quick ? kPlanVacancies / 10 : kPlanVacancies,
                                      .mentees = quick ? kPlanMentees / 10 : kPlanMentees}));
  PASSUNG_ASSIGN_OR_RETURN(Figure figure, MeasureCoursePlan(*world, quick ? 20 : 100));
  figure.complete = !quick;
  return report.Set("course plan, 1 500 mentees × 40 k vacancies", std::move(figure));
}

absl::StatusOr<int> RunAnswerFloors(const Arguments& arguments) {
  const bool quick = arguments.Has("quick");
  StepsSettings settings;
  PASSUNG_ASSIGN_OR_RETURN(const int64_t vacancies,
                           arguments.Number("vacancies", quick ? 10'000 : kPromisedSize));
  PASSUNG_ASSIGN_OR_RETURN(settings.timed, arguments.Number("mentees", quick ? 100 : 1000));
  PASSUNG_ASSIGN_OR_RETURN(settings.compared,
                           arguments.Number("compared", quick ? 20 : kPromisedComparisons));
  PASSUNG_ASSIGN_OR_RETURN(auto floors, PromisedFloors("answers"));
  FloorReport report(std::move(floors));
  absl::PrintF("command: %s\nmachine: %s, load %s\n", arguments.command(), Machine(), Load());
  PASSUNG_ASSIGN_OR_RETURN(const std::unique_ptr<World> world,
                           MakeWorld({.vacancies = vacancies, .mentees = settings.timed}));
  PASSUNG_ASSIGN_OR_RETURN(Figure steps, MeasureSteps(*world, settings));
  steps.complete = vacancies >= kPromisedSize && settings.compared >= kPromisedComparisons;
  if (!steps.complete) {
    absl::StrAppend(&steps.note, ", ", vacancies, " vacancies, ", settings.compared,
                    " mentees compared");
  }
  PASSUNG_RETURN_IF_ERROR(report.Set("unlock analysis, 100 k vacancies: median", std::move(steps)));
  PASSUNG_RETURN_IF_ERROR(
      AddBundles(arguments, *world, settings, vacancies >= kPromisedSize, report));
  PASSUNG_RETURN_IF_ERROR(AddInsights(quick, report));
  PASSUNG_RETURN_IF_ERROR(AddCoursePlan(quick, report));
  absl::PrintF("\n%s", report.Table());
  const std::string json = arguments.Text("json", "");
  if (!json.empty()) PASSUNG_RETURN_IF_ERROR(report.WriteJson(json));
  return report.CountShort() == 0 ? 0 : 1;
}

}  // namespace
}  // namespace passung::bench

int main(int argc, char** argv) {
  return passung::bench::RunProgram(argc, argv,
                                    {"vacancies", "mentees", "compared", "peers", "json"},
                                    {"quick", "long"}, passung::bench::RunAnswerFloors);
}
