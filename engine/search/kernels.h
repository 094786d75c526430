#ifndef PASSUNG_ENGINE_SEARCH_KERNELS_H_
#define PASSUNG_ENGINE_SEARCH_KERNELS_H_

#include <cstddef>
#include <cstdint>

// The two loops over rows. Plain on purpose: the layout carries the speed, and this is the only
// place where an instruction set may one day matter.

namespace passung {

// totals[i] += table[codes[i]]
void AddLookup(const uint32_t* codes, size_t count, const int32_t* table, int32_t* totals);

// worst[i] = max(worst[i], table[codes[i]])
void WorstLookup(const uint32_t* codes, size_t count, const uint8_t* table, uint8_t* worst);

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_KERNELS_H_
