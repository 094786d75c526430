#include "engine/index/chunk.h"

#include <algorithm>

#include "engine/base/kept_memory.h"

namespace passung {

void Chunk::Append(const RowBins& bins, SkillSketch sketch, const IndexedRow& row_of) {
  Strip& strip = NextStrip();
  const uint32_t i = size++;
  const uint32_t at = i % kStripRows;
  StripPresence& occurs = presence[i / kStripRows];
  for (size_t binned = 0; binned < kBinnedColumns.size(); ++binned) {
    const uint8_t bin = bins[Index(kBinnedColumns[binned])];
    strip.bins[binned][at] = bin;
    occurs.bins[binned] |= uint64_t{1} << bin;
  }
  occurs.first_order = std::min(occurs.first_order, row_of.order);
  strip.skills[at] = sketch;
  strip.names[at] = {row_of.slot, row_of.row};
}

std::shared_ptr<Chunk> Chunk::CopyOfLive(const Liveness& dead) const {
  auto copy = base::MakeKept<Chunk>();
  for (uint32_t i = 0; i < size; ++i) {
    if (dead.IsDead(vacancy(i))) continue;
    const Strip& from = strips[i / kStripRows];
    const uint32_t from_at = i % kStripRows;
    Strip& strip = copy->NextStrip();
    const uint32_t at = copy->size % kStripRows;
    StripPresence& occurs = copy->presence[copy->size / kStripRows];
    ++copy->size;
    for (size_t binned = 0; binned < kBinnedColumns.size(); ++binned) {
      strip.bins[binned][at] = from.bins[binned][from_at];
      occurs.bins[binned] |= uint64_t{1} << strip.bins[binned][at];
    }
    // No vacancy of the strip that the row comes from is earlier.
    occurs.first_order = std::min(occurs.first_order, presence[i / kStripRows].first_order);
    strip.skills[at] = from.skills[from_at];
    strip.names[at] = from.names[from_at];
  }
  return copy;
}

}  // namespace passung
