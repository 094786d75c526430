#include "engine/analysis/step_search.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <queue>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "engine/analysis/step_prices.h"
#include "passung/codec.h"

namespace passung {
namespace {

// Somebody on the way who was looked at.
struct Reached {
  Mentee mentee;
  std::vector<PricedStep> steps;
};

// Somebody on the way who was not looked at yet: only those who are get facts of their own, as there are
// many times fewer of them.
struct Node {
  std::shared_ptr<const Reached> from;
  std::optional<PricedStep> step;  // taken from there
  std::vector<int32_t> choice;     // which step of each catalogue was taken
  std::vector<PricedStep> to_ask;  // what is to be asked for in the end; of a node that is there
  int64_t days = 0;
  int64_t euros = 0;
  bool is_there = false;

  int64_t count() const {
    return static_cast<int64_t>(from->steps.size() + (step ? 1 : 0) + to_ask.size());
  }
  void Pay(const PricedStep& priced) {
    days += priced.days;
    euros += priced.euros;
  }
};

std::array<int64_t, 3> CostOf(const Node& node, LeastBy by) {
  const int64_t steps = node.count();
  switch (by) {
    case LeastBy::kStepsDaysEuros:
      return {steps, node.days, node.euros};
    case LeastBy::kDaysEurosSteps:
      return {node.days, node.euros, steps};
    case LeastBy::kEurosDaysSteps:
      break;
  }
  return {node.euros, node.days, steps};
}

// Those whose facts differ only in the order of entries of which every one counts are the same.
std::string KeyOf(Mentee mentee) {
  const auto sort_by = [](auto& entries, auto&& key) {
    std::stable_sort(entries.begin(), entries.end(),
                     [&](const auto& a, const auto& b) { return key(a) < key(b); });
  };
  MenteeFacts& facts = mentee.facts;
  sort_by(facts.german, [](const GermanFact& fact) { return fact.levels; });
  sort_by(facts.schools, [](const SchoolFact& fact) { return fact.certificate; });
  if (facts.licences) sort_by(*facts.licences, [](const LicenceFact& fact) { return fact.kind; });
  if (facts.skills) sort_by(*facts.skills, [](const SkillFact& fact) { return fact.id; });
  return EncodeCanonical(mentee);
}

class StepSearch {
 public:
  explicit StepSearch(const StepSearchQuestion& question)
      : question_(question), open_(Later{question.by}) {}

  StepSearchAnswer Run(const Mentee& mentee) {
    open_.push({.from = std::make_shared<const Reached>(Reached{mentee, {}})});
    while (!open_.empty()) {
      const Node node = open_.top();
      open_.pop();
      if (node.is_there) return Found(node);
      const auto reached = Reach(node);
      if (!IsNew(*reached, node.choice.size())) continue;
      if (++people_ > question_.most_people) return {{.outcome = PlanOutcome::kGivenUp}, {}};
      Visit(node, reached);
    }
    return {{.outcome = PlanOutcome::kNone}, {}};
  }

 private:
  struct Later {
    LeastBy by;
    bool operator()(const Node& a, const Node& b) const {
      const auto cost_a = CostOf(a, by);
      const auto cost_b = CostOf(b, by);
      return cost_a != cost_b ? cost_a > cost_b : a.choice > b.choice;
    }
  };

  std::shared_ptr<const Reached> Reach(const Node& node) const {
    if (!node.step) return node.from;
    Reached reached{AfterStep(node.from->mentee, node.step->step, question_.space.as_of()),
                    node.from->steps};
    reached.steps.push_back(*node.step);
    return std::make_shared<const Reached>(std::move(reached));
  }

  // Whether nobody like this was looked at who had as many steps left. Who comes later took as much or
  // more.
  bool IsNew(const Reached& reached, size_t steps) {
    const auto [seen, is_first] = seen_.try_emplace(KeyOf(reached.mentee), steps);
    if (is_first) return true;
    if (seen->second <= steps) return false;
    seen->second = steps;
    return true;
  }

  static StepSearchAnswer Found(const Node& node) {
    StepSearchAnswer answer{.plan = {.outcome = PlanOutcome::kFound,
                                     .steps = node.from->steps,
                                     .days = node.days,
                                     .euros = node.euros},
                            .after = node.from->mentee};
    auto& steps = answer.plan.steps;
    steps.insert(steps.end(), node.to_ask.begin(), node.to_ask.end());
    if (steps.empty()) answer.plan.outcome = PlanOutcome::kNotNeeded;
    return answer;
  }

  void Visit(const Node& node, const std::shared_ptr<const Reached>& reached) {
    const PairStanding standing = question_.space.StandingOf(reached->mentee);
    if (question_.is_there(reached->mentee, standing)) {
      Arrive(node, reached, standing);
      // A further step may only save what is to be asked for.
      if (reached->steps.empty() || !question_.with_acts || standing.acts.empty()) return;
    }
    if (node.choice.size() == static_cast<size_t>(question_.most_steps)) return;
    const std::vector<StepResult> steps = question_.space.StepsOf(reached->mentee);
    for (size_t i = 0; i < steps.size(); ++i) {
      const Mentee after = AfterStep(reached->mentee, steps[i].step, question_.space.as_of());
      if (after == reached->mentee) continue;  // what an office grants for one vacancy is no fact
      Node next{.from = reached,
                .step = PriceOf(steps[i].step, steps[i].lead_days, question_.prices),
                .choice = node.choice,
                .days = node.days,
                .euros = node.euros};
      next.choice.push_back(static_cast<int32_t>(i));
      next.Pay(*next.step);
      open_.push(std::move(next));
    }
  }

  void Arrive(const Node& node, const std::shared_ptr<const Reached>& reached,
              const PairStanding& standing) {
    Node there{.from = reached,
               .choice = node.choice,
               .days = node.days,
               .euros = node.euros,
               .is_there = true};
    // What is asked for where things are so already is the usual course and no change.
    if (question_.with_acts && !reached->steps.empty()) {
      for (const auto& [act, days] : standing.acts) {
        there.to_ask.push_back(PriceOf({.act = act}, days, question_.prices));
        there.Pay(there.to_ask.back());
      }
    }
    open_.push(std::move(there));
  }

  const StepSearchQuestion& question_;
  std::priority_queue<Node, std::vector<Node>, Later> open_;
  absl::flat_hash_map<std::string, size_t> seen_;  // fewest steps to somebody with these facts
  int64_t people_ = 0;
};

}  // namespace

StepSearchAnswer CheapestWay(const StepSearchQuestion& question, const Mentee& mentee) {
  return StepSearch(question).Run(mentee);
}

}  // namespace passung
