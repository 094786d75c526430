#ifndef PASSUNG_ENGINE_INDEX_LIVENESS_H_
#define PASSUNG_ENGINE_INDEX_LIVENESS_H_

#include <array>
#include <cstdint>

#include "engine/base/shared_pages.h"

namespace passung {

// Which slots of a RecordStore a snapshot no longer has. A copy shares all pages with the original
// until it changes them.
class Liveness {
 public:
  bool IsDead(uint32_t slot) const {
    const uint32_t page = slot / kPageSlots;
    if (page >= pages_.size() || pages_[page] == nullptr) return false;
    const uint32_t bit = slot % kPageSlots;
    return ((*pages_[page])[bit / 64] >> (bit % 64) & 1U) != 0;
  }
  bool AnyDead() const { return dead_ != 0; }
  uint32_t dead() const { return dead_; }

  // REQUIRES: not dead yet. Pages are in this memory, and change with its generations.
  void Kill(base::GenerationMemory& memory, uint32_t slot) {
    const uint32_t page = slot / kPageSlots;
    if (page >= pages_.size()) pages_.Resize(memory, page + 1);
    const uint32_t bit = slot % kPageSlots;
    pages_.Own(memory, page)[bit / 64] |= uint64_t{1} << (bit % 64);
    ++dead_;
  }

 private:
  static constexpr uint32_t kPageSlots = 8192;
  using Page = std::array<uint64_t, kPageSlots / 64>;

  base::SharedPages<Page> pages_;  // null: all live
  uint32_t dead_ = 0;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_LIVENESS_H_
