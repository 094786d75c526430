#include "engine/index/row_index.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <utility>

#include "engine/base/parallel.h"
#include "engine/base/prefetch.h"
#include "engine/index/row_builder.h"
#include "engine/index/row_insertion.h"

namespace passung {
namespace {

// What most jobs and blocks take.
constexpr size_t kFetchedOfJob = sizeof(JobRows) + sizeof(Presence) + sizeof(Block*);
constexpr size_t kFetchedOfBlock = 2048;

}  // namespace

RowIndex::RowIndex(Columns& columns)
    : bins_(MakeBins(columns)), order_(std::make_shared<JobOrder>(columns.dictionaries.job)) {}

RowIndex::RowIndex(base::GenerationMemory& memory, const Columns& columns, AllBins bins,
                   const MakeJob& make)
    : bins_(std::move(bins)), order_(std::make_shared<JobOrder>(columns.dictionaries.job)) {
  pages_.Resize(memory, (order_->size() + kPage - 1) / kPage);
  for (uint32_t position = 0; position < order_->size(); ++position) {
    Page& page = pages_.Own(memory, position / kPage);
    page.jobs[position % kPage] = make(position, page.presence[position % kPage]);
  }
}

RowIndex::RowIndex(base::GenerationMemory& memory, Columns& columns, OrderOfSlot order_of,
                   int threads)
    : RowIndex(columns) {
  Fill(memory, columns, std::move(order_of), threads);
}

void RowIndex::Fill(base::GenerationMemory& memory, const Columns& columns, OrderOfSlot order_of,
                    int threads) {
  const MarketRows market(columns, bins_, std::move(order_of));
  const RowsByJob by_job(columns, *order_);
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

std::vector<RowInsertion> RowIndex::Prepare(base::GenerationMemory& memory, Columns& columns,
                                            std::span<const IndexedRow> rows) {
  AddNewCodes(columns, bins_);
  if (columns.dictionaries.job.size() != order_->size()) TakeUpNewJobs(memory, columns);
  std::vector<RowInsertion> prepared;
  prepared.reserve(rows.size());
  for (const IndexedRow& row : rows) prepared.emplace_back(columns, bins_, row);
  return prepared;
}

void RowIndex::Insert(const std::vector<RowInsertion>& rows, base::GenerationMemory& memory,
                      const Columns& columns, const Liveness& dead) {
  const RowPlaces places{memory, columns, bins_, dead};
  for (const RowInsertion& row : rows) {
    const uint32_t position = order_->position_of(row.job_code());
    Page& page = pages_.Own(memory, position / kPage);
    page.presence[position % kPage].Add(row.presence());
    row.Into(page.jobs[position % kPage], places);
  }
}

void RowIndex::FetchJob(uint32_t code) const {
  if (code < order_->size()) base::PrefetchBytes(&JobOf(code), kFetchedOfJob);
}

void RowIndex::FetchBlock(uint32_t code) const {
  if (code >= order_->size()) return;
  const JobRows& job = JobOf(code);
  base::PrefetchBytes(job.codes, sizeof(JobCodes));
  if (job.parts.size() == 1) base::PrefetchBytes(job.parts.front(), kFetchedOfBlock);
}

void RowIndex::FetchChunks(const std::vector<RowInsertion>& rows) const {
  for (const RowInsertion& row : rows) row.FetchChunk(JobOf(row.job_code()));
}

void RowIndex::FetchStrips(const std::vector<RowInsertion>& rows) const {
  for (const RowInsertion& row : rows) row.FetchStrip(JobOf(row.job_code()));
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
