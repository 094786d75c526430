#ifndef PASSUNG_ENGINE_INDEX_ROW_BUILDER_H_
#define PASSUNG_ENGINE_INDEX_ROW_BUILDER_H_

#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "engine/base/generation_memory.h"
#include "engine/index/job_codes.h"
#include "engine/index/market_rows.h"
#include "engine/index/row_parts.h"

namespace passung {

// Collects the codes of one job after another.
class JobCodeCollector {
 public:
  using Lists = std::array<std::vector<uint32_t>, kJobColumns.size()>;

  explicit JobCodeCollector(const Dictionaries& dictionaries);

  // Of one row, by job column.
  using Codes = std::array<uint32_t, kJobColumns.size()>;
  static Codes Of(const CodeTuple& codes);
  void Add(const Codes& codes);
  // Those of the rows added since it was last asked to forget them.
  const Lists& lists() const { return lists_; }
  void Forget();

 private:
  uint32_t job_ = 1;
  std::array<std::vector<uint32_t>, kJobColumns.size()> last_job_;  // by code
  Lists lists_;
};

// Makes the nodes above the rows of some jobs of a market. One for each thread.
class RowBuilder {
 public:
  // Both must outlive it.
  RowBuilder(const MarketRows& market, base::GenerationMemory& memory)
      : market_(market), memory_(memory), job_codes_(market.columns.dictionaries) {}

  // Adds what occurs in the rows to `presence`.
  JobRows* MakeJob(std::span<const RowName> rows, Presence& presence);

 private:
  // All that a job's parts say of a row, brought together because what says it lies all over memory.
  struct GatheredRow {
    RowBins bins;
    SkillSketch sketch;
    RowName name;
    JobCodeCollector::Codes job_codes;
  };

  // Fills gathered_ and sorted_.
  void Gather(std::span<const RowName> rows);
  GatheredRow RowOf(RowName name) const;
  uint32_t SkillsOf(RowName name) const {
    return market_.columns.CodeAt(ColumnId::kSkills, name.row);
  }
  Block* MakeBlock(std::span<const SortedRow> rows, Presence& presence);
  Chunk* MakeChunk(std::span<const SortedRow> rows, Presence& presence);
  void AppendStrip(std::span<const SortedRow> rows, Chunk& chunk, Presence& presence);

  const MarketRows& market_;
  base::GenerationMemory::Stretch memory_;
  JobCodeCollector job_codes_;
  // Of the job being made; kept for the memory that they have.
  std::vector<GatheredRow> gathered_;  // in the order of their numbers; may be longer
  std::vector<SortedRow> sorted_;
  std::vector<SortedRow> spare_;  // for sorting
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_ROW_BUILDER_H_
