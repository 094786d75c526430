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

Explainer::Explainer(const Query& query, const Person& person, size_t hits)
    : query_(query),
      person_(person),
      contributions_(hits * kCriterionCount),
      judged_(hits * kRuleCount),
      intervals_(query, person, hits) {}

Match Explainer::Explain(const Where& where) {
  Match match;
  match.occupation_index = where.combination.occupation_index;
  match.place_index = where.combination.place_index;
  AddContributions(where, match);
  AddOutcomes(where, match);
  match.interval = intervals_.Of(where);
  return match;
}

const Contribution& Explainer::Contribute(const Criterion& criterion, int32_t weight,
                                          uint32_t code) {
  return contributions_.Get(Index(criterion.key()), code, [&] {
    Contribution contribution{.criterion = criterion.key(), .weight = weight};
    contribution.points = criterion.Points(query_, person_.today, code);
    contribution.contribution = contribution.points * weight;
    criterion.Describe(query_, person_.today, code, contribution);
    return contribution;
  });
}

void Explainer::AddContributions(const Where& where, Match& match) {
  match.contributions.reserve(kCriterionCount);
  for (const Criterion* criterion : AllCriteria()) {
    const int32_t weight = query_.applied.weights[Index(criterion->key())];
    if (weight == 0) continue;
    match.contributions.push_back(Contribute(*criterion, weight, where.code(criterion->column())));
    Contribution& contribution = match.contributions.back();
    criterion->AddEvidence(where.vacancy, contribution);
    match.score += contribution.contribution;
  }
}

const Explainer::Judged& Explainer::Judge(const Rule& rule, uint32_t code) {
  return judged_.Get(Index(rule.key()), code, [&] {
    Judged judged{.flags = rule.Flags(query_, person_.today, code)};
    const RuleSwitch rule_switch = query_.profile().switches[Index(rule.key())];
    if (rule_switch == RuleSwitch::kOff) return judged;
    const Finding finding = JudgeAhead(query_, person_, rule, code);
    judged.outcome = {.rule = rule.key(),
                      .rule_switch = rule_switch,
                      .verdict = finding.verdict,
                      .reason = finding.reason,
                      .from = finding.from,
                      .step = finding.step,
                      .lead_days = finding.lead_days};
    rule.Describe(query_, person_.today, code, finding, judged.outcome.parameters);
    return judged;
  });
}

void Explainer::AddOutcomes(const Where& where, Match& match) {
  match.outcomes.reserve(kRuleCount);
  FlagSet flags = 0;
  Verdict worst = Verdict::kPass;
  for (const Rule* rule : AllRules()) {
    const Judged& judged = Judge(*rule, where.code(rule->column()));
    flags |= judged.flags | rule->FlagsOfVacancy(query_, person_.today, where.vacancy);
    if (query_.profile().switches[Index(rule->key())] == RuleSwitch::kOff) continue;
    match.outcomes.push_back(judged.outcome);
    RuleOutcome& outcome = match.outcomes.back();
    rule->AddEvidence(where.vacancy, outcome.reason, outcome.parameters);
    if (outcome.rule_switch == RuleSwitch::kEnforce) worst = std::max(worst, outcome.verdict);
  }
  match.hit_class = static_cast<HitClass>(worst);
  match.flags = ListOf(flags);
}

}  // namespace passung
