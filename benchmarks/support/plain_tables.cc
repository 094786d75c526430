#include "benchmarks/support/plain_tables.h"

namespace passung::bench {

std::array<std::vector<int64_t>, kColumnIdCount> PlainTables(const Columns& columns,
                                                             const QueryPlan& plan) {
  std::array<std::vector<int64_t>, kColumnIdCount> values;
  for (size_t i = 0; i < values.size(); ++i) {
    values[i].resize(columns.dictionaries.size(static_cast<ColumnId>(i)));
  }
  for (const CriterionTable& table : plan.criteria) {
    std::vector<int64_t>& column = values[Index(table.column)];
    for (size_t code = 0; code < column.size(); ++code) column[code] += table.contributions[code];
  }
  for (const RuleTable& table : plan.rules) {
    std::vector<int64_t>& column = values[Index(table.column)];
    for (size_t code = 0; code < column.size(); ++code) {
      if (table.verdicts[code] == static_cast<uint8_t>(Verdict::kFail)) column[code] = -1;
    }
  }
  return values;
}

}  // namespace passung::bench
