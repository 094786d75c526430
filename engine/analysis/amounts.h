// Amounts of something that is moved, and what is linear in them.
#ifndef PASSUNG_ENGINE_ANALYSIS_AMOUNTS_H_
#define PASSUNG_ENGINE_ANALYSIS_AMOUNTS_H_

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace passung {

// Both ends included; empty where first > last.
struct Range {
  int64_t first = 0;
  int64_t last = -1;
  bool empty() const { return first > last; }
  int64_t size() const { return empty() ? 0 : last - first + 1; }
  void Intersect(const Range& other) {
    first = std::max(first, other.first);
    last = std::min(last, other.last);
  }
};

// Rounded down and up. REQUIRES: b > 0.
int64_t FloorDiv(int64_t a, int64_t b);
int64_t CeilDiv(int64_t a, int64_t b);

// The amounts 0 … most with gap + amount × slope < 0, and those where it is not.
Range Below(int64_t gap, int64_t slope, int64_t most);
Range NotBelow(int64_t gap, int64_t slope, int64_t most);

// How many ranges hold each amount 0 … most.
class RangeCounter {
 public:
  explicit RangeCounter(int64_t most) : most_(most) {}
  void Add(const Range& range) {
    if (range.empty()) return;
    changes_.emplace_back(range.first, 1);
    changes_.emplace_back(range.last + 1, -1);
  }

  // Calls `visit(stretch, count)` for the stretches of equal counts, in order, until it returns true.
  template <class F>
  void VisitStretches(F&& visit) {
    Sort();
    int64_t first = 0;
    int32_t count = 0;
    for (const auto& [at, change] : changes_) {
      if (at > first && visit(Range{first, std::min(at - 1, most_)}, count)) return;
      first = at;
      count += change;
    }
    if (first <= most_) visit(Range{first, most_}, count);
  }

 private:
  void Sort();

  int64_t most_;
  std::vector<std::pair<int64_t, int32_t>> changes_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_ANALYSIS_AMOUNTS_H_
