#include "engine/search/kernels.h"

#include <algorithm>

namespace passung {

void AddLookup(const Columns::Run& run, ColumnId column, const int32_t* table, int32_t* totals) {
  run.ForEachCode(column, [=](uint32_t i, uint32_t code) { totals[i] += table[code]; });
}

void WorstLookup(const Columns::Run& run, ColumnId column, const uint8_t* table, uint8_t* worst) {
  run.ForEachCode(column,
                  [=](uint32_t i, uint32_t code) { worst[i] = std::max(worst[i], table[code]); });
}

}  // namespace passung
