#ifndef PASSUNG_ENGINE_INDEX_ROW_INDEX_H_
#define PASSUNG_ENGINE_INDEX_ROW_INDEX_H_

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "engine/base/generation_memory.h"
#include "engine/base/shared_pages.h"
#include "engine/index/bins.h"
#include "engine/index/columns.h"
#include "engine/index/job_order.h"
#include "engine/index/liveness.h"
#include "engine/index/market_rows.h"
#include "engine/index/row_insertion.h"
#include "engine/index/row_parts.h"

// The rows (combinations) of a market in an order made for searching: by job; within a job by kind,
// district, language and so on, so that rows that lie together look alike. Rows are kept in chunks,
// chunks in blocks, blocks in jobs; each of them says in a few words what is in it at all, from
// which a search works out the most that any of its rows could score.
//
// All parts lie in a GenerationMemory. A copy of the index shares them; putting a row into it copies the
// strip that the row comes to and what lies above it, so that whoever reads the original sees no
// difference.

namespace passung {

class RowIndex {
 public:
  RowIndex() = default;
  // Of the generation that `memory` began last. Adds representatives of bins to the dictionaries of
  // `columns`, whose vacancies come in the order of their ids; `order_of(slot)` is that order.
  // O(rows log rows), on so many threads.
  RowIndex(base::GenerationMemory& memory, Columns& columns, OrderOfSlot order_of, int threads = 1);

  // One that is already made elsewhere, of the generation that `memory` began last: `make(position,
  // presence)` gives the rows of each job, positions rising, and what occurs in them.
  // REQUIRES: `bins` are those of the dictionaries.
  using MakeJob = std::function<JobRows*(uint32_t position, Presence& presence)>;
  RowIndex(base::GenerationMemory& memory, const Columns& columns, AllBins bins,
           const MakeJob& make);

  const JobOrder& order() const { return *order_; }
  const AllBins& bins() const { return bins_; }
  const JobRows& job(uint32_t position) const { return *PageOf(position).jobs[position % kPage]; }
  const Presence& job_presence(uint32_t position) const {
    return PageOf(position).presence[position % kPage];
  }

  // Takes up rows that were appended to `columns` since, as part of the generation that `memory` began
  // last: first Prepare, then Insert. Rows of dead vacancies are left out of a chunk that would be
  // full. O(strips copied).
  std::vector<RowInsertion> Prepare(base::GenerationMemory& memory, Columns& columns,
                                    std::span<const IndexedRow> rows);
  void Insert(const std::vector<RowInsertion>& rows, base::GenerationMemory& memory,
              const Columns& columns, const Liveness& dead);

  // Ask the processor for what Insert will read, each for what is found in what the one before asked
  // for: of a job by its code, which may be unknown, and of rows.
  void FetchJob(uint32_t code) const;
  void FetchBlock(uint32_t code) const;
  void FetchChunks(const std::vector<RowInsertion>& rows) const;
  void FetchStrips(const std::vector<RowInsertion>& rows) const;

 private:
  static constexpr uint32_t kPage = 8;
  // Jobs by position; copied as a whole when one of them changes.
  struct Page {
    std::array<Presence, kPage> presence;
    std::array<JobRows*, kPage> jobs{};
  };

  explicit RowIndex(Columns& columns);
  void Fill(base::GenerationMemory& memory, const Columns& columns, OrderOfSlot order_of,
            int threads);
  void TakeUpNewJobs(base::GenerationMemory& memory, const Columns& columns);
  const JobRows& JobOf(uint32_t code) const { return job(order_->position_of(code)); }
  const Page& PageOf(uint32_t position) const { return *pages_[position / kPage]; }

  AllBins bins_;
  std::shared_ptr<const JobOrder> order_ = std::make_shared<const JobOrder>();
  base::SharedPages<Page> pages_;  // by position in order()
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_ROW_INDEX_H_
