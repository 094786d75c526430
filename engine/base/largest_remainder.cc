#include "engine/base/largest_remainder.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace passung::base {

void LargestRemainder(std::span<const int64_t> shares, int32_t total, std::span<int32_t> result) {
  const int64_t sum = std::accumulate(shares.begin(), shares.end(), int64_t{0});
  std::vector<size_t> order(shares.size());
  std::iota(order.begin(), order.end(), size_t{0});
  int32_t rest = total;
  for (size_t i = 0; i < shares.size(); ++i) {
    result[i] = static_cast<int32_t>(shares[i] * total / sum);
    rest -= result[i];
  }
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return shares[a] * total % sum > shares[b] * total % sum;
  });
  for (size_t i = 0; rest > 0; ++i, --rest) ++result[order[i]];
}

}  // namespace passung::base
