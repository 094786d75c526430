#ifndef PASSUNG_ENGINE_INDEX_ROW_INSERTION_H_
#define PASSUNG_ENGINE_INDEX_ROW_INSERTION_H_

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

// One row on its way into the rows of its job. What it is put into lies far away and each step of the
// way there is read in the one before: whoever has other things to do meanwhile asks for them ahead.
class RowInsertion {
 public:
  RowInsertion(const Columns& columns, const AllBins& bins, const IndexedRow& row);

  uint32_t job_code() const { return codes_[Index(ColumnId::kJob)]; }
  Presence presence() const {
    Presence presence;
    presence.Add(of_row_, row_.order);
    return presence;
  }

  // Ask the processor for the chunk that the row comes to, and for its last strip.
  void FetchChunk(const JobRows& job) const;
  void FetchStrip(const JobRows& job) const;

  // REQUIRES: nobody else has `job` where the generation begun last may change it.
  void Into(JobRows*& job, const RowPlaces& places) const;

 private:
  const Chunk* ChunkIn(const JobRows& job) const;

  CodeTuple codes_;
  IndexedRow row_;
  RowBins of_row_;
  uint32_t key_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_ROW_INSERTION_H_
