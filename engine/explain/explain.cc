#include "engine/explain/explain.h"

#include <algorithm>

#include "engine/criteria/registry.h"
#include "engine/rules/registry.h"

namespace passung {
namespace {

Contribution Contribute(const Query& query, const Person& person, const Where& where,
                        const Criterion& criterion, int32_t weight) {
  Contribution contribution{.criterion = criterion.key(), .weight = weight};
  contribution.points = criterion.Points(query, person.today, where.code(criterion.column()));
  contribution.contribution = contribution.points * weight;
  criterion.Describe(query, person.today, where, contribution);
  return contribution;
}

RuleOutcome Judge(const Query& query, const Person& person, const Where& where, const Rule& rule) {
  const Finding finding = JudgeAhead(query, person, rule, where.code(rule.column()));
  RuleOutcome outcome{.rule = rule.key(),
                      .rule_switch = query.profile().switches[Index(rule.key())],
                      .verdict = finding.verdict,
                      .reason = finding.reason,
                      .from = finding.from,
                      .step = finding.step,
                      .lead_days = finding.lead_days};
  rule.Describe(query, person.today, where, finding, outcome.parameters);
  return outcome;
}

void AddOutcomes(const Query& query, const Person& person, const Where& where, Match& match) {
  Verdict worst = Verdict::kPass;
  for (const Rule* rule : AllRules()) {
    rule->AddFlags(query, person.today, where, match.flags);
    if (query.profile().switches[Index(rule->key())] == RuleSwitch::kOff) continue;
    match.outcomes.push_back(Judge(query, person, where, *rule));
    const RuleOutcome& outcome = match.outcomes.back();
    if (outcome.rule_switch == RuleSwitch::kEnforce) worst = std::max(worst, outcome.verdict);
  }
  match.hit_class = static_cast<HitClass>(worst);
  std::sort(match.flags.begin(), match.flags.end());
}

}  // namespace

Match ExplainCombination(const Query& query, const Person& person, const Where& where,
                         IntervalCalculator& intervals) {
  Match match;
  match.occupation_index = where.combination.occupation_index;
  match.place_index = where.combination.place_index;
  match.contributions.reserve(kCriterionCount);
  match.outcomes.reserve(kRuleCount);
  for (const Criterion* criterion : AllCriteria()) {
    const int32_t weight = query.applied.weights[Index(criterion->key())];
    if (weight == 0) continue;
    match.contributions.push_back(Contribute(query, person, where, *criterion, weight));
    match.score += match.contributions.back().contribution;
  }
  AddOutcomes(query, person, where, match);
  match.interval = intervals.Of(where);
  return match;
}

}  // namespace passung
