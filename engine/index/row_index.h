#ifndef PASSUNG_ENGINE_INDEX_ROW_INDEX_H_
#define PASSUNG_ENGINE_INDEX_ROW_INDEX_H_

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/index/bins.h"
#include "engine/index/columns.h"
#include "engine/index/job_order.h"

// The rows (combinations) of a market in an order made for searching: by job; within a job by kind,
// district, language and so on, so that rows that lie together look alike. Rows are kept in chunks,
// chunks in blocks, blocks in jobs; each of them says in a few words what is in it at all, from
// which a search works out the most that any of its rows could score.

namespace passung {

inline constexpr uint32_t kChunkRows = 256;
inline constexpr uint32_t kBlockChunks = 16;

// Columns that criteria other than the job's read.
inline constexpr std::array<ColumnId, 6> kScoredColumns = {ColumnId::kLanguage, ColumnId::kPlace,
                                                           ColumnId::kHours,    ColumnId::kSkills,
                                                           ColumnId::kStart,    ColumnId::kSupport};

// What occurs in a set of rows.
struct Presence {
  std::array<uint64_t, kColumnIdCount> bins{};  // by column: one bit per bin that occurs
  uint32_t first_vacancy = UINT32_MAX;          // the least, which wins ties

  void Add(const Presence& other) {
    for (size_t i = 0; i < bins.size(); ++i) bins[i] |= other.bins[i];
    first_vacancy = first_vacancy < other.first_vacancy ? first_vacancy : other.first_vacancy;
  }
};

// Up to kChunkRows rows of one job. What is read of every row lies column by column; what is read
// of the few that are worth a closer look lies together for each row, in one cache line.
struct Chunk {
  uint32_t size = 0;
  std::array<std::array<uint8_t, kChunkRows>, kScoredColumns.size()> bins;  // [scored column][row]
  std::array<uint32_t, kChunkRows> vacancy;  // index in the order of ids
  std::array<uint32_t, kChunkRows> row;      // of Columns
  struct alignas(sizeof(CodeTuple)) Row {
    CodeTuple codes;
  };
  std::vector<Row> rows;
};

struct Block {
  std::vector<Presence> presence;  // of each chunk
  std::vector<std::shared_ptr<const Chunk>> chunks;
};

struct JobRows {
  std::vector<Presence> block_presence;
  std::vector<std::shared_ptr<const Block>> blocks;
};

// Immutable once built.
class RowIndex {
 public:
  RowIndex() = default;
  // Adds representatives of bins to the dictionaries of `columns`. O(rows log rows).
  explicit RowIndex(Columns& columns);

  const JobOrder& order() const { return order_; }
  const AllBins& bins() const { return bins_; }
  const JobRows& job(uint32_t position) const { return *jobs_[position]; }
  const Presence& job_presence(uint32_t position) const { return job_presence_[position]; }

 private:
  AllBins bins_;
  JobOrder order_;
  std::vector<Presence> job_presence_;                // by position in order()
  std::vector<std::shared_ptr<const JobRows>> jobs_;  // by position in order()
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_ROW_INDEX_H_
