#include "engine/analysis/bundle_search.h"

#include <algorithm>
#include <utility>

namespace passung {
namespace {

// So many demands say which steps are tried together.
constexpr size_t kMostTried = 300;

StepList Joined(const StepList& a, const StepList& b) {
  StepList joined;
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(joined));
  return joined;
}

StepMarks MarksOf(const StepList& steps) {
  StepMarks marks;
  for (const StepNumber step : steps) marks.Set(step);
  return marks;
}

}  // namespace

BundleSearch::Numbers BundleSearch::NumbersOf(const StepList& bundle) const {
  Numbers numbers;
  numbers.reserve(demands_.rules().size());
  for (const auto& rule : demands_.rules()) numbers.push_back(rule->NumberOf(bundle));
  return numbers;
}

bool BundleSearch::Passes(uint32_t effect, const Numbers& numbers) const {
  const StepEffect& of = demands_.effects()[effect];
  return of.passes[numbers[of.rule]] != 0;
}

bool BundleSearch::IsMet(const Demand& demand, const Numbers& numbers) const {
  return std::any_of(demand.ways.begin(), demand.ways.end(), [&](const Demand::Way& way) {
    return std::all_of(way.begin(), way.end(),
                       [&](uint32_t effect) { return Passes(effect, numbers); });
  });
}

int64_t BundleSearch::ValueOf(const StepList& bundle) {
  const Numbers numbers = NumbersOf(bundle);
  work_ -= static_cast<int64_t>(demands_.demands().size());
  int64_t value = 0;
  for (const Demand& demand : demands_.demands()) {
    if (IsMet(demand, numbers)) value += demand.vacancies;
  }
  return value;
}

// Rules that share a helpful step with an earlier one are left out, so that nothing counts twice.
BundleSearch::Missing BundleSearch::MissingOn(const Demand::Way& way, const StepList& bundle,
                                              const StepMarks& marks,
                                              const Numbers& numbers) const {
  Missing missing;
  for (const uint32_t number : way) {
    if (Passes(number, numbers)) continue;
    const StepEffect& effect = demands_.effects()[number];
    const StepMarks* among = &effect.helpful;
    const auto has = static_cast<int32_t>(std::count_if(
        bundle.begin(), bundle.end(), [&](StepNumber step) { return effect.helpful.Has(step); }));
    int32_t steps = effect.least - has;
    if (steps <=
        0) {  // what is there does not fit together: some step of this rule is still missing
      steps = 1;
      among = &demands_.rules()[effect.rule]->all();
    }
    if (missing.among.Meets(*among)) continue;
    missing.steps += steps;
    missing.among.Add(*among);
  }
  marks.ForEach([&](StepNumber step) { missing.among.Clear(step); });
  return missing;
}

BundleSearch::Shares BundleSearch::SharesOf(const StepList& bundle) {
  Shares shares;
  const Numbers numbers = NumbersOf(bundle);
  const StepMarks marks = MarksOf(bundle);
  const int32_t left = most_steps_ - static_cast<int32_t>(bundle.size());
  work_ -= 4 * static_cast<int64_t>(demands_.demands().size());
  std::array<int64_t, kMostGround> of_demand{};
  for (const Demand& demand : demands_.demands()) {
    if (IsMet(demand, numbers)) {
      shares.value += demand.vacancies;
      continue;
    }
    StepMarks touched;
    for (const Demand::Way& way : demand.ways) {
      const Missing missing = MissingOn(way, bundle, marks, numbers);
      if (missing.steps > left) continue;
      const int64_t share = kWhole / missing.steps * demand.vacancies;
      missing.among.ForEach(
          [&](StepNumber step) { of_demand[step] = std::max(of_demand[step], share); });
      touched.Add(missing.among);
    }
    touched.ForEach([&](StepNumber step) {
      shares.of_step[step] += of_demand[step];
      of_demand[step] = 0;
    });
  }
  return shares;
}

int64_t BundleSearch::Reachable() const {
  const Numbers numbers = NumbersOf({});
  int64_t reachable = 0;
  for (const Demand& demand : demands_.demands()) {
    const bool may_be_met =
        IsMet(demand, numbers) ||
        std::any_of(demand.ways.begin(), demand.ways.end(), [&](const Demand::Way& way) {
          return MissingOn(way, {}, {}, numbers).steps <= most_steps_;
        });
    if (may_be_met) reachable += demand.vacancies;
  }
  return reachable;
}

Bundle BundleSearch::Looked(StepList steps) {
  Bundle bundle{.steps = std::move(steps)};
  bundle.value = ValueOf(bundle.steps);
  for (const StepNumber step : bundle.steps) bundle.days += ground_[step].part.lead_days;
  return bundle;
}

bool BundleSearch::MayAdd(const StepList& bundle, const StepList& added) const {
  const StepList joined = Joined(bundle, added);
  return joined.size() > bundle.size() && joined.size() <= static_cast<size_t>(most_steps_) &&
         !HasRivals(ground_, joined);
}

