#include "engine/search/judge.h"

#include <algorithm>

#include "engine/criteria/registry.h"
#include "engine/rules/registry.h"

namespace passung {

namespace {

// Makes the memo of a rule ready for this question.
void BeginRule(const Query& query, const Rule& rule, Workspace& workspace) {
  const size_t index = Index(rule.key());
  Memo& memo = workspace.failures[index];
  const uint32_t size = query.dictionaries.size(rule.column());
  if (!rule.LooksAtNobody()) return memo.Begin(size);
  const SameForAll same{query.dictionaries.number, query.as_of, query.frozen};
  if (workspace.found_for[index] == same) return memo.Continue(size);
  workspace.found_for[index] = same;
  memo.Begin(size);
}

}  // namespace

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
    BeginRule(query, *rule, workspace);
    rules_.push_back({rule, rule->column(), &workspace.failures[index]});
  }
}

int32_t Judge::ScoreOf(const Columns& columns, uint32_t row) const {
  int32_t score = 0;
  for (const auto* list : {&job_criteria_, &other_criteria_}) {
    for (const Weighted& of : *list) score += Contribution(of, columns.CodeAt(of.column, row));
  }
  return score;
}

bool Judge::FailsRow(const Columns& columns, uint32_t row) const {
  return std::any_of(rules_.begin(), rules_.end(),
                     [&](const Enforced& of) { return Fails(of, columns.CodeAt(of.column, row)); });
}

}  // namespace passung
