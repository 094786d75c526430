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
// comes, cost no more than being written down: they lie in a list for each range of bounds, and only
// the lists of a wave are looked at. REQUIRES: bounds are 0 … kMaxPoints × kWeightSum.
template <class T>
class WaveQueue {
 public:
  struct Item {
    int32_t bound;
    T thing;
  };

  WaveQueue() { Clear(); }
  // Keeps its memory.
  void Clear() {
    items_.clear();
    counts_.fill(0);
    last_.fill(kNone);
    size_ = reach_ = 0;
    top_ = cursor_ = 0;
  }
  void Put(int32_t bound, const T& thing) {
    const auto bucket = static_cast<uint32_t>(bound) >> kBucketLog;
    items_.push_back({{bound, thing}, last_[bucket]});
    last_[bucket] = static_cast<uint32_t>(items_.size() - 1);
    ++counts_[bucket];
    ++size_;
    reach_ += bucket >= cursor_ ? 1 : 0;
    top_ = std::max(top_, bucket);
  }
  bool empty() const { return size_ == 0; }

  // The highest level that no fewer than `wanted` reach; 0: there are no more. Levels are some 13
  // points apart.
  int32_t LevelOf(size_t wanted) {
    while (reach_ < wanted && cursor_ > 0) reach_ += counts_[--cursor_];
    while (cursor_ < top_ && reach_ - counts_[cursor_] >= wanted) reach_ -= counts_[cursor_++];
    return static_cast<int32_t>(cursor_ << kBucketLog);
  }
  // Takes out all that reach a level, in no order. Valid until called again.
  std::span<const Item> Take(int32_t level) {
    taken_.clear();
    const auto least = static_cast<uint32_t>(level) >> kBucketLog;
    for (uint32_t bucket = least; bucket <= top_; ++bucket) TakeFrom(bucket, level);
    size_ -= taken_.size();
    // What is left reaches no higher than into the lowest of these.
    top_ = std::min(top_, least);
    cursor_ = top_;
    reach_ = counts_[top_];
    return taken_;
  }

 private:
  static constexpr int kBucketLog = 17;
  static constexpr uint32_t kBuckets =
      (static_cast<uint32_t>(kMaxPoints) * kWeightSum >> kBucketLog) + 1;
  static constexpr uint32_t kNone = UINT32_MAX;
  struct Linked {
    Item item;
    uint32_t before;  // in the same range; kNone
  };

  // All that reach the level of one range of bounds; whatever does not is left in it.
  void TakeFrom(uint32_t bucket, int32_t level) {
    uint32_t left = kNone;
    for (uint32_t at = last_[bucket]; at != kNone;) {
      Linked& linked = items_[at];
      const uint32_t before = linked.before;
      if (linked.item.bound >= level) [[likely]] {
        taken_.push_back(linked.item);
        --counts_[bucket];
      } else {
        linked.before = left;
        left = at;
      }
      at = before;
    }
    last_[bucket] = left;
  }

  std::vector<Linked> items_;  // with what was taken
  std::vector<Item> taken_;
  std::array<uint32_t, kBuckets> counts_;  // by range of bounds
  std::array<uint32_t, kBuckets> last_;    // the last one put, in items_; kNone
  size_t size_;
  uint32_t top_;     // nothing is above
  uint32_t cursor_;  // the range that LevelOf stopped at …
  size_t reach_;     // … and how many are in it or above
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_WAVE_QUEUE_H_
