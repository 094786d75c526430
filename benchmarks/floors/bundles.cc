#include "benchmarks/floors/bundles.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>
#include <vector>

#include "absl/strings/str_format.h"
#include "benchmarks/floors/step_rival.h"
#include "benchmarks/support/figures.h"
#include "engine/base/status_macros.h"
#include "passung/steps.h"

namespace passung::bench {
namespace {

constexpr int32_t kFirstPlaces = 20;
constexpr std::array kGoals = {StepGoal::kListed, StepGoal::kOpen, StepGoal::kTop};

// What all questions have in common.
struct BundleBasis {
  StepOptions options;
  AppliedProfile applied;

  static absl::StatusOr<BundleBasis> Of(int32_t most_steps) {
    BundleBasis basis;
    basis.options.match.as_of = BenchDay();
    basis.options.match.limit = kFirstPlaces;
    basis.options.bundle.emplace().most_steps = most_steps;
    PASSUNG_ASSIGN_OR_RETURN(basis.options.match.profile, ShippedProfile("default"));
    PASSUNG_ASSIGN_OR_RETURN(basis.applied, Apply(basis.options.match.profile, {}));
    basis.options.match.applied = std::make_shared<const AppliedProfile>(basis.applied);
    return basis;
  }
};

int64_t CountOf(StepGoal goal, const ChangeGain& gain) {
  if (goal == StepGoal::kListed) return gain.becomes_listed;
  return goal == StepGoal::kOpen ? gain.becomes_open : gain.enters_top;
}

// What these steps bring together, by scanning all columns before and after.
template <class Steps>
ChangeGain GainTogether(const StepRival& rival, const std::vector<Standing>& before,
                        const Mentee& mentee, const Steps& steps) {
  Mentee after = mentee;
  std::vector<Step> acts;
  for (const SingleStep& step : steps) {
    after = AfterStep(after, step, BenchDay());
    acts.push_back(step.act);
  }
  return rival.GainOf(before, rival.StandingsOf(after, acts));
}

std::vector<SingleStep> StepsOf(const StepBundle& bundle) {
  std::vector<SingleStep> steps;
  for (const BundlePart& part : bundle.steps) steps.push_back(part.step);
  return steps;
}

// As engine/SCORING.md section 19 says: steps that replace one another are in no bundle together.
bool ExcludeEachOther(const SingleStep& a, const SingleStep& b) {
  if (a.qualification && b.qualification) return *a.qualification == *b.qualification;
  constexpr Step kOnce[] = {Step::kTravelFurther, Step::kMoveHome, Step::kChangeHours,
                            Step::kWidenWindows, Step::kStartEarlier};
  return a.act == b.act && std::find(std::begin(kOnce), std::end(kOnce), a.act) != std::end(kOnce);
}

// The most that any one or two of the steps bring.
int64_t BestOfAll(const StepRival& rival, const Mentee& mentee, const StepReport& report,
                  StepGoal goal) {
  const std::vector<Standing> before = rival.StandingsOf(mentee, {});
  int64_t best = 0;
  const auto attempt = [&](const std::vector<SingleStep>& steps) {
    best = std::max(best, CountOf(goal, GainTogether(rival, before, mentee, steps)));
  };
  for (size_t i = 0; i < report.steps.size(); ++i) {
    const SingleStep& first = report.steps[i].step;
    if (first.act == Step::kAwaitDecision) continue;
    attempt({first});
    for (size_t j = i + 1; j < report.steps.size(); ++j) {
      const SingleStep& second = report.steps[j].step;
      if (second.act == Step::kAwaitDecision || ExcludeEachOther(first, second)) continue;
      attempt({first, second});
    }
  }
  return best;
}

absl::Status CompareBundle(const World& world, const Mentee& mentee, const StepOptions& options,
                           const StepRival& rival, Figure& figure) {
  PASSUNG_ASSIGN_OR_RETURN(const StepReport report, world.engine.AnalyzeSteps(mentee, options));
  if (!report.bundle) return absl::InternalError("no bundle was looked for");
  const StepBundle& bundle = *report.bundle;
  const ChangeGain expected =
      GainTogether(rival, rival.StandingsOf(mentee, {}), mentee, StepsOf(bundle));
  ++figure.compared;
  const bool is_equal = HaveEqualCounts(bundle.gain, expected) &&
                        bundle.value == CountOf(bundle.goal, expected) &&
                        bundle.value <= bundle.at_most;
  if (!is_equal && figure.mismatches++ == 0) {
    absl::PrintF("first mismatch: the bundle of %s\n", mentee.id.value);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Figure> MeasureBundles(const World& world, const StepsSettings& settings) {
  PASSUNG_ASSIGN_OR_RETURN(BundleBasis basis, BundleBasis::Of(4));
  StepOptions& options = basis.options;
  const StepRival rival(*world.scan, options, basis.applied);
  const auto people = static_cast<int64_t>(world.mentees.size());
  const auto ask_for = [&](int64_t i) -> const Mentee& {
    options.bundle->goal = kGoals[static_cast<size_t>(i) % kGoals.size()];
    return world.mentees[static_cast<size_t>(i)];
  };
  Figure figure;
  for (int64_t i = 0; i < std::min(people, settings.compared); ++i) {
    PASSUNG_RETURN_IF_ERROR(CompareBundle(world, ask_for(i), options, rival, figure));
  }
  std::vector<double> times;
  int64_t proven = 0;
  absl::Status asked;
  for (int64_t i = 0; i < std::min(people, settings.timed); ++i) {
    const Mentee& mentee = ask_for(i);
    absl::StatusOr<StepReport> report = absl::UnknownError("not asked");
    times.push_back(CpuMicroseconds([&] { report = world.engine.AnalyzeSteps(mentee, options); }));
    asked.Update(report.status());
    if (report.ok() && report->bundle && report->bundle->is_best()) ++proven;
  }
  PASSUNG_RETURN_IF_ERROR(asked);
  absl::PrintF(
      "best bundle of up to 4: median %s, p99 %s; %d of %d proven the best; %d compared, %d "
      "mismatches\n",
      Duration(Median(times)), Duration(Percentile(times, 99)), proven, times.size(),
      figure.compared, figure.mismatches);
  figure.value = Median(times) / 1e3;
  figure.note = absl::StrFormat("%d of %d proven the best", proven, times.size());
  return figure;
}

absl::StatusOr<Figure> CountBestBundles(const World& world, int64_t cases) {
  PASSUNG_ASSIGN_OR_RETURN(BundleBasis basis, BundleBasis::Of(2));
  StepOptions& options = basis.options;
  const StepRival rival(*world.scan, options, basis.applied);
  Figure figure;
  int64_t proven = 0;
  for (size_t i = 0; i < world.mentees.size() && figure.compared < cases; ++i) {
    const Mentee& mentee = world.mentees[i];
    options.bundle->goal = kGoals[i % kGoals.size()];
    PASSUNG_ASSIGN_OR_RETURN(const StepReport report, world.engine.AnalyzeSteps(mentee, options));
    if (!report.bundle) return absl::InternalError("no bundle was looked for");
    const StepBundle& bundle = *report.bundle;
    const int64_t best = BestOfAll(rival, mentee, report, bundle.goal);
    ++figure.compared;
    proven += bundle.is_best() ? 1 : 0;
    const bool holds =
        bundle.is_best() ? bundle.value == best : bundle.value <= best && best <= bundle.at_most;
    if (!holds && figure.mismatches++ == 0) {
      absl::PrintF("first mismatch: %d for %s, but %d of all\n", bundle.value, mentee.id.value,
                   best);
    }
  }
  figure.value = static_cast<double>(figure.compared);
  figure.note = absl::StrFormat("every one and two steps done and scanned, %d proven", proven);
  return figure;
}

}  // namespace passung::bench
