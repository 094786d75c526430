#ifndef PASSUNG_ENGINE_SEARCH_BUCKET_QUEUE_H_
#define PASSUNG_ENGINE_SEARCH_BUCKET_QUEUE_H_

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "passung/profile.h"

namespace passung {

// Things to look at by the most that they can score, in ranges of scores ("buckets"): those of the
// highest range first, within one as they were put, so that what comes next is known betimes. Putting and taking cost O(1), where a heap
// would compare; a search opens thousands. REQUIRES: bounds are 0 … kMaxPoints × kWeightSum.
template <class T>
class BucketQueue {
 public:
  BucketQueue() { heads_.fill(kNone); }
  // Keeps its memory.
  void Clear() {
    nodes_.clear();
    heads_.fill(kNone);
    top_ = 0;
  }

  void Put(int32_t bound, const T& thing) {
    const auto bucket = static_cast<uint32_t>(bound) >> kBucketLog;
    const auto at = static_cast<uint32_t>(nodes_.size());
    nodes_.push_back({thing, bound, kNone});
    if (heads_[bucket] == kNone) {
      heads_[bucket] = at;
    } else {
      nodes_[tails_[bucket]].next = at;
    }
    tails_[bucket] = at;
    top_ = std::max(top_, bucket);
  }

  struct Taken {
    T thing;
    int32_t bound;
  };
  // No bound in the queue is higher; below 0: it is empty.
  int32_t Most() {
    while (top_ > 0 && heads_[top_] == kNone) --top_;
    if (heads_[top_] == kNone) return -1;
    return static_cast<int32_t>(((top_ + 1) << kBucketLog) - 1);
  }
  // What comes after the next `skipped` of the same bucket, to be fetched from memory betimes; null
  // where there is nothing. REQUIRES: not empty, as Most() said last.
  const T* Peek(int skipped) const {
    uint32_t at = heads_[top_];
    for (; at != kNone && skipped > 0; --skipped) at = nodes_[at].next;
    return at == kNone ? nullptr : &nodes_[at].thing;
  }
  // REQUIRES: not empty, as Most() said last.
  Taken Take() {
    const Node node = nodes_[heads_[top_]];
    heads_[top_] = node.next;
    return {node.thing, node.bound};
  }

 private:
  static constexpr int kBucketLog = 17;  // about 13 points each
  static constexpr uint32_t kBuckets =
      (static_cast<uint32_t>(kMaxPoints) * kWeightSum >> kBucketLog) + 1;
  static constexpr uint32_t kNone = UINT32_MAX;
  struct Node {
    T thing;
    int32_t bound;
    uint32_t next;  // of the same bucket
  };

  std::vector<Node> nodes_;
  std::array<uint32_t, kBuckets> heads_;
  std::array<uint32_t, kBuckets> tails_;  // meaningless where the head is kNone
  uint32_t top_ = 0;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_BUCKET_QUEUE_H_
