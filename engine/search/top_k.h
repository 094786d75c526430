#ifndef PASSUNG_ENGINE_SEARCH_TOP_K_H_
#define PASSUNG_ENGINE_SEARCH_TOP_K_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "passung/judgement.h"

namespace passung {

// A vacancy or mentee found, by its index in the order of ids.
struct Hit {
  int32_t score = 0;
  uint32_t index = 0;
  uint32_t row = 0;  // of the columns it was found in: the combination that counts
  HitClass hit_class = HitClass::kOpen;
};

// Better: higher score, then lower index. A total order, so that what is kept does not depend on
// the order of offers.
inline bool IsBetter(const Hit& a, const Hit& b) {
  return a.score != b.score ? a.score > b.score : a.index < b.index;
}

// The best k of the hits offered, in O(log k) each; O(1) for one that does not get in.
class TopK {
 public:
  // REQUIRES: k >= 1.
  explicit TopK(size_t k) : k_(k) {}

  void Offer(const Hit& hit) {
    if (heap_.size() < k_) {
      heap_.push_back(hit);
      std::push_heap(heap_.begin(), heap_.end(), IsBetter);
      return;
    }
    if (!IsBetter(hit, heap_.front())) return;  // the front is the worst one kept
    std::pop_heap(heap_.begin(), heap_.end(), IsBetter);
    heap_.back() = hit;
    std::push_heap(heap_.begin(), heap_.end(), IsBetter);
  }

  void Merge(const TopK& other) {
    for (const Hit& hit : other.heap_) Offer(hit);
  }

  // Best first.
  std::vector<Hit> Sorted() const {
    std::vector<Hit> hits = heap_;
    std::sort(hits.begin(), hits.end(), IsBetter);
    return hits;
  }

 private:
  size_t k_;
  std::vector<Hit> heap_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_TOP_K_H_
