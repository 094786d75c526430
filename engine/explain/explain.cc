#include "engine/explain/explain.h"

#include <algorithm>
#include <utility>

#include "engine/criteria/registry.h"
#include "engine/rules/registry.h"

namespace passung {
namespace {

// Of the pairs that come up, more than half have come up before.
size_t UsualPairs(size_t hits, size_t subjects) { return (hits + 1) / 2 * subjects; }
constexpr size_t kParametersOfOne = 3;  // contribution or outcome, on the average

std::vector<Flag> ListOf(FlagSet set) {
  std::vector<Flag> flags;
  for (size_t i = 0; set >> i != 0; ++i) {
    const auto flag = static_cast<Flag>(i);
    if ((set & FlagBit(flag)) != 0) flags.push_back(flag);
  }
  return flags;
}

}  // namespace

Explainer::Explainer(const Query& query, const Person& person, absl::Span<const CodeTuple> codes)
    : query_(query),
      person_(person),
      memory_(ThisThreadsMemory()),
      parameters_(UsualPairs(codes.size(), kCriterionCount + kRuleCount) * kParametersOfOne),
      joint_(query, person) {
  memory_.codes.Take(codes);
  memory_.criteria.clear();
  memory_.contributed.clear();
  for (const Criterion* criterion : AllCriteria()) {
    const int32_t weight = query.applied.weights[Index(criterion->key())];
    if (weight != 0) Contribute(*criterion, weight);
  }
  memory_.rules.clear();
  memory_.judged.clear();
  for (const Rule* rule : AllRules()) {
    Judge(*rule, query.profile().switches[Index(rule->key())]);
  }
}

Explainer::Memory& Explainer::ThisThreadsMemory() {
  thread_local Memory memory;
  return memory;
}

std::vector<Match> Explainer::Explain(absl::Span<const Where> combinations) {
  std::vector<Match> matches(combinations.size());
  for (size_t i = 0; i < matches.size(); ++i) {
    matches[i].interval = joint_.Of(combinations[i]);
  }
  for (size_t i = 0; i < matches.size(); ++i) {
    const Where& where = combinations[i];
    matches[i].occupation_index = where.combination.occupation_index;
    matches[i].place_index = where.combination.place_index;
    AddContributions(i, where, matches[i]);
    AddOutcomes(i, where, matches[i]);
  }
  return matches;
}

void Explainer::Contribute(const Criterion& criterion, int32_t weight) {
  const Weighted of = {.criterion = &criterion,
                       .key = criterion.key(),
                       .column = criterion.column(),
                       .has_evidence = criterion.HasEvidence(),
                       .weight = weight,
                       .first = memory_.contributed.size()};
  memory_.criteria.push_back(of);
  for (const uint32_t code : memory_.codes.In(of.column)) {
    Contributed& part = memory_.contributed.emplace_back();
    part.told = criterion.Tell(query_, person_.today, code, parameters_);
    part.parameters = parameters_.Finish();
  }
}

void Explainer::AddContributions(size_t nth, const Where& where, Match& match) {
  match.contributions.resize(memory_.criteria.size());
  Contribution* contribution = match.contributions.data();
  for (const Weighted& of : memory_.criteria) {
    const Contributed& part =
        memory_.contributed[of.first + memory_.codes.NumberOf(of.column, nth)];
    ParameterWriter::List parameters = part.parameters;
    if (of.has_evidence) {
      parameters_.Continue(parameters);
      of.criterion->AddEvidence(where.vacancy, part.told.reason, parameters_);
      parameters = parameters_.Finish();
    }
    contribution->criterion = of.key;
    contribution->points = part.told.points;
    contribution->weight = of.weight;
    contribution->contribution = part.told.points * of.weight;
    contribution->reason = part.told.reason;
    contribution->parameters = parameters_.Share(parameters);
    match.score += contribution->contribution;
    match.interval.min += part.told.range.min * of.weight;
    match.interval.max += part.told.range.max * of.weight;
    ++contribution;
  }
}

void Explainer::Judge(const Rule& rule, RuleSwitch rule_switch) {
  const Asked of = {.rule = &rule,
                    .key = rule.key(),
                    .rule_switch = rule_switch,
                    .column = rule.column(),
                    .has_evidence = rule.HasEvidence(),
                    .first = memory_.judged.size()};
  memory_.rules.push_back(of);
  if (rule_switch != RuleSwitch::kOff) ++outcome_count_;
  for (const uint32_t code : memory_.codes.In(of.column)) {
    Judged& part = memory_.judged.emplace_back();
    part.flags = rule.Flags(query_, person_.today, code);
    if (rule_switch == RuleSwitch::kOff) continue;
    part.finding = JudgeAhead(query_, person_, rule, code);
    rule.Describe(query_, person_.today, code, part.finding, parameters_);
    part.parameters = parameters_.Finish();
  }
}

void Explainer::AddOutcomes(size_t nth, const Where& where, Match& match) {
  FlagSet flags = 0;
  match.outcomes.resize(outcome_count_);
  RuleOutcome* outcome = match.outcomes.data();
  for (const Asked& of : memory_.rules) {
    const Judged& judged = memory_.judged[of.first + memory_.codes.NumberOf(of.column, nth)];
    flags |= judged.flags;
    if (of.has_evidence) {
      flags |= of.rule->FlagsOfVacancy(query_, person_.today, where.vacancy);
    }
    if (of.rule_switch == RuleSwitch::kOff) continue;
    Fill(of, judged, where.vacancy, *outcome++);
    if (of.rule_switch == RuleSwitch::kEnforce) {
      match.hit_class = std::max(match.hit_class, static_cast<HitClass>(judged.finding.verdict));
    }
  }
  match.flags = ListOf(flags);
}

void Explainer::Fill(const Asked& of, const Judged& judged, const Vacancy& vacancy,
                     RuleOutcome& outcome) {
  ParameterWriter::List parameters = judged.parameters;
  if (of.has_evidence) {
    parameters_.Continue(parameters);
    of.rule->AddEvidence(vacancy, judged.finding.reason, parameters_);
    parameters = parameters_.Finish();
  }
  outcome.rule = of.key;
  outcome.rule_switch = of.rule_switch;
  outcome.verdict = judged.finding.verdict;
  outcome.reason = judged.finding.reason;
  outcome.from = judged.finding.from;
  outcome.step = judged.finding.step;
  outcome.lead_days = judged.finding.lead_days;
  outcome.parameters = parameters_.Share(parameters);
}

std::vector<Match> Explain(const Query& query, const Person& person,
                           absl::Span<const Where> combinations) {
  std::vector<CodeTuple> codes;
  codes.reserve(combinations.size());
  for (const Where& where : combinations) codes.push_back(where.codes);
  return Explainer(query, person, codes).Explain(combinations);
}

}  // namespace passung
