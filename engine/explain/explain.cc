#include "engine/explain/explain.h"

#include <algorithm>

#include "engine/criteria/registry.h"
#include "engine/rules/registry.h"

namespace passung {
namespace {

constexpr size_t kParametersOfOne = 3;  // contribution or outcome, on the average

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
      parameters_((hits + 1) / 2 * (kCriterionCount + kRuleCount) * kParametersOfOne),
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
    part.points = criterion.Points(query_, person_.today, code);
    part.reason = criterion.Describe(query_, person_.today, code, parameters_);
    part.parameters = parameters_.Finish();
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
    parameters_.Continue(part.parameters);
    criterion->AddEvidence(where.vacancy, part.reason, parameters_);
    match.contributions.push_back({.criterion = criterion->key(),
                                   .points = part.points,
                                   .weight = weight,
                                   .contribution = part.points * weight,
                                   .reason = part.reason,
                                   .parameters = parameters_.Share(parameters_.Finish())});
    match.score += part.points * weight;
    match.interval.min += part.interval.min;
    match.interval.max += part.interval.max;
  }
}

const Explainer::Judged& Explainer::Judge(const Rule& rule, uint32_t code) {
  return judged_.Get(Index(rule.key()), code, [&](Judged& part) {
    part.flags = rule.Flags(query_, person_.today, code);
    if (query_.profile().switches[Index(rule.key())] == RuleSwitch::kOff) return;
    part.finding = JudgeAhead(query_, person_, rule, code);
    rule.Describe(query_, person_.today, code, part.finding, parameters_);
    part.parameters = parameters_.Finish();
  });
}

void Explainer::AddOutcomes(const Where& where, Match& match) {
  match.outcomes.reserve(kRuleCount);
  FlagSet flags = 0;
  Verdict worst = Verdict::kPass;
  for (const Rule* rule : AllRules()) {
    const Judged& judged = Judge(*rule, where.code(rule->column()));
    flags |= judged.flags | rule->FlagsOfVacancy(query_, person_.today, where.vacancy);
    const RuleSwitch rule_switch = query_.profile().switches[Index(rule->key())];
    if (rule_switch == RuleSwitch::kOff) continue;
    const Finding& finding = judged.finding;
    parameters_.Continue(judged.parameters);
    rule->AddEvidence(where.vacancy, finding.reason, parameters_);
    match.outcomes.push_back({.rule = rule->key(),
                              .rule_switch = rule_switch,
                              .verdict = finding.verdict,
                              .reason = finding.reason,
                              .from = finding.from,
                              .step = finding.step,
                              .lead_days = finding.lead_days,
                              .parameters = parameters_.Share(parameters_.Finish())});
    if (rule_switch == RuleSwitch::kEnforce) worst = std::max(worst, finding.verdict);
  }
  match.hit_class = static_cast<HitClass>(worst);
  match.flags = ListOf(flags);
}

}  // namespace passung
