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
  explicit PartMemory(size_t expected) : slots_(std::bit_ceil(2 * expected + 1), kFree) {
    pairs_.reserve(expected);
    parts_.reserve(expected);
  }

  // The part that `work_out` filled in, beginning with Part{}, when the pair first came up. Valid
  // until the next call.
  template <class F>
  const Part& Get(size_t subject, uint32_t code, F&& work_out) {
    const uint64_t pair = uint64_t{subject} << 32U | code;
    uint32_t& slot = SlotOf(pair);
    if (slot != kFree) [[likely]]
      return parts_[slot];
    slot = static_cast<uint32_t>(parts_.size());
    pairs_.push_back(pair);
    work_out(parts_.emplace_back());
    if (2 * parts_.size() > slots_.size()) Grow();
    return parts_.back();
  }

 private:
  static constexpr uint32_t kFree = UINT32_MAX;

  // That of the pair, or the free one where it belongs.
  uint32_t& SlotOf(uint64_t pair) {
    constexpr uint64_t kGolden = 0x9e3779b97f4a7c15;  // 2^64 / φ: spreads codes that are in a row
    size_t at = static_cast<size_t>((pair * kGolden) >> 32U);
    for (;; ++at) {
      uint32_t& slot = slots_[at & (slots_.size() - 1)];
      if (slot == kFree || pairs_[slot] == pair) return slot;
    }
  }

  void Grow() {
    slots_.assign(slots_.size() * 2, kFree);
    for (uint32_t number = 0; number < pairs_.size(); ++number) SlotOf(pairs_[number]) = number;
  }

  std::vector<uint32_t> slots_;  // numbers in parts_; a power of two, at least half of them free
  std::vector<uint64_t> pairs_;  // subject above, code below; by number
  std::vector<Part> parts_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_EXPLAIN_MEMORY_H_
