#ifndef PASSUNG_ENGINE_SEARCH_PLAN_H_
#define PASSUNG_ENGINE_SEARCH_PLAN_H_

#include <vector>

#include "engine/criteria/criterion.h"
#include "engine/rules/rule.h"
#include "engine/search/person.h"

namespace passung {

// What one enforced rule says of every code of its column.
struct RuleTable {
  const Rule* rule = nullptr;
  ColumnId column = ColumnId::kJob;
  std::vector<uint8_t> verdicts;  // Verdict by code
};

// Points times weight of every code of its column.
struct CriterionTable {
  const Criterion* criterion = nullptr;
  ColumnId column = ColumnId::kJob;
  std::vector<int32_t> contributions;
};

// A request compiled for one person: all thinking done, one small table per enforced rule and per
// criterion of weight above 0. The score of a row is the sum of its entries, its class the worst of
// its verdicts; nothing else is decided while rows are read.
struct QueryPlan {
  std::vector<RuleTable> rules;
  std::vector<CriterionTable> criteria;
};

// Cost: for each table the size of its dictionary.
QueryPlan Compile(const Query& query, const Person& person);

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_PLAN_H_