void BundleSearch::Offer(const Bundle& bundle) {
  std::vector<Bundle>& best = result_.best;
  const auto at = std::lower_bound(best.begin(), best.end(), bundle);
  if (at != best.end() && at->steps == bundle.steps) return;
  best.insert(at, bundle);
  if (best.size() > keep_) best.pop_back();
}

bool BundleSearch::CannotBeat(int64_t value, size_t size) const {
  if (result_.best.size() < keep_) return false;
  const Bundle& last = result_.best.back();
  return value < last.value || (value == last.value && size > last.steps.size());
}

// Each step, and for the most frequent demands what meets them.
std::vector<StepList> BundleSearch::Additions(const StepList& bundle) const {
  std::vector<StepList> additions;
  for (size_t i = 0; i < ground_.size(); ++i) additions.push_back({static_cast<StepNumber>(i)});
  const Numbers numbers = NumbersOf(bundle);
  const size_t tried = std::min(demands_.demands().size(), kMostTried);
  for (size_t i = 0; i < tried; ++i) {
    for (const Demand::Way& way : demands_.demands()[i].ways) {
      StepList together;
      for (const uint32_t number : way) {
        if (Passes(number, numbers)) continue;
        const StepEffect& effect = demands_.effects()[number];
        together = Joined(together, demands_.rules()[effect.rule]->lists()[effect.first]);
      }
      if (together.size() > 1) additions.push_back(std::move(together));
    }
  }
  std::sort(additions.begin(), additions.end());
  additions.erase(std::unique(additions.begin(), additions.end()), additions.end());
  return additions;
}

// The bundle with more steps that brings most more for each of them; the same one where nothing does.
StepList BundleSearch::NextStep(const Bundle& from) {
  Bundle best = from;
  const auto gain = [&](const Bundle& bundle) { return bundle.value - from.value; };
  const auto size = [&](const Bundle& bundle) {
    return static_cast<int64_t>(bundle.steps.size() - from.steps.size());
  };
  for (const StepList& added : Additions(from.steps)) {
    if (!MayAdd(from.steps, added)) continue;
    const Bundle longer = Looked(Joined(from.steps, added));
    Offer(longer);
    if (gain(longer) <= 0) continue;
    const int64_t one = gain(longer) * std::max<int64_t>(size(best), 1);
    const int64_t other = gain(best) * size(longer);
    if (one > other || (one == other && longer < best)) best = longer;
  }
  return best.steps;
}

void BundleSearch::AddMost() {
  Bundle now = Looked({});
  Offer(now);
  for (;;) {
    StepList next = NextStep(now);
    if (next == now.steps) return;
    now = Looked(std::move(next));
  }
}

void BundleSearch::Visit(const StepList& bundle, size_t from, int64_t at_most) {
  if (work_ <= 0) {
    result_.complete = false;
    result_.at_most = std::max(result_.at_most, at_most);
    return;
  }
  if (bundle.size() == static_cast<size_t>(most_steps_)) {
    StepList sorted = bundle;
    std::sort(sorted.begin(), sorted.end());
    Offer(Looked(std::move(sorted)));
    return;
  }
  StepList sorted = bundle;
  std::sort(sorted.begin(), sorted.end());
  const Shares shares = SharesOf(sorted);
  Bundle looked{.steps = std::move(sorted), .value = shares.value};
  for (const StepNumber step : bundle) looked.days += ground_[step].part.lead_days;
  Offer(looked);
  VisitLonger(bundle, from, shares);
}

void BundleSearch::VisitLonger(const StepList& bundle, size_t from, const Shares& shares) {
  const size_t more = static_cast<size_t>(most_steps_) - bundle.size() - 1;  // after the next one
  // By place in the order: the shares of the `more` greatest of those that come later.
  std::vector<int64_t> later(order_.size() + 1);
  std::vector<int64_t> greatest;
  for (size_t i = order_.size(); i > from; --i) {
    const int64_t share = shares.of_step[order_[i - 1]];
    later[i] = 0;
    for (const int64_t one : greatest) later[i] += one;
    greatest.insert(std::lower_bound(greatest.begin(), greatest.end(), share, std::greater<>()),
                    share);
    if (greatest.size() > more) greatest.pop_back();
  }
  for (size_t i = from; i < order_.size(); ++i) {
    const StepNumber step = order_[i];
    const int64_t at_most = shares.value + (shares.of_step[step] + later[i + 1]) / kWhole;
    if (CannotBeat(at_most, bundle.size() + 1)) continue;
    StepList longer = bundle;
    longer.push_back(step);
    if (!HasRivals(ground_, longer)) Visit(longer, i + 1, at_most);
  }
}

BundleSearchResult BundleSearch::Run(size_t keep) {
  keep_ = keep;
  AddMost();
  const Shares shares = SharesOf({});
  for (size_t i = 0; i < ground_.size(); ++i) order_.push_back(static_cast<StepNumber>(i));
  std::stable_sort(order_.begin(), order_.end(), [&](StepNumber a, StepNumber b) {
    return shares.of_step[a] > shares.of_step[b];
  });
  VisitLonger({}, 0, shares);
  return std::move(result_);
}

}  // namespace passung
