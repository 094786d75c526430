#include "engine/index/chunk.h"

#include <algorithm>

namespace passung {

void Chunk::Append(const CodeTuple& codes, SkillSketch sketch, const AllBins& all,
                   const IndexedRow& row_of) {
  const uint32_t i = size++;
  const uint32_t at = i % kStripRows;
  Strip& strip = strips[i / kStripRows];
  StripPresence& occurs = presence[i / kStripRows];
  for (size_t binned = 0; binned < kBinnedColumns.size(); ++binned) {
    const size_t column = Index(kBinnedColumns[binned]);
    strip.bins[binned][at] = all[column].BinOf(codes[column]);
    occurs.bins[binned] |= uint64_t{1} << strip.bins[binned][at];
  }
  occurs.first_order = std::min(occurs.first_order, row_of.order);
  strip.skills[at] = sketch;
  strip.names[at] = {row_of.slot, row_of.row};
}

bool Chunk::HasDead(const Liveness& dead) const {
  if (!dead.AnyDead()) return false;
  for (uint32_t i = 0; i < size; ++i) {
    if (dead.IsDead(vacancy(i))) return true;
  }
  return false;
}

std::shared_ptr<Chunk> Chunk::CopyOfLive(const Liveness& dead) const {
  if (!HasDead(dead)) return std::make_shared<Chunk>(*this);
  auto copy = std::make_shared<Chunk>();
  for (uint32_t i = 0; i < size; ++i) {
    if (dead.IsDead(vacancy(i))) continue;
    const Strip& from = strips[i / kStripRows];
    const uint32_t from_at = i % kStripRows;
    const uint32_t at = copy->size % kStripRows;
    Strip& strip = copy->strips[copy->size / kStripRows];
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
