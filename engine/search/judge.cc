#include "engine/search/judge.h"

#include "engine/criteria/registry.h"
#include "engine/rules/registry.h"

namespace passung {

Judge::Judge(const Query& query, const Person& person, Workspace& workspace)
    : query_(query), person_(person) {
  job_criteria_.reserve(kCriterionCount);
  other_criteria_.reserve(kCriterionCount);
  rules_.reserve(kRuleCount);
  for (const Criterion* criterion : AllCriteria()) {
    const size_t index = Index(criterion->key());
    const int32_t weight = query.applied.weights[index];
    if (weight == 0) continue;
    Memo& memo = workspace.contributions[index];
    memo.Begin(query.dictionaries.size(criterion->column()));
    auto& list = criterion->column() == ColumnId::kJob ? job_criteria_ : other_criteria_;
    list.push_back({criterion, criterion->column(), weight, &memo});
  }
  for (const Rule* rule : AllRules()) {
    const size_t index = Index(rule->key());
    if (query.profile().switches[index] != RuleSwitch::kEnforce) continue;
    if (!rule->MayFail(query, person.today)) continue;
    Memo& memo = workspace.failures[index];
    memo.Begin(query.dictionaries.size(rule->column()));
    rules_.push_back({rule, rule->column(), &memo});
  }
}

}  // namespace passung
