#ifndef PASSUNG_ENGINE_INDEX_CHUNK_H_
#define PASSUNG_ENGINE_INDEX_CHUNK_H_

#include <array>
#include <cstdint>
#include <memory>

#include "engine/index/bins.h"
#include "engine/index/columns.h"
#include "engine/index/liveness.h"
#include "engine/index/skill_sketch.h"

namespace passung {

inline constexpr uint32_t kChunkRows = 256;
inline constexpr uint32_t kStripRows = 32;
inline constexpr uint32_t kChunkStrips = kChunkRows / kStripRows;

// Columns that criteria other than the job's read.
inline constexpr std::array<ColumnId, 6> kScoredColumns = {ColumnId::kLanguage, ColumnId::kPlace,
                                                           ColumnId::kHours,    ColumnId::kStart,
                                                           ColumnId::kSupport,  ColumnId::kSkills};
inline constexpr size_t kScoredSkills = kScoredColumns.size() - 1;

// What occurs in a set of rows.
struct Presence {
  std::array<uint64_t, kColumnIdCount> bins{};  // by column: one bit per bin that occurs
  uint64_t first_order = UINT64_MAX;            // the least of the vacancies, which wins ties

  void Add(const Presence& other) {
    for (size_t i = 0; i < bins.size(); ++i) bins[i] |= other.bins[i];
    first_order = first_order < other.first_order ? first_order : other.first_order;
  }
};

// The same of some rows of a chunk, in the scored columns only.
struct Strip {
  std::array<uint64_t, kScoredColumns.size()> bins{};  // by scored column
  uint64_t first_order = UINT64_MAX;
};

// One vacancy's row as the index takes it up.
struct IndexedRow {
  uint32_t row = 0;   // of Columns
  uint32_t slot = 0;  // of the vacancy
  uint64_t order = 0;
};

// Up to kChunkRows rows of one job, and what a search reads to rule most of them out, column by
// column; the exact codes are in Columns. A strip is kStripRows rows that lie together.
struct Chunk {
  uint32_t size = 0;
  std::array<Strip, kChunkStrips> strips;
  std::array<std::array<uint8_t, kChunkRows>, kScoredColumns.size()> bins{};  // [scored][row]
  std::array<SkillSketch, kChunkRows> skills{};
  std::array<uint32_t, kChunkRows> vacancy;  // slot
  std::array<uint32_t, kChunkRows> row;      // of Columns

  uint32_t strip_count() const { return (size + kStripRows - 1) / kStripRows; }

  // REQUIRES: room for one more row.
  void Append(const CodeTuple& codes, SkillSketch sketch, const AllBins& all,
              const IndexedRow& row_of);
  // A copy without the rows of dead vacancies; without any, all stays where it is.
  std::shared_ptr<Chunk> CopyOfLive(const Liveness& dead) const;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_CHUNK_H_
