#include "engine/analysis/market_demand.h"

#include <algorithm>

namespace passung {

std::pair<MarketDemand::Counts, MarketDemand::Counts> MarketDemand::CountFirstRows(
    ColumnId one, ColumnId other) const {
  const Columns& columns = rows_.columns;
  std::pair<Counts, Counts> counts{Counts(columns.dictionaries.size(one)),
                                   Counts(columns.dictionaries.size(other))};
  uint32_t next = columns.first_row[0];
  for (uint32_t slot = 0; slot < rows_.slots; ++slot) {
    const uint32_t first = next;
    next = columns.first_row[slot + 1];
    if (first == next || !Has(slot) || !HasRow(first)) continue;
    const Columns::Row codes = columns.RowAt(first);
    ++counts.first[codes[one]];
    ++counts.second[codes[other]];
  }
  return counts;
}

std::vector<uint8_t> MarketDemand::FindAmong(ColumnId column, std::vector<uint8_t> wanted) const {
  const Columns& columns = rows_.columns;
  std::vector<uint8_t> found(wanted.size());
  auto left = std::count(wanted.begin(), wanted.end(), uint8_t{1});
  for (uint32_t slot = 0; slot < rows_.slots && left > 0; ++slot) {
    if (!Has(slot)) continue;
    for (uint32_t row = columns.first_row[slot]; row < columns.first_row[slot + 1]; ++row) {
      const uint32_t code = columns.CodeAt(column, row);
      if (wanted[code] == 0 || !HasRow(row)) continue;
      wanted[code] = 0;
      found[code] = 1;
      --left;
    }
  }
  return found;
}

}  // namespace passung
