#ifndef PASSUNG_ENGINE_ANALYSIS_MARKET_DEMAND_H_
#define PASSUNG_ENGINE_ANALYSIS_MARKET_DEMAND_H_

#include <array>
#include <cstdint>
#include <vector>

#include "engine/index/vacancy_rows.h"
#include "engine/search/row_filter.h"

namespace passung {

// How many rows of a snapshot have each code of the columns from which single steps are read: a code
// that only withdrawn vacancies have is asked for by nobody.
class MarketDemand {
 public:
  // Of the rows that `filter`, which may be null, lets through. O(rows).
  MarketDemand(const VacancyRows& rows, const RowFilter* filter);

  // By code.
  const std::vector<int64_t>& Of(ColumnId column) const { return counts_[Index(column)]; }

 private:
  std::array<std::vector<int64_t>, kColumnIdCount> counts_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_ANALYSIS_MARKET_DEMAND_H_
