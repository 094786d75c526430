#ifndef PASSUNG_ENGINE_INDEX_CODE_MEMORY_H_
#define PASSUNG_ENGINE_INDEX_CODE_MEMORY_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/index/columns.h"

namespace passung {

// Codes that dictionaries gave, by keys that are one word (keys.h): most rows ask for what some row
// before them asked for, and here a look-up is one look into one table. Each word has one place, and
// the last one that came there stays.
class CodeMemory {
 public:
  // Remembers nothing.
  CodeMemory() = default;
  // REQUIRES: a power of two, at least 2.
  explicit CodeMemory(uint32_t places) : places_(places), shift_(64 - std::countr_zero(places)) {}

  // What `give_code` returned when this word of the column last came up.
  template <class F>
  uint32_t Get(ColumnId column, uint64_t word, F&& give_code) {
    if (places_.empty()) return give_code();
    Place& place = places_[PlaceOf(column, word)];
    if (place.word == word && place.column == Index(column)) [[likely]]
      return place.code;
    place = {.word = word, .column = static_cast<uint32_t>(Index(column)), .code = give_code()};
    return place.code;
  }

 private:
  struct Place {
    uint64_t word = 0;
    uint32_t column = UINT32_MAX;  // none
    uint32_t code = 0;
  };

  size_t PlaceOf(ColumnId column, uint64_t word) const {
    constexpr uint64_t kGolden = 0x9e3779b97f4a7c15;  // 2^64 / φ: spreads words that are alike
    const uint64_t mixed = (word ^ word >> 32U ^ Index(column) << 27U) * kGolden;
    return static_cast<size_t>(mixed >> shift_);
  }

  std::vector<Place> places_;
  int shift_ = 0;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_CODE_MEMORY_H_
