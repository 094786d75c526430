#include "engine/index/chunk.h"

#include <algorithm>
#include <memory>

namespace passung {

void Chunk::AppendTo(Strip& strip, const RowBins& bins, SkillSketch sketch,
                     const IndexedRow& row_of) {
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

Chunk* Chunk::TakeLive(base::GenerationMemory& memory, Chunk* from, const Liveness& dead) {
  auto* const copy = std::construct_at(memory.Make<Chunk>());
  const auto is_dead = [&](uint32_t i) { return dead.IsDead(from->vacancy(i)); };
  uint32_t i = 0;
  while (i < from->size && !is_dead(i)) ++i;
  const uint32_t shared = i / kStripRows;
  copy->size = shared * kStripRows;
  std::copy_n(from->strips.begin(), shared, copy->strips.begin());
  std::copy_n(from->presence.begin(), shared, copy->presence.begin());
  for (i = copy->size; i < from->size; ++i) {
    if (is_dead(i)) continue;
    const Strip& source = *from->strips[i / kStripRows];
    const uint32_t source_at = i % kStripRows;
    Strip& strip = copy->NextStrip(memory);
    const uint32_t at = copy->size % kStripRows;
    StripPresence& occurs = copy->presence[copy->size / kStripRows];
    ++copy->size;
    for (size_t binned = 0; binned < kBinnedColumns.size(); ++binned) {
      strip.bins[binned][at] = source.bins[binned][source_at];
      occurs.bins[binned] |= uint64_t{1} << strip.bins[binned][at];
    }
    // No vacancy of the strip that the row comes from is earlier.
    occurs.first_order = std::min(occurs.first_order, from->presence[i / kStripRows].first_order);
    strip.skills[at] = source.skills[source_at];
    strip.names[at] = source.names[source_at];
  }
  for (uint32_t s = shared; s < from->strip_count(); ++s) memory.Drop(from->strips[s]);
  memory.Drop(from);
  return copy;
}

}  // namespace passung
