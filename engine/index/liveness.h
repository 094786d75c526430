#ifndef PASSUNG_ENGINE_INDEX_LIVENESS_H_
#define PASSUNG_ENGINE_INDEX_LIVENESS_H_

#include <array>
#include <bit>
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

  // Calls `visit(slot)`, rising, for each that died since `before`, of which this came about by
  // killing. Reads only pages that changed.
  template <class F>
  void ForEachKilledSince(const Liveness& before, F&& visit) const {
    for (uint32_t page = 0; page < pages_.size(); ++page) {
      const Page* const old = page < before.pages_.size() ? before.pages_[page] : nullptr;
      if (pages_[page] == nullptr || pages_[page] == old) continue;
      for (uint32_t word = 0; word < pages_[page]->size(); ++word) {
        uint64_t killed = (*pages_[page])[word] & ~(old == nullptr ? 0 : (*old)[word]);
        for (; killed != 0; killed &= killed - 1) {
          visit(page * kPageSlots + word * 64 + static_cast<uint32_t>(std::countr_zero(killed)));
        }
      }
    }
  }

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
