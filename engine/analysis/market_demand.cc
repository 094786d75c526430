#include "engine/analysis/market_demand.h"

namespace passung {
namespace {

constexpr std::array kAskedFor = {ColumnId::kAccess, ColumnId::kLicence, ColumnId::kHours,
                                  ColumnId::kPlace, ColumnId::kObligation};

}  // namespace

MarketDemand::MarketDemand(const VacancyRows& rows, const RowFilter* filter) {
  const Columns& columns = rows.columns;
  for (const ColumnId column : kAskedFor) {
    counts_[Index(column)].resize(columns.dictionaries.size(column));
  }
  uint32_t next = columns.first_row[0];
  for (uint32_t slot = 0; slot < rows.slots; ++slot) {
    const uint32_t first = next;
    next = columns.first_row[slot + 1];
    if (!rows.IsLive(slot) || (filter != nullptr && !filter->PassesVacancy(slot))) continue;
    for (uint32_t row = first; row < next; ++row) {
      if (filter != nullptr && !filter->PassesRow(row)) continue;
      const Columns::Row codes = columns.RowAt(row);
      for (const ColumnId column : kAskedFor) ++counts_[Index(column)][codes[column]];
    }
  }
}

}  // namespace passung
