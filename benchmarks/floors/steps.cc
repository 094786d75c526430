#include "benchmarks/floors/steps.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "benchmarks/floors/step_rival.h"
#include "benchmarks/support/figures.h"
#include "engine/base/status_macros.h"
#include "passung/steps.h"

namespace passung::bench {
namespace {

constexpr int32_t kLimit = 20;

// Every step of a mentee.
absl::Status CompareSteps(const World& world, const Mentee& mentee, const StepOptions& options,
                          const StepRival& rival, Figure& figure) {
  PASSUNG_ASSIGN_OR_RETURN(const StepReport report, world.engine.AnalyzeSteps(mentee, options));
  const std::vector<Standing> before = rival.StandingsOf(mentee, {});
  for (const StepResult& result : report.steps) {
    const Mentee after = AfterStep(mentee, result.step, options.match.as_of);
    const ChangeGain expected =
        rival.GainOf(before, rival.StandingsOf(after, {&result.step.act, 1}));
    ++figure.compared;
    if (HaveEqualCounts(result.gain, expected)) continue;
    if (figure.mismatches++ == 0) {
      absl::PrintF("first mismatch: %s of %s\n", Name(result.step.act), mentee.id.value);
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Figure> MeasureSteps(const World& world, const StepsSettings& settings) {
  StepOptions options;
  options.match.as_of = BenchDay();
  options.match.limit = kLimit;
  PASSUNG_ASSIGN_OR_RETURN(options.match.profile, ShippedProfile("default"));
  PASSUNG_ASSIGN_OR_RETURN(AppliedProfile applied, Apply(options.match.profile, {}));
  options.match.applied = std::make_shared<const AppliedProfile>(applied);

  Figure figure;
  const StepRival rival(*world.scan, options, applied);
  const auto people = static_cast<int64_t>(world.mentees.size());
  for (int64_t i = 0; i < std::min(people, settings.compared); ++i) {
    PASSUNG_RETURN_IF_ERROR(
        CompareSteps(world, world.mentees[static_cast<size_t>(i)], options, rival, figure));
  }
  std::vector<double> times;
  std::vector<double> steps;
  absl::Status asked;
  for (int64_t i = 0; i < std::min(people, settings.timed); ++i) {
    const Mentee& mentee = world.mentees[static_cast<size_t>(i)];
    absl::StatusOr<StepReport> report = absl::UnknownError("not asked");
    times.push_back(CpuMicroseconds([&] { report = world.engine.AnalyzeSteps(mentee, options); }));
    asked.Update(report.status());
    if (report.ok()) steps.push_back(static_cast<double>(report->steps.size()));
  }
  PASSUNG_RETURN_IF_ERROR(asked);
  absl::PrintF(
      "unlock analysis: median %s, p99 %s, %.0f steps in the median, %.0f at most; %d mentees, %d "
      "steps compared, %d mismatches\n",
      Duration(Median(times)), Duration(Percentile(times, 99)), Median(steps),
      Percentile(steps, 100), times.size(), figure.compared, figure.mismatches);
  figure.value = Median(times) / 1e3;
  figure.note = absl::StrFormat("%.0f steps in the median", Median(steps));
  return figure;
}

}  // namespace passung::bench
