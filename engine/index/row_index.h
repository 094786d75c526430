#ifndef PASSUNG_ENGINE_INDEX_ROW_INDEX_H_
#define PASSUNG_ENGINE_INDEX_ROW_INDEX_H_

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/base/kept_memory.h"
#include "engine/base/shared_pages.h"
#include "engine/index/bins.h"
#include "engine/index/chunk.h"
#include "engine/index/columns.h"
#include "engine/index/job_codes.h"
#include "engine/index/job_order.h"
#include "engine/index/liveness.h"

// The rows (combinations) of a market in an order made for searching: by job; within a job by kind,
// district, language and so on, so that rows that lie together look alike. Rows are kept in chunks,
// chunks in blocks, blocks in jobs; each of them says in a few words what is in it at all, from
// which a search works out the most that any of its rows could score.
//
// A copy of the index shares all of these parts; putting a row into it copies the chunk that the
// row comes to and what lies above it, so that whoever reads the original sees no difference.

namespace passung {

inline constexpr uint32_t kBlockChunks = 16;

// Parts of a whole that are kept in the order of their rows.
template <class Part>
struct Parts {
  std::vector<Presence, base::KeptAllocator<Presence>>
      presence;                     // of each part; also of rows that are gone since
  std::vector<uint32_t> first_key;  // no row of a part is before it in the order of rows
  std::vector<std::shared_ptr<Part>> parts;
};
using Block = Parts<Chunk>;
struct JobRows : Parts<Block> {
  std::shared_ptr<const JobCodes> codes = std::make_shared<const JobCodes>();
};

class RowIndex {
 public:
  RowIndex() = default;
  // Adds representatives of bins to the dictionaries of `columns`, whose vacancies come in the order
  // of their ids; `order_of(slot)` is that order. O(rows log rows), on so many threads.
  template <class OrderOf>
  RowIndex(Columns& columns, OrderOf order_of, int threads = 1) : RowIndex(columns) {
    Fill(columns, OrdersOf(columns, order_of), threads);
  }

  const JobOrder& order() const { return *order_; }
  const AllBins& bins() const { return bins_; }
  const JobRows& job(uint32_t position) const { return *PageOf(position).jobs[position % kPage]; }
  const Presence& job_presence(uint32_t position) const {
    return PageOf(position).presence[position % kPage];
  }

  // Takes up rows that were appended to `columns` since. What it was copied from must still exist.
  // Rows of dead vacancies are left out of a chunk that would be full. O(chunks copied).
  void Insert(Columns& columns, std::span<const IndexedRow> rows, const Liveness& dead);

 private:
  static constexpr uint32_t kPage = 8;
  // Jobs by position; copied as a whole when one of them changes.
  struct Page {
    std::array<Presence, kPage> presence;
    std::array<std::shared_ptr<JobRows>, kPage> jobs;
  };

  explicit RowIndex(Columns& columns);
  template <class OrderOf>
  static std::vector<uint64_t> OrdersOf(const Columns& columns, OrderOf order_of) {
    std::vector<uint64_t> orders;
    for (uint32_t slot = 0; slot + 1 < columns.first_row.size(); ++slot) {
      orders.push_back(order_of(slot));
    }
    return orders;
  }
  void Fill(const Columns& columns, const std::vector<uint64_t>& orders, int threads);
  void MakePages();
  void TakeUpNewJobs(const Columns& columns);
  void InsertRow(const Columns& columns, const IndexedRow& row, const Liveness& dead);
  const Page& PageOf(uint32_t position) const { return *pages_[position / kPage]; }

  AllBins bins_;
  std::shared_ptr<const JobOrder> order_ = std::make_shared<const JobOrder>();
  base::SharedPages<Page> pages_;  // by position in order()
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_ROW_INDEX_H_
