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
      joint_(query, person) {
  for (const Criterion* criterion : AllCriteria()) {
    const int32_t weight = query.applied.weights[Index(criterion->key())];
    if (weight == 0) continue;
    criteria_[criterion_count_++] = {.criterion = criterion,
                                     .key = criterion->key(),
                                     .column = criterion->column(),
                                     .has_evidence = criterion->HasEvidence(),
                                     .weight = weight};
  }
  for (const Rule* rule : AllRules()) {
    const RuleSwitch rule_switch = query.profile().switches[Index(rule->key())];
    rules_[Index(rule->key())] = {.rule = rule,
                                  .key = rule->key(),
                                  .rule_switch = rule_switch,
                                  .column = rule->column(),
                                  .has_evidence = rule->HasEvidence()};
    if (rule_switch != RuleSwitch::kOff) ++outcome_count_;
  }
}

std::vector<Match> Explainer::Explain(absl::Span<const Where> combinations) {
  std::vector<Match> matches(combinations.size());
  for (size_t i = 0; i < matches.size(); ++i) {
    const Combination& combination = combinations[i].combination;
    matches[i].occupation_index = combination.occupation_index;
    matches[i].place_index = combination.place_index;
  }
  AddContributions(combinations, matches);
  AddOutcomes(combinations, matches);
  for (size_t i = 0; i < matches.size(); ++i) {
    const ScoreInterval joint = joint_.Of(combinations[i]);
    matches[i].interval.min += joint.min;
    matches[i].interval.max += joint.max;
  }
  return matches;
}

const Explainer::Contributed& Explainer::Contribute(const Weighted& of, uint32_t code) {
  return contributed_.Get(Index(of.key), code, [&](Contributed& part) {
    part.points = of.criterion->Points(query_, person_.today, code);
    part.reason = of.criterion->Describe(query_, person_.today, code, parameters_);
    part.parameters = parameters_.Finish();
    if (const SeparateCriterion* separate = FindSeparate(of.key)) {
      const PointsRange range = separate->Range(query_, person_.today, code);
      part.interval = {range.min * of.weight, range.max * of.weight};
    }
  });
}

void Explainer::AddContributions(absl::Span<const Where> combinations,
                                 std::vector<Match>& matches) {
  for (Match& match : matches) match.contributions.resize(criterion_count_);
  for (size_t c = 0; c < criterion_count_; ++c) {
    for (size_t i = 0; i < matches.size(); ++i) {
      AddContribution(criteria_[c], combinations[i], matches[i].contributions[c], matches[i]);
    }
  }
}

void Explainer::AddContribution(const Weighted& of, const Where& where, Contribution& contribution,
                                Match& match) {
  const Contributed& part = Contribute(of, where.code(of.column));
  contribution.criterion = of.key;
  contribution.points = part.points;
  contribution.weight = of.weight;
  contribution.contribution = part.points * of.weight;
  contribution.reason = part.reason;
  match.score += contribution.contribution;
  match.interval.min += part.interval.min;
  match.interval.max += part.interval.max;
  ParameterWriter::List parameters = part.parameters;
  if (of.has_evidence) {
    parameters_.Continue(parameters);
    of.criterion->AddEvidence(where.vacancy, contribution.reason, parameters_);
    parameters = parameters_.Finish();
  }
  contribution.parameters = parameters_.Share(parameters);
}

const Explainer::Judged& Explainer::Judge(const Asked& of, uint32_t code) {
  return judged_.Get(Index(of.key), code, [&](Judged& part) {
    part.flags = of.rule->Flags(query_, person_.today, code);
    if (of.rule_switch == RuleSwitch::kOff) return;
    part.finding = JudgeAhead(query_, person_, *of.rule, code);
    of.rule->Describe(query_, person_.today, code, part.finding, parameters_);
    part.parameters = parameters_.Finish();
  });
}

void Explainer::AddOutcomes(absl::Span<const Where> combinations, std::vector<Match>& matches) {
  std::vector<FlagSet> flags(matches.size(), 0);
  for (Match& match : matches) match.outcomes.resize(outcome_count_);
  size_t outcome = 0;
  for (const Asked& of : rules_) {
    const bool is_on = of.rule_switch != RuleSwitch::kOff;
    for (size_t i = 0; i < matches.size(); ++i) {
      const Where& where = combinations[i];
      const Judged& judged = Judge(of, where.code(of.column));
      flags[i] |= judged.flags;
      if (of.has_evidence) {
        flags[i] |= of.rule->FlagsOfVacancy(query_, person_.today, where.vacancy);
      }
      if (is_on) AddOutcome(of, judged, where, matches[i].outcomes[outcome], matches[i]);
    }
    if (is_on) ++outcome;
  }
  for (size_t i = 0; i < matches.size(); ++i) matches[i].flags = ListOf(flags[i]);
}

void Explainer::AddOutcome(const Asked& of, const Judged& judged, const Where& where,
                           RuleOutcome& outcome, Match& match) {
  outcome.rule = of.key;
  outcome.rule_switch = of.rule_switch;
  outcome.verdict = judged.finding.verdict;
  outcome.reason = judged.finding.reason;
  outcome.from = judged.finding.from;
  outcome.step = judged.finding.step;
  outcome.lead_days = judged.finding.lead_days;
  if (of.rule_switch == RuleSwitch::kEnforce) {
    match.hit_class = std::max(match.hit_class, static_cast<HitClass>(outcome.verdict));
  }
  ParameterWriter::List parameters = judged.parameters;
  if (of.has_evidence) {
    parameters_.Continue(parameters);
    of.rule->AddEvidence(where.vacancy, outcome.reason, parameters_);
    parameters = parameters_.Finish();
  }
  outcome.parameters = parameters_.Share(parameters);
}

}  // namespace passung
