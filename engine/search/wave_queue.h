#ifndef PASSUNG_ENGINE_SEARCH_WAVE_QUEUE_H_
#define PASSUNG_ENGINE_SEARCH_WAVE_QUEUE_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "passung/profile.h"

namespace passung {

// Things by a bound, of which those with the highest are taken together, a wave at a time: whoever
// looks at them can have all of a wave fetched from memory at once, and most things, whose turn never
// comes, cost no more than being written down. REQUIRES: bounds are 0 … kMaxPoints × kWeightSum.
template <class T>
class WaveQueue {
 public:
  struct Item {
    int32_t bound;
    T thing;
  };

  // Keeps its memory.
  void Clear() {
    items_.clear();
    counts_.fill(0);
    top_ = 0;
  }
  void Put(int32_t bound, const T& thing) {
    items_.push_back({bound, thing});
    const auto bucket = static_cast<uint32_t>(bound) >> kBucketLog;
    ++counts_[bucket];
    top_ = std::max(top_, bucket);
  }
  bool empty() const { return items_.empty(); }

  // The highest level that no fewer than `wanted` reach; 0: there are no more. Levels are some 13
  // points apart.
  int32_t LevelOf(size_t wanted) const {
    size_t reach = 0;
    for (uint32_t bucket = top_; bucket > 0; --bucket) {
      reach += counts_[bucket];
      if (reach >= wanted) return static_cast<int32_t>(bucket << kBucketLog);
    }
    return 0;
  }
  // Takes out all that reach a level, in no order. Valid until called again.
  std::span<const Item> Take(int32_t level) {
    taken_.clear();
    const auto least = static_cast<uint32_t>(level) >> kBucketLog;
    for (; top_ > least; --top_) counts_[top_] = 0;
    counts_[least] = 0;
    Item* kept = items_.data();
    for (const Item& item : items_) {
      if (item.bound >= level) [[unlikely]] {
        taken_.push_back(item);
      } else {
        *kept++ = item;
      }
    }
    items_.resize(static_cast<size_t>(kept - items_.data()));
    return taken_;
  }

 private:
  static constexpr int kBucketLog = 17;
  static constexpr uint32_t kBuckets =
      (static_cast<uint32_t>(kMaxPoints) * kWeightSum >> kBucketLog) + 1;

  std::vector<Item> items_;
  std::vector<Item> taken_;
  std::array<uint32_t, kBuckets> counts_{};
  uint32_t top_ = 0;  // nothing is above
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_WAVE_QUEUE_H_
