#include "engine/search/kernels.h"

#include <algorithm>

namespace passung {

void AddLookup(const uint32_t* codes, size_t count, const int32_t* table, int32_t* totals) {
  for (size_t i = 0; i < count; ++i) totals[i] += table[codes[i]];
}

void WorstLookup(const uint32_t* codes, size_t count, const uint8_t* table, uint8_t* worst) {
  for (size_t i = 0; i < count; ++i) worst[i] = std::max(worst[i], table[codes[i]]);
}

}  // namespace passung
