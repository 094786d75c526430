#include "benchmarks/floors/insight.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "engine/analysis/step_prices.h"
#include "engine/analysis/step_space.h"
#include "engine/base/status_macros.h"

namespace passung::bench {
namespace {

constexpr int32_t kPlaces = 20;
constexpr int32_t kPoolOfHits = 400;

MatchOptions OptionsWith(int32_t limit) {
  MatchOptions options{.as_of = BenchDay(), .limit = limit, .profile = *ShippedProfile("default")};
  options.summary = false;
  return options;
}

void SetWeights(const std::array<int32_t, kCriterionCount>& weights, MatchOptions& options) {
  options.overrides.weights.clear();
  for (size_t i = 0; i < weights.size(); ++i) {
    options.overrides.weights.emplace_back(static_cast<CriterionKey>(i), weights[i]);
  }
}

absl::StatusOr<std::vector<VacancyId>> ListOf(const Engine& engine, const Mentee& mentee,
                                              const MatchOptions& options) {
  PASSUNG_ASSIGN_OR_RETURN(const RankResult ranked, engine.RankVacancies(mentee, options));
  std::vector<VacancyId> list;
  for (const Match& match : ranked.matches) list.push_back(match.vacancy);
  return list;
}

// Counts whether the vacancy is at its place for somebody.
absl::Status CheckPlace(const Engine& engine, const Mentee& mentee, const MatchOptions& options,
                        const std::pair<VacancyId, int64_t>& at, Figure& figure) {
  PASSUNG_ASSIGN_OR_RETURN(const auto list, ListOf(engine, mentee, options));
  const auto index = static_cast<size_t>(at.second) - 1;
  ++figure.compared;
  if (index >= list.size() || list[index] != at.first) ++figure.mismatches;
  return absl::OkStatus();
}

absl::Status CheckChanges(const Engine& engine, const Mentee& mentee, const VacancyId& vacancy,
                          Figure& figure) {
  MatchOptions options = OptionsWith(kPlaces);
  PASSUNG_ASSIGN_OR_RETURN(const AbsenceResult result,
                           engine.ExplainAbsence(mentee, vacancy, options));
  if (result.facts.outcome == PlanOutcome::kFound) {
    Mentee after = mentee;
    for (const PricedStep& priced : result.facts.steps) {
      after = AfterStep(after, priced.step, options.as_of);
    }
    PASSUNG_RETURN_IF_ERROR(
        CheckPlace(engine, after, options, {vacancy, result.facts_place}, figure));
  }
  if (result.weights.outcome == WeightOutcome::kFound) {
    SetWeights(result.weights.weights, options);
    PASSUNG_RETURN_IF_ERROR(
        CheckPlace(engine, mentee, options, {vacancy, result.weights.place}, figure));
  }
  return absl::OkStatus();
}

using Cost = std::array<int64_t, 3>;  // days, euros, steps

// The cheapest of all sequences of up to `left` steps, without any thought.
void TryEveryWay(const StepSpace& space, const Mentee& mentee, const Cost& cost, int32_t left,
                 std::optional<Cost>& least) {
  const PairStanding standing = space.StandingOf(mentee);
  if (standing.hit_class != HitClass::kClosed) {
    Cost whole = cost;
    for (const auto& [act, days] : standing.acts) {
      if (cost[2] == 0) break;
      const PricedStep price = PriceOf({.act = act}, days, {});
      whole = {whole[0] + price.days, whole[1] + price.euros, whole[2] + 1};
    }
    if (!least || whole < *least) least = whole;
  }
  if (left == 0) return;
  for (const StepResult& result : space.StepsOf(mentee)) {
    const Mentee after = AfterStep(mentee, result.step, space.as_of());
    if (after == mentee) continue;
    const PricedStep price = PriceOf(result.step, result.lead_days, {});
    TryEveryWay(space, after, {cost[0] + price.days, cost[1] + price.euros, cost[2] + 1}, left - 1,
                least);
  }
}

absl::Status CheckWay(const World& world, const Mentee& mentee, const Vacancy& vacancy,
                      Figure& figure) {
  CounterfactualOptions options{.match = OptionsWith(kPlaces), .most_steps = 2};
  PASSUNG_ASSIGN_OR_RETURN(const CounterfactualResult result,
                           world.engine.FindCheapestWay(mentee, vacancy, options));
  PASSUNG_ASSIGN_OR_RETURN(const AppliedProfile applied, Apply(options.match.profile, {}));
  PASSUNG_ASSIGN_OR_RETURN(
      const auto space, StepSpace::Of(vacancy, Knowledge::BuiltIn(), applied, BenchDay(), false));
  std::optional<Cost> least;
  TryEveryWay(*space, mentee, {}, options.most_steps, least);
  const StepPlan& plan = result.plan;
  const bool found = plan.outcome == PlanOutcome::kFound || plan.outcome == PlanOutcome::kNotNeeded;
  const Cost cost{plan.days, plan.euros, static_cast<int64_t>(plan.steps.size())};
  ++figure.compared;
  if (found != least.has_value() || (found && cost != *least)) ++figure.mismatches;
  return absl::OkStatus();
}

absl::Status SweepOne(const Engine& engine, const Mentee& mentee, Figure& figure) {
  MatchOptions options = OptionsWith(kPlaces);
  PASSUNG_ASSIGN_OR_RETURN(const StabilityResult result, engine.AnalyzeStability(mentee, options));
  for (const WeightStability& of : result.criteria) {
    for (int32_t weight = 0; weight <= kWeightSum; ++weight) {
      std::array<int32_t, kCriterionCount> weights = result.versions.weights;
      weights[Index(of.criterion)] = weight;
      SetWeights(weights, options);
      const bool inside = of.least <= weight && weight <= of.most;
      const bool right_beyond = weight == of.least - 1 || weight == of.most + 1;
      if (!inside && !right_beyond) continue;
      PASSUNG_ASSIGN_OR_RETURN(const auto list, ListOf(engine, mentee, options));
      ++figure.compared;
      if ((list == result.list) != inside) ++figure.mismatches;
    }
  }
  return absl::OkStatus();
}

Figure Done(Figure figure, absl::string_view what) {
  figure.value = static_cast<double>(figure.compared);
  figure.note = std::string(what);
  return figure;
}

}  // namespace

absl::StatusOr<Figure> CountChangesThatDo(const World& world, int64_t cases) {
  Figure figure;
  for (size_t i = 0; i < world.mentees.size() && figure.compared < cases; ++i) {
    const Mentee& mentee = world.mentees[i];
    MatchOptions options = OptionsWith(kPoolOfHits);
    PASSUNG_ASSIGN_OR_RETURN(const auto list, ListOf(world.engine, mentee, options));
    // Just behind the list, and further back.
    for (const size_t place : {size_t{21}, size_t{40}, size_t{120}, size_t{350}}) {
      if (place >= list.size() || figure.compared >= cases) break;
      PASSUNG_RETURN_IF_ERROR(CheckChanges(world.engine, mentee, list[place], figure));
    }
  }
  return Done(figure, "changes made, then ranked again");
}

absl::StatusOr<Figure> CountCheapestWays(const World& world, int64_t pairs) {
  Figure figure;
  const auto snapshot = world.engine.Current();
  for (size_t i = 0; i < world.mentees.size() && figure.compared < pairs; ++i) {
    const Mentee& mentee = world.mentees[i];
    MatchOptions options = OptionsWith(2);
    options.classes = {HitClass::kClosed};
    PASSUNG_ASSIGN_OR_RETURN(const auto list, ListOf(world.engine, mentee, options));
    for (const VacancyId& vacancy : list) {
      PASSUNG_RETURN_IF_ERROR(CheckWay(world, mentee, *snapshot->FindVacancy(vacancy), figure));
    }
  }
  return Done(figure, "pairs, of each every sequence of up to two steps");
}

absl::StatusOr<Figure> SweepWeights(const World& world, int64_t weights) {
  Figure figure;
  size_t asked = 0;
  for (; asked < world.mentees.size() && figure.compared < weights; ++asked) {
    PASSUNG_RETURN_IF_ERROR(SweepOne(world.engine, world.mentees[asked], figure));
  }
  return Done(figure, absl::StrCat("weights ranked with, ", asked, " mentees"));
}

}  // namespace passung::bench
