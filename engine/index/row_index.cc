#include "engine/index/row_index.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <utility>

#include "engine/base/parallel.h"
#include "engine/index/market_rows.h"
#include "engine/index/row_builder.h"
#include "engine/index/row_insertion.h"

namespace passung {

RowIndex::RowIndex(Columns& columns)
    : bins_(MakeBins(columns)), order_(std::make_shared<JobOrder>(columns.dictionaries.job)) {}

void RowIndex::Fill(base::GenerationMemory& memory, const Columns& columns,
                    const std::vector<uint64_t>& orders, int threads) {
  const MarketRows market(columns, bins_, orders);
  RowsByJob by_job(market, *order_);
  const uint32_t jobs = order_->size();
  const uint32_t pages = (jobs + kPage - 1) / kPage;
  pages_.Resize(memory, pages);
  for (uint32_t number = 0; number < pages; ++number) pages_.Own(memory, number);
  std::atomic<uint32_t> next{0};
  ParallelFor(
      std::min<size_t>(pages, static_cast<size_t>(std::max(1, threads))), threads, [&](size_t) {
        RowBuilder builder(market, memory);
        for (uint32_t number = next++; number < pages; number = next++) {
          Page& page = pages_.Own(memory, number);  // which it is already
          const uint32_t first = number * kPage;
          for (uint32_t job = first; job < std::min(first + kPage, jobs); ++job) {
            page.jobs[job - first] = builder.MakeJob(by_job.Of(job), page.presence[job - first]);
          }
        }
      });
}

void RowIndex::Insert(base::GenerationMemory& memory, Columns& columns,
                      std::span<const IndexedRow> rows, const Liveness& dead) {
  AddNewCodes(columns, bins_);
  if (columns.dictionaries.job.size() != order_->size()) TakeUpNewJobs(memory, columns);
  const RowPlaces places{memory, columns, bins_, dead};
  for (const IndexedRow& row : rows) {
    const CodeTuple codes = columns.Tuple(row.row);
    const RowInsertion insertion(places, codes, row);
    const uint32_t position = order_->position_of(codes[Index(ColumnId::kJob)]);
    Page& page = pages_.Own(memory, position / kPage);
    page.presence[position % kPage].Add(insertion.presence());
    insertion.Into(page.jobs[position % kPage]);
  }
}

void RowIndex::TakeUpNewJobs(base::GenerationMemory& memory, const Columns& columns) {
  const auto old_order = std::move(order_);
  const auto old_pages = std::exchange(pages_, {});
  order_ = std::make_shared<JobOrder>(columns.dictionaries.job);
  pages_.Resize(memory, (order_->size() + kPage - 1) / kPage);
  for (uint32_t old = 0; old < old_order->size(); ++old) {
    const uint32_t position = order_->position_of(old_order->code_at(old));
    Page& page = pages_.Own(memory, position / kPage);
    const Page& from = *old_pages[old / kPage];
    page.jobs[position % kPage] = from.jobs[old % kPage];
    page.presence[position % kPage] = from.presence[old % kPage];
  }
  old_pages.Drop(memory);
  for (uint32_t position = 0; position < order_->size(); ++position) {
    JobRows*& job = pages_.Own(memory, position / kPage).jobs[position % kPage];
    if (job != nullptr) continue;
    job = MakeWhole<JobRows>(memory, 0);
    job->codes = MakeJobCodes(memory, JobCodes());
  }
}

}  // namespace passung
