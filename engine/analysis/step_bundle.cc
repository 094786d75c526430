#include "engine/analysis/step_bundle.h"

#include <algorithm>
#include <deque>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/analysis/bundle_search.h"

namespace passung {
namespace {

// So many bundles are ranked anew where nothing can be said of them before: 32 passes over the market.
constexpr size_t kMostRanked = 32 * kMostVariants;

class BundleFinder {
 public:
  BundleFinder(const WhatIfQuestion& question, const Mentee& mentee,
               std::span<const GroundStep> ground, const BundleOptions& options)
      : question_(question), mentee_(mentee), ground_(ground), options_(options) {}

  StepBundle Find() {
    if (options_.goal == StepGoal::kTop) {
      FindTop();
    } else {
      FindByDemands();
    }
    return Answer();
  }

 private:
  struct Changed {
    Changed(const Query& query, Mentee after) : mentee(std::move(after)), person(query, mentee) {}
    const Mentee mentee;
    const Person person;
  };

  BundleDemands DemandsOf(BundleDemands::Aim aim) const {
    return BundleDemands(demand_question_, aim);
  }

  // Exact, whatever is put in as value.
  std::vector<ChangeGain> GainsOf(const std::vector<Bundle>& bundles, size_t examples) const {
    std::deque<Changed> people;
    std::vector<Variant> variants;
    for (const Bundle& bundle : bundles) {
      people.emplace_back(question_.query,
                          AfterSteps(mentee_, ground_, bundle.steps, question_.query.as_of));
      variants.push_back({.person = &people.back().person,
                          .changed = ChangedBy(ground_, bundle.steps),
                          .granted = GrantedBy(ground_, bundle.steps)});
    }
    WhatIfQuestion question = question_;
    question.examples = examples;
    return CompareVariants(question, variants).gains;
  }

  static int64_t Counted(StepGoal goal, const ChangeGain& gain) {
    switch (goal) {
      case StepGoal::kListed:
        return gain.becomes_listed;
      case StepGoal::kOpen:
        return gain.becomes_open;
      case StepGoal::kTop:
        break;
    }
    return gain.enters_top;
  }

  // Keeps the best of them and what was best before.
  void Rank(std::vector<Bundle> bundles) {
    const std::vector<ChangeGain> gains = GainsOf(bundles, 0);
    for (size_t i = 0; i < bundles.size(); ++i) {
      bundles[i].value = Counted(options_.goal, gains[i]);
      if (bundles[i] < best_) best_ = std::move(bundles[i]);
    }
  }

  void FindByDemands() {
    const bool listed = options_.goal == StepGoal::kListed;
    const BundleDemands demands =
        DemandsOf(listed ? BundleDemands::Aim::kListed : BundleDemands::Aim::kOpen);
    // Where demands do not tell all, the best by demands are ranked anew.
    const size_t keep = listed ? 1 : kMostVariants;
    const BundleSearchResult found = BundleSearch(demands, ground_, options_.most_steps).Run(keep);
    Rank(found.best);
    at_most_ = std::max(best_.value, found.at_most);
    if (found.best.size() == keep && best_.value < found.best.back().value) {
      at_most_ = std::max(at_most_, found.best.back().value);
    }
  }

  Bundle Of(StepList steps) const {
    Bundle bundle{.steps = std::move(steps)};
    for (const StepNumber step : bundle.steps) bundle.days += ground_[step].part.lead_days;
    return bundle;
  }

  std::vector<Bundle> Longer(const Bundle& bundle, const std::vector<StepList>& additions) const {
    std::vector<Bundle> longer;
    for (const StepList& added : additions) {
      StepList steps;
      std::set_union(bundle.steps.begin(), bundle.steps.end(), added.begin(), added.end(),
                     std::back_inserter(steps));
      const bool is_longer = steps.size() > bundle.steps.size() &&
                             steps.size() <= static_cast<size_t>(options_.most_steps);
      if (is_longer && !HasRivals(ground_, steps)) longer.push_back(Of(std::move(steps)));
    }
    return longer;
  }

