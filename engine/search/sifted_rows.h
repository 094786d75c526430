#ifndef PASSUNG_ENGINE_SEARCH_SIFTED_ROWS_H_
#define PASSUNG_ENGINE_SEARCH_SIFTED_ROWS_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/index/chunk.h"

namespace passung {

// What a row of a strip may score, and its place in it, the earlier the more: one number, which is
// quickly moved and compared.
using Promise = uint64_t;

inline Promise PromiseOf(int32_t bound, uint32_t at) {
  return static_cast<Promise>(bound) << 32U | (kStripRows - at);
}
inline int32_t BoundOf(Promise promise) { return static_cast<int32_t>(promise >> 32U); }
inline uint32_t PlaceOf(Promise promise) { return kStripRows - static_cast<uint32_t>(promise); }

// The rows of one strip: those to be looked at now, the most promising first, because what gets in early keeps
// the others out, and those that promise too little for that.
class SiftedRows {
 public:
  explicit SiftedRows(Promise needed) : needed_(needed) {}

  // Whether it is to be looked at now. At most kStripRows may be added.
  bool Add(Promise promise) {
    if (promise < needed_) {
      waiting_[waiting_count_++] = promise;
      best_waiting_ = std::max(best_waiting_, promise);
      return false;
    }
    size_t at = now_count_++;  // they are few
    for (; at > 0 && now_[at - 1] < promise; --at) now_[at] = now_[at - 1];
    now_[at] = promise;
    return true;
  }

  std::span<const Promise> now() const { return {now_.data(), now_count_}; }
  // In no order.
  std::span<const Promise> waiting() const { return {waiting_.data(), waiting_count_}; }
  Promise best_waiting() const { return best_waiting_; }

 private:
  Promise needed_;
  Promise best_waiting_ = 0;
  size_t now_count_ = 0;
  size_t waiting_count_ = 0;
  // Only what was added is set.
  std::array<Promise, kStripRows> now_;
  std::array<Promise, kStripRows> waiting_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_SIFTED_ROWS_H_
