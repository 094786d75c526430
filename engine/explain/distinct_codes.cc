#include "engine/explain/distinct_codes.h"

#include <bit>

namespace passung {
namespace {

// The numbers of one column's codes after another's: a small hash table with linear probing, in
// which whatever another column left counts as free.
class Numbering {
 public:
  Numbering(size_t rows, std::vector<uint64_t>& slots) : slots_(slots) {
    slots_.assign(std::bit_ceil(4 * rows + 1), 0);
    mask_ = slots_.size() - 1;
  }

  void Begin(size_t column) { column_ = column + 1; }
  // That of the code; `next` where it is new. Nobody can guess which: the processor is not asked to.
  uint32_t NumberOf(uint32_t code, uint32_t next) {
    constexpr uint32_t kGolden = 0x9e3779b9;  // 2^32 / φ: spreads codes that are in a row
    const uint64_t fresh = uint64_t{code} << 32U | uint64_t{next} << kColumnBits | column_;
    for (uint32_t at = code * kGolden >> 8U;; ++at) {
      uint64_t& slot = slots_[at & mask_];
      const bool is_free = (slot & kColumnMask) != column_;
      if (is_free || slot >> 32U == code) [[likely]] {
        slot = is_free ? fresh : slot;
        return static_cast<uint32_t>(slot) >> kColumnBits;
      }
    }
  }

 private:
  static constexpr int kColumnBits = 5;
  static constexpr uint64_t kColumnMask = (uint64_t{1} << kColumnBits) - 1;
  static_assert(kColumnIdCount <= kColumnMask);

  std::vector<uint64_t>& slots_;  // code; number; column, counted from 1
  size_t mask_ = 0;
  uint64_t column_ = 0;
};

}  // namespace

void DistinctCodes::Take(absl::Span<const CodeTuple> rows) {
  rows_ = rows.size();
  codes_.resize(rows_ * kColumnIdCount);
  numbers_.resize(codes_.size());
  Numbering numbering(rows_, slots_);
  uint32_t* number = numbers_.data();
  uint32_t* codes = codes_.data();
  for (size_t column = 0; column < kColumnIdCount; ++column) {
    numbering.Begin(column);
    uint32_t count = 0;
    for (const CodeTuple& row : rows) {
      *number = numbering.NumberOf(row[column], count);
      codes[count] = row[column];
      count += *number++ == count ? 1 : 0;
    }
    codes += count;
    begin_[column + 1] = static_cast<size_t>(codes - codes_.data());
  }
}

}  // namespace passung
