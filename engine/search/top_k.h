#ifndef PASSUNG_ENGINE_SEARCH_TOP_K_H_
#define PASSUNG_ENGINE_SEARCH_TOP_K_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "passung/judgement.h"

namespace passung {

// A vacancy or mentee found.
struct Hit {
  int32_t score = 0;
  uint32_t index = 0;  // its slot
  uint32_t row = 0;    // of the columns it was found in: the combination that counts
  HitClass hit_class = HitClass::kOpen;
  uint64_t order = 0;  // rises with its id
};

// Better: higher score, then lower order. A total order, so that what is kept does not depend on
// the order of offers. An object, so that heaps and sorting compare without a call.
struct BetterHit {
  bool operator()(const Hit& a, const Hit& b) const {
    return a.score != b.score ? a.score > b.score : a.order < b.order;
  }
};
inline constexpr BetterHit kIsBetter;

// The best k of the hits offered, in O(log k) each; O(1) for one that does not get in.
class TopK {
 public:
  // REQUIRES: k >= 1.
  explicit TopK(size_t k) : k_(k) { heap_.reserve(std::min(k, kUsual)); }

  void Offer(const Hit& hit) {
    if (heap_.size() < k_) {
      heap_.push_back(hit);
      std::push_heap(heap_.begin(), heap_.end(), kIsBetter);
      return;
    }
    // The front is the worst one kept.
    if (kIsBetter(hit, heap_.front())) ReplaceWorst(hit);
  }

  // Whether a hit with this score and order may get in; also another row of the worst one kept.
  bool MayEnter(int32_t score, uint64_t order) const {
    if (heap_.size() < k_) return true;
    const Hit& worst = heap_.front();
    return score != worst.score ? score > worst.score : order <= worst.order;
  }

  bool IsFull() const { return heap_.size() == k_; }
  // Of those kept; nothing worse gets in. REQUIRES: IsFull().
  const Hit& Worst() const { return heap_.front(); }
  // Nothing with a lower score gets in.
  int32_t NeededScore() const { return heap_.size() < k_ ? 0 : heap_.front().score; }

  // Offers one of several rows of a vacancy: the best of those offered is kept, of equal ones the
  // first. Not to be mixed with Offer.
  void OfferRow(const Hit& hit) {
    if (!MayEnter(hit.score, hit.order)) return;
    uint64_t& seen = seen_[hit.index / 64 % kSeenWords];
    const uint64_t bit = uint64_t{1} << (hit.index % 64);
    if ((seen & bit) == 0) {
      seen |= bit;
      return Offer(hit);
    }
    const auto same = std::find_if(heap_.begin(), heap_.end(),
                                   [&](const Hit& kept) { return kept.index == hit.index; });
    if (same == heap_.end()) return Offer(hit);
    if (same->score > hit.score || (same->score == hit.score && same->row < hit.row)) return;
    *same = hit;
    std::make_heap(heap_.begin(), heap_.end(), kIsBetter);
  }

  void Merge(const TopK& other) {
    for (const Hit& hit : other.heap_) Offer(hit);
  }

  // Best first.
  std::vector<Hit> Sorted() const {
    std::vector<Hit> hits = heap_;
    std::sort(hits.begin(), hits.end(), kIsBetter);
    return hits;
  }

 private:
  // Sinks to where the worse of those below it is no worse than itself.
  void ReplaceWorst(const Hit& hit) {
    size_t hole = 0;
    for (size_t child = 1; child < heap_.size(); child = 2 * hole + 1) {
      if (child + 1 < heap_.size() && kIsBetter(heap_[child], heap_[child + 1])) ++child;
      if (!kIsBetter(hit, heap_[child])) break;
      heap_[hole] = heap_[child];
      hole = child;
    }
    heap_[hole] = hit;
  }

  static constexpr size_t kUsual = 32;
  size_t k_;
  std::vector<Hit> heap_;
  // Bits of vacancies of which OfferRow was told: most come with one row that gets in.
  static constexpr size_t kSeenWords = 16;
  std::array<uint64_t, kSeenWords> seen_{};
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_TOP_K_H_
