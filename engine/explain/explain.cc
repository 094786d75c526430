#include "engine/explain/explain.h"

#include <algorithm>

#include "engine/criteria/registry.h"
#include "engine/rules/registry.h"

namespace passung {
namespace {

std::vector<Flag> ListOf(FlagSet set) {
  std::vector<Flag> flags;
  for (size_t i = 0; i < EnumCount<Flag>(); ++i) {
    const auto flag = static_cast<Flag>(i);
    if ((set & FlagBit(flag)) != 0) flags.push_back(flag);
  }
  return flags;
}

}  // namespace

// Of the pairs that come up, more than half have come up before.
Explainer::Explainer(const Query& query, const Person& person, size_t hits)
    : query_(query),
      person_(person),
      contributed_((hits + 1) / 2 * kCriterionCount),
      judged_((hits + 1) / 2 * kRuleCount),
      joint_(query, person) {}

Match Explainer::Explain(const Where& where) {
  Match match;
  match.occupation_index = where.combination.occupation_index;
  match.place_index = where.combination.place_index;
  match.interval = joint_.Of(where);
  AddContributions(where, match);
  AddOutcomes(where, match);
  return match;
}

const Explainer::Contributed& Explainer::Contribute(const Criterion& criterion, int32_t weight,
                                                    uint32_t code) {
  return contributed_.Get(Index(criterion.key()), code, [&](Contributed& part) {
    Contribution& contribution = part.contribution;
    contribution.criterion = criterion.key();
    contribution.weight = weight;
    contribution.points = criterion.Points(query_, person_.today, code);
    contribution.contribution = contribution.points * weight;
    criterion.Describe(query_, person_.today, code, contribution);
    if (const SeparateCriterion* separate = FindSeparate(criterion.key())) {
      const PointsRange range = separate->Range(query_, person_.today, code);
      part.interval = {range.min * weight, range.max * weight};
    }
  });
}

void Explainer::AddContributions(const Where& where, Match& match) {
  match.contributions.reserve(kCriterionCount);
  for (const Criterion* criterion : AllCriteria()) {
    const int32_t weight = query_.applied.weights[Index(criterion->key())];
    if (weight == 0) continue;
    const Contributed& part = Contribute(*criterion, weight, where.code(criterion->column()));
    Contribution& contribution = match.contributions.emplace_back(part.contribution);
    criterion->AddEvidence(where.vacancy, contribution);
    match.score += contribution.contribution;
    match.interval.min += part.interval.min;
    match.interval.max += part.interval.max;
  }
}

const Explainer::Judged& Explainer::Judge(const Rule& rule, uint32_t code) {
  return judged_.Get(Index(rule.key()), code, [&](Judged& part) {
    part.flags = rule.Flags(query_, person_.today, code);
    RuleOutcome& outcome = part.outcome;
    outcome.rule = rule.key();
    outcome.rule_switch = query_.profile().switches[Index(rule.key())];
    if (outcome.rule_switch == RuleSwitch::kOff) return;
    const Finding finding = JudgeAhead(query_, person_, rule, code);
    outcome.verdict = finding.verdict;
    outcome.reason = finding.reason;
    outcome.from = finding.from;
    outcome.step = finding.step;
    outcome.lead_days = finding.lead_days;
    rule.Describe(query_, person_.today, code, finding, outcome.parameters);
  });
}

void Explainer::AddOutcomes(const Where& where, Match& match) {
  match.outcomes.reserve(kRuleCount);
  FlagSet flags = 0;
  Verdict worst = Verdict::kPass;
  for (const Rule* rule : AllRules()) {
    const Judged& judged = Judge(*rule, where.code(rule->column()));
    flags |= judged.flags | rule->FlagsOfVacancy(query_, person_.today, where.vacancy);
    if (judged.outcome.rule_switch == RuleSwitch::kOff) continue;
    RuleOutcome& outcome = match.outcomes.emplace_back(judged.outcome);
    rule->AddEvidence(where.vacancy, outcome.reason, outcome.parameters);
    if (outcome.rule_switch == RuleSwitch::kEnforce) worst = std::max(worst, outcome.verdict);
  }
  match.hit_class = static_cast<HitClass>(worst);
  match.flags = ListOf(flags);
}

}  // namespace passung
