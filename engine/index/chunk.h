#ifndef PASSUNG_ENGINE_INDEX_CHUNK_H_
#define PASSUNG_ENGINE_INDEX_CHUNK_H_

#include <algorithm>
#include <array>
#include <cstdint>

#include "engine/base/generation_memory.h"
#include "engine/index/bins.h"
#include "engine/index/columns.h"
#include "engine/index/liveness.h"
#include "engine/index/skill_sketch.h"

namespace passung {

inline constexpr uint32_t kChunkRows = 256;
inline constexpr uint32_t kStripRows = 32;
inline constexpr uint32_t kChunkStrips = kChunkRows / kStripRows;

// Columns that criteria other than the job's read: the first ones of kBinnedColumns.
inline constexpr size_t kScoredCount = 6;
inline constexpr size_t kScoredSkills = kScoredCount - 1;
// Columns whose bins are kept row by row. The last two are here because they let fewest pass where they
// bar anything at all: what residence law or the person excludes.
inline constexpr std::array<ColumnId, 8> kBinnedColumns = {
    ColumnId::kLanguage, ColumnId::kPlace,  ColumnId::kHours,  ColumnId::kStart,
    ColumnId::kSupport,  ColumnId::kSkills, ColumnId::kAccess, ColumnId::kExclusion};

// The bin of a row in each column; 0 in that of jobs, which has none.
using RowBins = std::array<uint8_t, kColumnIdCount>;

// What occurs in a set of rows.
struct Presence {
  std::array<uint64_t, kColumnIdCount> bins{};  // by column: one bit per bin that occurs
  uint64_t first_order = UINT64_MAX;            // the least of the vacancies, which wins ties

  void Add(const RowBins& row, uint64_t order) {
    for (size_t i = 0; i < bins.size(); ++i) {
      if (i != Index(ColumnId::kJob)) bins[i] |= uint64_t{1} << row[i];
    }
    first_order = first_order < order ? first_order : order;
  }
  void Add(const Presence& other) {
    for (size_t i = 0; i < bins.size(); ++i) bins[i] |= other.bins[i];
    first_order = first_order < other.first_order ? first_order : other.first_order;
  }
};

// The same of a strip, in the binned columns only.
struct StripPresence {
  std::array<uint64_t, kBinnedColumns.size()> bins{};  // by binned column
  uint64_t first_order = UINT64_MAX;
};

// Which row it is.
struct RowName {
  uint32_t slot;  // of the vacancy
  uint32_t row;   // of Columns
};

// Up to kStripRows rows that lie together: column by column what rules most of them out; their exact
// codes are in Columns. Set from the first row on, that of rows which are not there to nothing.
struct Strip {
  std::array<std::array<uint8_t, kStripRows>, kBinnedColumns.size()> bins;  // [binned][row]
  std::array<SkillSketch, kStripRows> skills;
  std::array<RowName, kStripRows> names;
};

// One vacancy's row as the index takes it up.
struct IndexedRow {
  uint32_t row = 0;   // of Columns
  uint32_t slot = 0;  // of the vacancy
  uint64_t order = 0;
};

// Up to kChunkRows rows of one job. All strips but the last are full.
struct Chunk {
  uint32_t size = 0;
  std::array<Strip*, kChunkStrips> strips{};  // as many as strip_count(); chunks share them
  std::array<StripPresence, kChunkStrips> presence;

  uint32_t strip_count() const { return (size + kStripRows - 1) / kStripRows; }
  uint32_t vacancy(uint32_t i) const { return NameOf(i).slot; }
  SkillSketch sketch(uint32_t i) const { return strips[i / kStripRows]->skills[i % kStripRows]; }
  uint32_t row(uint32_t i) const { return NameOf(i).row; }
  // In the nth of kBinnedColumns.
  uint8_t bin(size_t binned, uint32_t i) const {
    return strips[i / kStripRows]->bins[binned][i % kStripRows];
  }

  // `memory.Make` makes a strip where that is needed.
  // REQUIRES: room for one more row; the last strip may be changed unless it is full.
  template <class Memory>
  void Append(Memory& memory, const RowBins& bins, SkillSketch sketch, const IndexedRow& row_of) {
    AppendTo(NextStrip(memory), bins, sketch, row_of);
  }
  // The next strip, whose rows whoever makes a chunk of many fills in before they count.
  // REQUIRES: all strips are full, and not all are there.
  template <class Memory>
  Strip& AddStrip(Memory& memory) {
    return NextStrip(memory);
  }
  // In the place of a chunk, one without the rows of dead vacancies. The strips before the first of
  // these they share; the others are dropped.
  static Chunk* TakeLive(base::GenerationMemory& memory, Chunk* from, const Liveness& dead);

 private:
  const RowName& NameOf(uint32_t i) const { return strips[i / kStripRows]->names[i % kStripRows]; }
  // Where the next row goes.
  template <class Memory>
  Strip& NextStrip(Memory& memory) {
    Strip*& strip = strips[size / kStripRows];
    if (size % kStripRows == 0) {
      strip = memory.template Make<Strip>();
      strip->bins = {};
      strip->skills = {};
    }
    return *strip;
  }
  void AppendTo(Strip& strip, const RowBins& bins, SkillSketch sketch, const IndexedRow& row_of);
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_CHUNK_H_
