#ifndef PASSUNG_ENGINE_INDEX_ROW_INSERTION_H_
#define PASSUNG_ENGINE_INDEX_ROW_INSERTION_H_

#include <array>
#include <cstdint>

#include "engine/base/generation_memory.h"
#include "engine/index/bins.h"
#include "engine/index/columns.h"
#include "engine/index/liveness.h"
#include "engine/index/row_parts.h"

namespace passung {

// What rows are put into; all must outlive it.
struct RowPlaces {
  base::GenerationMemory& memory;
  const Columns& columns;
  const AllBins& bins;
  const Liveness& dead;  // vacancies whose rows are left out of a chunk that would be full
};

// One row put into the rows of its job.
class RowInsertion {
 public:
  RowInsertion(const RowPlaces& places, const CodeTuple& codes, const IndexedRow& row);

  const Presence& presence() const { return presence_; }

  // REQUIRES: the generation begun last may change `job`, and nobody else has it then.
  void Into(JobRows*& job) const;

 private:
  void AddCodes(JobRows& job) const;
  void IntoBlock(Block*& block) const;
  void AppendTo(Chunk& chunk) const;
  void SplitChunk(Block*& block, size_t at) const;
  void SplitBlock(JobRows*& job, size_t at) const;
  template <class Whole>
  void Meet(Whole& whole, size_t at) const;
  std::array<RowBins, kChunkRows> BinsOfAll(const Chunk& chunk, const Presence& presence) const;

  const RowPlaces& places_;
  base::GenerationMemory& memory_;
  const CodeTuple& codes_;
  const IndexedRow& row_;
  const RowBins of_row_;
  const uint32_t key_;
  Presence presence_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_ROW_INSERTION_H_
