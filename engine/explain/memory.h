#ifndef PASSUNG_ENGINE_EXPLAIN_MEMORY_H_
#define PASSUNG_ENGINE_EXPLAIN_MEMORY_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace passung {

// What was worked out for a code of a subject (a criterion, a rule), so that hits of one question
// with a code in common share it. A small hash table with linear probing: a question has a few
// hundred pairs, which stay in the nearest cache. Belongs to one thread.
template <class Part>
class PartMemory {
 public:
  // `expected` pairs fit without growing.
  explicit PartMemory(size_t expected) : slots_(std::bit_ceil(2 * expected + 1)) {
    parts_.reserve(expected);
  }

  // What `work_out` returned when the pair first came up. Valid until the next call.
  template <class F>
  const Part& Get(size_t subject, uint32_t code, F&& work_out) {
    const uint64_t pair = uint64_t{subject + 1} << 32U | code;
    Slot& slot = SlotOf(pair);
    if (slot.pair == pair) [[likely]]
      return parts_[slot.number];
    slot = {pair, parts_.size()};
    parts_.push_back(work_out());
    if (2 * parts_.size() > slots_.size()) Grow();
    return parts_.back();
  }

 private:
  struct Slot {
    uint64_t pair = 0;  // 0: free
    size_t number = 0;  // in parts_
  };

  // That of the pair, or the free one where it belongs.
  Slot& SlotOf(uint64_t pair) {
    constexpr uint64_t kGolden = 0x9e3779b97f4a7c15;  // 2^64 / φ: spreads codes that are in a row
    size_t at = static_cast<size_t>((pair * kGolden) >> 32U);
    for (;; ++at) {
      Slot& slot = slots_[at & (slots_.size() - 1)];
      if (slot.pair == pair || slot.pair == 0) return slot;
    }
  }

  void Grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.pair != 0) SlotOf(slot.pair) = slot;
    }
  }

  std::vector<Slot> slots_;  // a power of two, at least half of them free
  std::vector<Part> parts_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_EXPLAIN_MEMORY_H_
