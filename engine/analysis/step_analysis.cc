#include "engine/analysis/step_analysis.h"

#include <algorithm>
#include <array>
#include <deque>
#include <optional>
#include <utility>

#include "engine/analysis/analysis_options.h"
#include "engine/analysis/fact_parts.h"
#include "engine/analysis/step_bundle.h"
#include "engine/analysis/step_catalogue.h"
#include "engine/analysis/what_if.h"
#include "engine/base/status_macros.h"
#include "engine/search/best_first.h"

namespace passung {
namespace {

// So many of the best vacancies say which skills matter, and which scores the first k have at least.
constexpr size_t kBestLookedAt = 200;

// One step or outcome as a person. Stays where it is: the person points at the mentee.
struct Changed {
  Changed(const Query& query, Mentee after) : mentee(std::move(after)), person(query, mentee) {}
  const Mentee mentee;
  const Person person;
};

class Analysis {
 public:
  Analysis(const SnapshotImpl& snapshot, const AppliedProfile& applied, const Mentee& mentee,
           const StepOptions& options)
      : rows_(snapshot.rows()),
        query_{snapshot.knowledge_impl(), applied, options.match.as_of,
               snapshot.columns().dictionaries, options.match.frozen},
        mentee_(mentee),
        options_(options),
        person_(query_, mentee) {
    if (!options.match.filter.empty()) {
      filter_.emplace(options.match.filter, snapshot.columns(), snapshot.index());
    }
  }

  StepReport Run() {
    const size_t limit = static_cast<size_t>(options_.match.limit);
    const std::vector<Hit> best = FindBest(std::max(limit, kBestLookedAt));
    const MarketDemand demand(rows_, Filter());
    StepReport report;
    report.bar = options_.bar;
    report.steps = SingleStepsOf({query_, mentee_, person_, demand, rows_, best});
    for (const StepResult& result : report.steps) AddVariants(result);
    const WhatIfQuestion question{.query = query_,
                                  .rows = rows_,
                                  .filter = Filter(),
                                  .mentee = mentee_.id,
                                  .base = person_,
                                  .best = best,
                                  .limit = limit,
                                  .bar = options_.bar,
                                  .examples = static_cast<size_t>(options_.examples)};
    WhatIfAnswer answer = CompareVariants(question, variants_);
    report.before = answer.before;
    if (options_.bundle) {
      report.bundle = BestBundleOf(question, mentee_, report.steps, *options_.bundle);
    }
    report.steps = InOrder(std::move(report.steps), answer);
    return report;
  }

 private:
  const RowFilter* Filter() const { return filter_ ? &*filter_ : nullptr; }

  std::vector<Hit> FindBest(size_t count) const {
    Workspace& workspace = ThisThreadsWorkspace();
    const Judge judge(query_, person_, workspace);
    const SearchOptions search{
        .limit = count, .classes = {true, true, true, false}, .filter = Filter()};
    return SearchBestFirst(rows_, judge, workspace, search);
  }

  void AddVariant(const SingleStep& step) {
    const FactParts changed = step.recognition_step || step.act != Step::kAwaitDecision
                                  ? ChangedBy(step.act)
                                  : FactParts{0};
    const ActSet granted = GrantedBy(step.act);
    if (granted != 0 || changed == 0) {
      variants_.push_back({.person = &person_, .changed = changed, .granted = granted});
      return;
    }
    const Changed& after = changed_.emplace_back(query_, AfterStep(mentee_, step, query_.as_of));
    variants_.push_back({.person = &after.person, .changed = changed});
  }
  void AddVariants(const StepResult& result) {
    AddVariant(result.step);
    for (const StepOutcome& outcome : result.outcomes) {
      SingleStep decided = result.step;
      decided.outcome = outcome.outcome;
      decided.recognition_step = outcome.recognition_step;
      AddVariant(decided);
    }
  }

  // The steps with their gains, the best first.
  static std::vector<StepResult> InOrder(std::vector<StepResult> steps, WhatIfAnswer& answer) {
    std::vector<std::pair<StepWorth, size_t>> order;
    size_t variant = 0;
    for (size_t i = 0; i < steps.size(); ++i) {
      const int32_t best_gain = answer.best_gains[variant];
      steps[i].gain = std::move(answer.gains[variant++]);
      for (StepOutcome& outcome : steps[i].outcomes) {
        outcome.gain = std::move(answer.gains[variant++]);
      }
      order.emplace_back(WorthOf(steps[i], best_gain), i);
    }
    std::sort(order.begin(), order.end());
    std::vector<StepResult> sorted;
    sorted.reserve(steps.size());
    for (const auto& [worth, i] : order) sorted.push_back(std::move(steps[i]));
    return sorted;
  }

  // Less is better. First what opens vacancies, by itself or by an outcome; then what betters the list
  // of the first; then what leaves other obstacles. Each the sooner the better.
  using StepWorth = std::array<int64_t, 10>;
  static StepWorth WorthOf(const StepResult& result, int32_t best_gain) {
    const ChangeGain& gain = result.gain;
    int64_t listed = gain.becomes_listed;
    int64_t open = gain.becomes_open;
    for (const StepOutcome& outcome : result.outcomes) {
      listed = std::max(listed, outcome.gain.becomes_listed);
      open = std::max(open, outcome.gain.becomes_open);
    }
    const bool opens = listed > 0 || open > 0;
    const bool betters =
        gain.top_gain > 0;  // else what enters only fills the places of better ones
    return {-listed,
            -open,
            opens ? result.lead_days : 0,
            betters ? -gain.enters_top : 0,
            betters ? -gain.enters_bar : 0,
            -gain.furthers,
            gain.furthers > 0 ? result.lead_days : 0,
            -best_gain,
            -gain.top_gain,
            result.lead_days};
  }

  const VacancyRows rows_;
  const Query query_;
  const Mentee& mentee_;
  const StepOptions& options_;
  const Person person_;
  std::optional<RowFilter> filter_;
  std::deque<Changed> changed_;
  std::vector<Variant> variants_;  // of each step, then of its outcomes
};

}  // namespace

absl::Status Validate(const StepOptions& options) {
  PASSUNG_RETURN_IF_ERROR(CheckAnalysis(options.match, options.bar, options.examples));
  return options.bundle ? Validate(*options.bundle) : absl::OkStatus();
}

StepReport AnalyzeStepsOf(const SnapshotImpl& snapshot, const AppliedProfile& applied,
                          const Mentee& mentee, const StepOptions& options) {
  return Analysis(snapshot, applied, mentee, options).Run();
}

}  // namespace passung
