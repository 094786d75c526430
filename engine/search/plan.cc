#include "engine/search/plan.h"

#include "engine/criteria/registry.h"
#include "engine/rules/registry.h"

namespace passung {
namespace {

RuleTable CompileRule(const Query& query, const Person& person, const Rule& rule) {
  RuleTable table{&rule, rule.column(), {}};
  const uint32_t size = query.dictionaries.size(rule.column());
  table.verdicts.reserve(size);
  for (uint32_t code = 0; code < size; ++code) {
    table.verdicts.push_back(static_cast<uint8_t>(JudgeAhead(query, person, rule, code).verdict));
  }
  return table;
}

CriterionTable CompileCriterion(const Query& query, const Person& person,
                                const Criterion& criterion, int32_t weight) {
  CriterionTable table{&criterion, criterion.column(), {}};
  const uint32_t size = query.dictionaries.size(criterion.column());
  table.contributions.reserve(size);
  for (uint32_t code = 0; code < size; ++code) {
    table.contributions.push_back(weight * criterion.Points(query, person.today, code));
  }
  return table;
}

}  // namespace

QueryPlan Compile(const Query& query, const Person& person) {
  QueryPlan plan;
  for (const Rule* rule : AllRules()) {
    if (query.profile().switches[Index(rule->key())] != RuleSwitch::kEnforce) continue;
    if (rule->PassesAlways(person.today)) continue;
    plan.rules.push_back(CompileRule(query, person, *rule));
  }
  for (const Criterion* criterion : AllCriteria()) {
    const int32_t weight = query.applied.weights[Index(criterion->key())];
    if (weight > 0) plan.criteria.push_back(CompileCriterion(query, person, *criterion, weight));
  }
  return plan;
}

}  // namespace passung
