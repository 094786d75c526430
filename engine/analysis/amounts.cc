#include "engine/analysis/amounts.h"

namespace passung {

int64_t FloorDiv(int64_t a, int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }
int64_t CeilDiv(int64_t a, int64_t b) { return -FloorDiv(-a, b); }

Range Below(int64_t gap, int64_t slope, int64_t most) {
  Range range{0, most};
  if (slope > 0) {
    range.last = std::min(most, FloorDiv(-1 - gap, slope));
  } else if (slope < 0) {
    range.first = std::max<int64_t>(0, CeilDiv(gap + 1, -slope));
  } else if (gap >= 0) {
    return {};
  }
  return range;
}

Range NotBelow(int64_t gap, int64_t slope, int64_t most) {
  Range range{0, most};
  if (slope > 0) {
    range.first = std::max<int64_t>(0, CeilDiv(-gap, slope));
  } else if (slope < 0) {
    range.last = std::min(most, FloorDiv(gap, -slope));
  } else if (gap < 0) {
    return {};
  }
  return range;
}

// Many changes are counted by amount, few are sorted.
void RangeCounter::Sort() {
  if (static_cast<int64_t>(changes_.size()) * 4 < most_) {
    std::sort(changes_.begin(), changes_.end());
    return;
  }
  std::vector<int32_t> by_amount(static_cast<size_t>(most_) + 2, 0);
  for (const auto& [at, change] : changes_) by_amount[static_cast<size_t>(at)] += change;
  changes_.clear();
  for (size_t at = 0; at < by_amount.size(); ++at) {
    if (by_amount[at] != 0) changes_.emplace_back(static_cast<int64_t>(at), by_amount[at]);
  }
}

}  // namespace passung
