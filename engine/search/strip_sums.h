#ifndef PASSUNG_ENGINE_SEARCH_STRIP_SUMS_H_
#define PASSUNG_ENGINE_SEARCH_STRIP_SUMS_H_

#include <array>
#include <cstdint>
#include <span>

#include "engine/index/chunk.h"

// The loop over the rows of a strip, which a question runs some hundred times: the one place where the
// instruction set matters. Every path gives the same bytes (passung/cpu_path.h).

namespace passung {

// What one criterion gives the rows of a strip: `by_bin` has kBinCount values, `bins` kStripRows.
struct StripPart {
  const uint8_t* bins;
  const int32_t* by_bin;
};

// As few as there are: one for each scored column, one for each column that a rule looks at.
class StripParts {
 public:
  // REQUIRES: no more than two for each of kBinnedColumns.
  void Add(const StripPart& part) { parts_[size_++] = part; }
  std::span<const StripPart> all() const { return {parts_.data(), size_}; }

 private:
  std::array<StripPart, 2 * kBinnedColumns.size()> parts_;  // the first size_ of them
  size_t size_ = 0;
};

// So much less than any score that no row with it is enough; several of them can be added.
inline constexpr int32_t kBarred = -(int32_t{1} << 28);

using StripSums = std::array<int32_t, kStripRows>;

// sums[i] = start + Σ by_bin[bins[i]] over the parts. Returns the rows whose sum is at least `least`,
// the first one in the lowest bit. Safe to call from any number of threads; does not allocate.
uint32_t SumStrip(std::span<const StripPart> parts, int32_t start, int32_t least, StripSums& sums);

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_STRIP_SUMS_H_
