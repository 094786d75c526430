#ifndef PASSUNG_ENGINE_SEARCH_KERNELS_H_
#define PASSUNG_ENGINE_SEARCH_KERNELS_H_

#include <cstdint>

#include "engine/index/columns.h"

// The two loops over all rows. Plain on purpose: the layout carries the speed, and this is the only
// place where an instruction set may one day matter.

namespace passung {

// totals[i] += table[code of the ith row in this column]
void AddLookup(const Columns::Run& run, ColumnId column, const int32_t* table, int32_t* totals);

// worst[i] = max(worst[i], table[code of the ith row in this column])
void WorstLookup(const Columns::Run& run, ColumnId column, const uint8_t* table, uint8_t* worst);

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_KERNELS_H_
