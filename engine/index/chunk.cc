#include "engine/index/chunk.h"

#include <algorithm>

namespace passung {

void Chunk::Append(const CodeTuple& codes, SkillSketch sketch, const AllBins& all,
                   const IndexedRow& row_of) {
  const uint32_t at = size++;
  Strip& strip = strips[at / kStripRows];
  for (size_t scored = 0; scored < kScoredColumns.size(); ++scored) {
    const size_t column = Index(kScoredColumns[scored]);
    bins[scored][at] = all[column].BinOf(codes[column]);
    strip.bins[scored] |= uint64_t{1} << bins[scored][at];
  }
  strip.first_order = std::min(strip.first_order, row_of.order);
  skills[at] = sketch;
  vacancy[at] = row_of.slot;
  row[at] = row_of.row;
}

std::shared_ptr<Chunk> Chunk::CopyOfLive(const Liveness& dead) const {
  const bool all_live = !dead.AnyDead() || std::none_of(vacancy.begin(), vacancy.begin() + size,
                                                        [&](uint32_t v) { return dead.IsDead(v); });
  if (all_live) return std::make_shared<Chunk>(*this);
  auto copy = std::make_shared<Chunk>();
  for (uint32_t i = 0; i < size; ++i) {
    if (dead.IsDead(vacancy[i])) continue;
    const uint32_t at = copy->size++;
    Strip& strip = copy->strips[at / kStripRows];
    for (size_t scored = 0; scored < kScoredColumns.size(); ++scored) {
      copy->bins[scored][at] = bins[scored][i];
      strip.bins[scored] |= uint64_t{1} << bins[scored][i];
    }
    // No vacancy of the strip that the row comes from is earlier.
    strip.first_order = std::min(strip.first_order, strips[i / kStripRows].first_order);
    copy->skills[at] = skills[i];
    copy->vacancy[at] = vacancy[i];
    copy->row[at] = row[i];
  }
  return copy;
}

}  // namespace passung
