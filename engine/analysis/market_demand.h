#ifndef PASSUNG_ENGINE_ANALYSIS_MARKET_DEMAND_H_
#define PASSUNG_ENGINE_ANALYSIS_MARKET_DEMAND_H_

#include <cstdint>
#include <utility>
#include <vector>

#include "engine/index/vacancy_rows.h"
#include "engine/search/row_filter.h"

namespace passung {

// How often the vacancies of a snapshot have each code of some columns: a code that only withdrawn
// ones have is asked for by nobody.
class MarketDemand {
 public:
  // Of the rows that `filter`, which may be null, lets through.
  MarketDemand(const VacancyRows& rows, const RowFilter* filter) : rows_(rows), filter_(filter) {}

  // By code: vacancies whose first row has it, in each of two columns. For columns of which the other
  // rows hardly tell more. O(vacancies).
  using Counts = std::vector<int64_t>;
  std::pair<Counts, Counts> CountFirstRows(ColumnId one, ColumnId other) const;

  // By code: whether some row has it. Of `wanted` codes only, and only until all of them are found, which
  // for frequent ones is soon.
  std::vector<uint8_t> FindAmong(ColumnId column, std::vector<uint8_t> wanted) const;

 private:
  bool Has(uint32_t slot) const {
    return rows_.IsLive(slot) && (filter_ == nullptr || filter_->PassesVacancy(slot));
  }
  bool HasRow(uint32_t row) const { return filter_ == nullptr || filter_->PassesRow(row); }

  const VacancyRows& rows_;
  const RowFilter* filter_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_ANALYSIS_MARKET_DEMAND_H_
