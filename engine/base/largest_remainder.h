#ifndef PASSUNG_ENGINE_BASE_LARGEST_REMAINDER_H_
#define PASSUNG_ENGINE_BASE_LARGEST_REMAINDER_H_

#include <cstdint>
#include <span>

namespace passung::base {

// Brings shares to integers that sum to `total`: floor(total × share / sum) each, and the rest one by
// one to the largest remainders, the earlier of equal ones. In exact integers.
// REQUIRES: shares not negative, their sum 1 … 2^31 - 1; 0 <= total < 2^31; `result` is as long.
void LargestRemainder(std::span<const int64_t> shares, int32_t total, std::span<int32_t> result);

}  // namespace passung::base

#endif  // PASSUNG_ENGINE_BASE_LARGEST_REMAINDER_H_