  // The number of bundles of at most `most` steps, but no more than one above kMostRanked.
  size_t CountUpTo(int32_t most) const {
    size_t all = 1;
    size_t of_size = 1;
    for (int32_t size = 1; size <= most; ++size) {
      if (ground_.size() < static_cast<size_t>(size)) break;
      of_size =
          of_size * (ground_.size() - static_cast<size_t>(size) + 1) / static_cast<size_t>(size);
      all += of_size;
      if (all > kMostRanked) return kMostRanked + 1;
    }
    return all;
  }

  std::vector<StepList> ListsUpTo(int32_t most) const {
    StepList all;
    for (size_t i = 0; i < ground_.size(); ++i) all.push_back(static_cast<StepNumber>(i));
    return ListsOf(ground_, all, most);
  }

  // Who is among the first depends on all vacancies at once.
  void FindTop() {
    if (CountUpTo(options_.most_steps) <= kMostRanked) {
      Rank(Longer({}, ListsUpTo(options_.most_steps)));
      at_most_ = best_.value;
      return;
    }
    const BundleDemands demands = DemandsOf(BundleDemands::Aim::kListed);
    BundleSearch search(demands, ground_, options_.most_steps);
    at_most_ = MostThatEnters(search.Reachable());
    Rank(search.Run(1).best);
    const Bundle opening = std::exchange(best_, {});
    AddMost();
    if (opening < best_) best_ = opening;
  }

  int64_t MostThatEnters(int64_t reachable) const {
    const WhatIfAnswer now = CompareVariants(question_, {});
    const auto limit = static_cast<int64_t>(question_.limit);
    const int64_t listed = now.before.listed();
    return std::min(limit, listed - std::min(listed, limit) + reachable);
  }

  // One step after the other, or two where none alone brings anything.
  void AddMost() {
    std::vector<StepList> additions = ListsUpTo(1);
    for (;;) {
      const Bundle before = best_;
      Rank(Longer(before, additions));
      if (best_.steps != before.steps) continue;
      if (additions.size() > ground_.size() + 1 || CountUpTo(2) > kMostRanked) return;
      additions = ListsUpTo(2);
    }
  }

  StepBundle Answer() {
    StepBundle answer{.goal = options_.goal,
                      .gain = GainsOf({best_}, question_.examples).front(),
                      .value = best_.value,
                      .at_most = std::max(at_most_, best_.value)};
    for (const StepNumber step : best_.steps) {
      const BundlePart& part = ground_[step].part;
      answer.steps.push_back(part);
      answer.days_in_turn += part.lead_days;
      answer.days_at_once = std::max(answer.days_at_once, part.lead_days);
    }
    return answer;
  }

  const WhatIfQuestion& question_;
  const Mentee& mentee_;
  const std::span<const GroundStep> ground_;
  const BundleOptions& options_;
  const BundleQuestion demand_question_{.query = question_.query,
                                        .rows = question_.rows,
                                        .filter = question_.filter,
                                        .mentee = mentee_,
                                        .base = question_.base,
                                        .ground = ground_,
                                        .most_steps = options_.most_steps};
  Bundle best_;
  int64_t at_most_ = 0;
};

}  // namespace

absl::Status Validate(const BundleOptions& options) {
  if (options.most_steps < 1 || options.most_steps > kMostBundled) {
    return absl::InvalidArgumentError(absl::StrCat("bundle.most_steps: ", options.most_steps,
                                                   " is not between 1 and ", kMostBundled));
  }
  for (size_t i = 0; i < options.without.size(); ++i) {
    if (options.without[i] != Step::kNone) continue;
    return absl::InvalidArgumentError(absl::StrCat("bundle.without[", i, "]: must name an act"));
  }
  return absl::OkStatus();
}

StepBundle BestBundleOf(const WhatIfQuestion& question, const Mentee& mentee,
                        std::span<const StepResult> steps, const BundleOptions& options) {
  const std::vector<GroundStep> ground = GroundOf(steps, options.without);
  return BundleFinder(question, mentee, ground, options).Find();
}

}  // namespace passung
