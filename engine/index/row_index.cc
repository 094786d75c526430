#include "engine/index/row_index.h"

#include <algorithm>
#include <bit>
#include <memory>
#include <utility>

#include "engine/base/large_memory.h"
#include "engine/base/parallel.h"
#include "engine/index/market_rows.h"

namespace passung {
namespace {

// A block is split when it has twice as many chunks as it began with.
constexpr size_t kMostChunks = size_t{2} * kBlockChunks;

RowBins BinsOf(const CodeTuple& codes, const AllBins& all) {
  RowBins bins{};
  for (size_t column = 0; column < kColumnIdCount; ++column) {
    if (column != Index(ColumnId::kJob)) bins[column] = all[column].BinOf(codes[column]);
  }
  return bins;
}

Presence PresenceOf(const RowBins& bins, uint64_t order) {
  Presence presence;
  presence.Add(bins, order);
  return presence;
}

template <class Part>
void AddPart(Parts<Part>& parts, size_t at, std::shared_ptr<Part> part, const Presence& presence,
             uint32_t first_key) {
  const auto offset = static_cast<std::ptrdiff_t>(at);
  parts.parts.insert(parts.parts.begin() + offset, std::move(part));
  parts.presence.insert(parts.presence.begin() + offset, presence);
  parts.first_key.insert(parts.first_key.begin() + offset, first_key);
}

// Splits into parts of at most `most`, all about equally long.
template <class T, class F>
void ForEachPart(std::span<T> all, size_t most, F&& work) {
  const size_t parts = (all.size() + most - 1) / most;
  for (size_t part = 0; part < parts; ++part) {
    const size_t begin = all.size() * part / parts;
    work(all.subspan(begin, all.size() * (part + 1) / parts - begin));
  }
}

// The number of chunks that ForEachPart makes of the rows of one job.
size_t ChunksOf(size_t rows) {
  constexpr size_t kMostRows = size_t{kChunkRows} * kBlockChunks;
  const size_t blocks = (rows + kMostRows - 1) / kMostRows;
  size_t chunks = 0;
  for (size_t block = 0; block < blocks; ++block) {
    const size_t size = rows * (block + 1) / blocks - rows * block / blocks;
    chunks += (size + kChunkRows - 1) / kChunkRows;
  }
  return chunks;
}

// Chunks that lie together in memory, which goes when the last of them does. They count as shared,
// so that whoever changes one makes a copy.
class ChunkSlabs {
 public:
  // REQUIRES: Next is called that many times.
  explicit ChunkSlabs(size_t chunks) : left_(chunks) {}

  std::shared_ptr<Chunk> Next() {
    if (next_ == size_) {
      size_ = std::min(left_, kMostChunksInSlab);
      left_ -= size_;
      next_ = 0;
      auto* const chunks = static_cast<Chunk*>(base::AllocateLarge(size_ * sizeof(Chunk)));
      std::uninitialized_default_construct_n(chunks, size_);
      slab_ = std::shared_ptr<Chunk>(chunks, [count = size_](Chunk* all) {
        std::destroy_n(all, count);
        base::FreeLarge(all, count * sizeof(Chunk));
      });
    }
    return {slab_, slab_.get() + next_++};
  }

 private:
  // As many as fit two large pages.
  static constexpr size_t kMostChunksInSlab = (size_t{4} << 20U) / sizeof(Chunk);

  size_t left_;
  std::shared_ptr<Chunk> slab_;
  size_t size_ = 0;
  size_t next_ = 0;
};

// Collects the codes of one job after another.
class JobCodeCollector {
 public:
  explicit JobCodeCollector(const Dictionaries& dictionaries) {
    for (size_t i = 0; i < kJobColumns.size(); ++i) {
      last_job_[i].resize(dictionaries.size(kJobColumns[i]), 0);
    }
  }

  void Add(const CodeTuple& codes) {
    for (size_t i = 0; i < kJobColumns.size(); ++i) {
      const uint32_t code = codes[Index(kJobColumns[i])];
      if (last_job_[i][code] == job_) continue;
      last_job_[i][code] = job_;
      codes_[i].push_back(code);
    }
  }
  // Those of the rows added since the last call.
  std::shared_ptr<const JobCodes> Take() {
    ++job_;
    return std::make_shared<const JobCodes>(std::exchange(codes_, {}));
  }

 private:
  uint32_t job_ = 1;
  std::array<std::vector<uint32_t>, kJobColumns.size()> last_job_;  // by code
  JobCodes codes_;
};

// Makes the nodes above the rows of some jobs.
class Builder {
 public:
  Builder(const MarketRows& market, size_t chunks)
      : market_(market), job_codes_(market.columns.dictionaries), chunks_(chunks) {}

  std::shared_ptr<JobRows> MakeJob(std::span<SortedRow> rows, Presence& presence) {
    SortByKey(rows, spare_);
    auto job = std::make_shared<JobRows>();
    ForEachPart(rows, size_t{kChunkRows} * kBlockChunks, [&](std::span<SortedRow> part) {
      Presence of_block;
      auto block = MakeBlock(part, of_block);
      AddPart(*job, job->parts.size(), std::move(block), of_block, KeyOf(part.front()));
      presence.Add(of_block);
    });
    job->codes = job_codes_.Take();
    return job;
  }

 private:
  std::shared_ptr<Block> MakeBlock(std::span<SortedRow> rows, Presence& presence) {
    auto block = std::make_shared<Block>();
    ForEachPart(rows, kChunkRows, [&](std::span<SortedRow> part) {
      Presence of_chunk;
      auto chunk = MakeChunk(part, of_chunk);
      AddPart(*block, block->parts.size(), std::move(chunk), of_chunk, KeyOf(part.front()));
      presence.Add(of_chunk);
    });
    return block;
  }

  std::shared_ptr<Chunk> MakeChunk(std::span<const SortedRow> rows, Presence& presence) {
    std::shared_ptr<Chunk> chunk = chunks_.Next();
    // What belongs to a row lies all over the place: it is asked for before it is needed.
    for (const SortedRow row : rows) {
      market_.columns.Prefetch(RowOf(row));
      __builtin_prefetch(&market_.slot_of[RowOf(row)]);
    }
    for (size_t i = 0; i < rows.size(); ++i) {
      codes_[i] = market_.columns.Tuple(RowOf(rows[i]));
      __builtin_prefetch(&market_.orders[market_.slot_of[RowOf(rows[i])]]);
      __builtin_prefetch(&market_.sketches[codes_[i][Index(ColumnId::kSkills)]]);
    }
    for (size_t i = 0; i < rows.size(); ++i) {
      const uint32_t slot = market_.slot_of[RowOf(rows[i])];
      const uint64_t order = market_.orders[slot];
      const RowBins bins = market_.BinsOf(codes_[i]);
      chunk->Append(bins, market_.sketches[codes_[i][Index(ColumnId::kSkills)]],
                    {RowOf(rows[i]), slot, order});
      presence.Add(bins, order);
      job_codes_.Add(codes_[i]);
    }
    return chunk;
  }

  const MarketRows& market_;
  JobCodeCollector job_codes_;
  ChunkSlabs chunks_;
  std::array<CodeTuple, kChunkRows> codes_;  // of the chunk being made
  std::vector<SortedRow> spare_;             // for sorting
};

// ---------------------------------------------------------------------------------------- insertion

// A part that only the index being changed has: itself, or a copy in its place. Whatever is shared
// has another owner, because the index that this one was copied from still exists.
template <class T>
T& Own(std::shared_ptr<T>& part) {
  if (part.use_count() != 1) part = base::MakeKept<T>(*part);
  return *part;
}

// The last part that may begin with `key`, the first one where none may.
template <class Part>
size_t Find(const Parts<Part>& parts, uint32_t key) {
  const auto after = std::upper_bound(parts.first_key.begin(), parts.first_key.end(), key);
  return after == parts.first_key.begin()
             ? 0
             : static_cast<size_t>(after - parts.first_key.begin()) - 1;
}

// One row put into one job.
class Insertion {
 public:
  Insertion(const Columns& columns, const AllBins& bins, const Liveness& dead,
            const CodeTuple& codes, const IndexedRow& row)
      : columns_(columns),
        bins_(bins),
        dead_(dead),
        codes_(codes),
        row_(row),
        of_row_(BinsOf(codes, bins)),
        key_(KeyOf(of_row_)),
        presence_(PresenceOf(of_row_, row.order)) {}

  const Presence& presence() const { return presence_; }

  void Into(JobRows& job) const {
    AddCodes(job);
    if (job.parts.empty()) AddPart(job, 0, std::make_shared<Block>(), presence_, key_);
    const size_t at = Find(job, key_);
    Meet(job, at);
    Block& block = Own(job.parts[at]);
    IntoBlock(block);
    if (block.parts.size() > kMostChunks) Split(job, at);
  }

 private:
  void AddCodes(JobRows& job) const {
    for (size_t i = 0; i < kJobColumns.size(); ++i) {
      const std::vector<uint32_t>& known = (*job.codes)[i];
      const uint32_t code = codes_[Index(kJobColumns[i])];
      if (std::find(known.begin(), known.end(), code) != known.end()) continue;
      auto more = std::make_shared<JobCodes>(*job.codes);
      (*more)[i].push_back(code);
      job.codes = std::move(more);
    }
  }

  template <class Part>
  void Meet(Parts<Part>& parts, size_t at) const {
    parts.presence[at].Add(presence_);
    parts.first_key[at] = std::min(parts.first_key[at], key_);
  }

  void IntoBlock(Block& block) const {
    if (block.parts.empty()) AddPart(block, 0, base::MakeKept<Chunk>(), presence_, key_);
    size_t at = Find(block, key_);
    std::shared_ptr<Chunk>& chunk = block.parts[at];
    // Rows of dead vacancies take room only until it is needed: looking for them costs more than
    // copying them.
    if (chunk->size == kChunkRows) {
      chunk = chunk->CopyOfLive(dead_);
    } else {
      Own(chunk);
    }
    if (chunk->size == kChunkRows) {
      SplitChunk(block, at);
      at = Find(block, key_);
    }
    Meet(block, at);
    block.parts[at]->Append(of_row_, Sketch(), row_);
  }

  SkillSketch Sketch() const {
    return SkillSketch(columns_.dictionaries.skills[codes_[Index(ColumnId::kSkills)]]);
  }

  // The bins of the rows of a chunk: those that its strips do not have are looked up, but for columns
  // in which all of its rows have the same.
  std::array<RowBins, kChunkRows> BinsOfAll(const Chunk& chunk, const Presence& presence) const {
    RowBins same{};
    std::array<bool, kColumnIdCount> is_known{};
    is_known[Index(ColumnId::kJob)] = true;
    for (const ColumnId column : kBinnedColumns) is_known[Index(column)] = true;
    std::array<size_t, kColumnIdCount> unknown;
    size_t unknown_count = 0;
    for (size_t column = 0; column < kColumnIdCount; ++column) {
      if (is_known[column]) continue;
      if (std::has_single_bit(presence.bins[column])) {
        same[column] = static_cast<uint8_t>(std::countr_zero(presence.bins[column]));
      } else {
        unknown[unknown_count++] = column;
      }
    }
    std::array<RowBins, kChunkRows> bins;
    for (uint32_t i = 0; unknown_count > 0 && i < chunk.size; ++i) columns_.Prefetch(chunk.row(i));
    for (uint32_t i = 0; i < chunk.size; ++i) {
      bins[i] = same;
      for (size_t binned = 0; binned < kBinnedColumns.size(); ++binned) {
        bins[i][Index(kBinnedColumns[binned])] = chunk.bin(binned, i);
      }
      const Columns::Row codes = columns_.RowAt(chunk.row(i));
      for (const size_t column : std::span(unknown).first(unknown_count)) {
        bins[i][column] = bins_[column].BinOf(codes[static_cast<ColumnId>(column)]);
      }
    }
    return bins;
  }

  // Into two halves in the order of rows. Their vacancies may be as early as those of the whole.
  void SplitChunk(Block& block, size_t at) const {
    const std::shared_ptr<Chunk> whole = block.parts[at];
    const std::array<RowBins, kChunkRows> bins = BinsOfAll(*whole, block.presence[at]);
    std::array<SortedRow, kChunkRows> order;  // keys, and numbers in the chunk
    for (uint32_t i = 0; i < kChunkRows; ++i) {
      order[i] = SortedRow{KeyOf(bins[i])} << kRowNumberBits | i;
    }
    std::sort(order.begin(), order.end());
    const uint64_t first_order = block.presence[at].first_order;
    const auto half = [&](uint32_t begin, uint32_t end, Presence& presence) {
      auto part = base::MakeKept<Chunk>();
      for (uint32_t i = begin; i < end; ++i) {
        const uint32_t from = RowOf(order[i]);
        part->Append(bins[from], whole->sketch(from),
                     {whole->row(from), whole->vacancy(from), first_order});
        presence.Add(bins[from], first_order);
      }
      return part;
    };
    Presence lower;
    Presence upper;
    block.parts[at] = half(0, kChunkRows / 2, lower);
    block.presence[at] = lower;
    auto part = half(kChunkRows / 2, kChunkRows, upper);
    AddPart(block, at + 1, std::move(part), upper, KeyOf(order[kChunkRows / 2]));
  }

  static void Split(JobRows& job, size_t at) {
    const std::shared_ptr<Block> whole = job.parts[at];
    const auto half = [&](size_t begin, size_t end, Presence& presence) {
      auto part = std::make_shared<Block>();
      for (size_t i = begin; i < end; ++i) {
        AddPart(*part, part->parts.size(), whole->parts[i], whole->presence[i],
                whole->first_key[i]);
        presence.Add(whole->presence[i]);
      }
      return part;
    };
    const size_t middle = whole->parts.size() / 2;
    Presence lower;
    Presence upper;
    job.parts[at] = half(0, middle, lower);
    job.presence[at] = lower;
    auto part = half(middle, whole->parts.size(), upper);
    AddPart(job, at + 1, std::move(part), upper, whole->first_key[middle]);
  }

  const Columns& columns_;
  const AllBins& bins_;
  const Liveness& dead_;
  const CodeTuple& codes_;
  const IndexedRow& row_;
  const RowBins of_row_;
  const uint32_t key_;
  const Presence presence_;
};

}  // namespace

RowIndex::RowIndex(Columns& columns)
    : bins_(MakeBins(columns)), order_(std::make_shared<JobOrder>(columns.dictionaries.job)) {
  MakePages();
}

void RowIndex::MakePages() {
  pages_ = {};
  pages_.Resize((order_->size() + kPage - 1) / kPage);
  for (uint32_t position = 0; position < order_->size(); ++position) {
    pages_.Own(position / kPage).jobs[position % kPage] = std::make_shared<JobRows>();
  }
}

void RowIndex::Fill(const Columns& columns, const std::vector<uint64_t>& orders, int threads) {
  const MarketRows market(columns, bins_, orders);
  RowsByJob by_job(market, *order_);
  const uint32_t jobs = order_->size();
  ParallelFor(pages_.size(), threads, [&](size_t number) {
    Page& page = pages_.Own(number);  // which it is already
    const auto first = static_cast<uint32_t>(number) * kPage;
    const uint32_t last = std::min(first + kPage, jobs);
    size_t chunks = 0;
    for (uint32_t job = first; job < last; ++job) chunks += ChunksOf(by_job.Of(job).size());
    Builder builder(market, chunks);
    for (uint32_t job = first; job < last; ++job) {
      page.jobs[job - first] = builder.MakeJob(by_job.Of(job), page.presence[job - first]);
    }
  });
}

void RowIndex::Insert(Columns& columns, std::span<const IndexedRow> rows, const Liveness& dead) {
  AddNewCodes(columns, bins_);
  if (columns.dictionaries.job.size() != order_->size()) TakeUpNewJobs(columns);
  for (const IndexedRow& row : rows) InsertRow(columns, row, dead);
}

void RowIndex::TakeUpNewJobs(const Columns& columns) {
  const auto old_order = std::move(order_);
  const auto old_pages = std::move(pages_);
  order_ = std::make_shared<JobOrder>(columns.dictionaries.job);
  MakePages();
  for (uint32_t old = 0; old < old_order->size(); ++old) {
    const uint32_t position = order_->position_of(old_order->code_at(old));
    Page& page = pages_.Own(position / kPage);
    const Page& from = *old_pages[old / kPage];
    page.jobs[position % kPage] = from.jobs[old % kPage];
    page.presence[position % kPage] = from.presence[old % kPage];
  }
}

void RowIndex::InsertRow(const Columns& columns, const IndexedRow& row, const Liveness& dead) {
  const CodeTuple codes = columns.Tuple(row.row);
  const Insertion insertion(columns, bins_, dead, codes, row);
  const uint32_t position = order_->position_of(codes[Index(ColumnId::kJob)]);
  Page& page = pages_.Own(position / kPage);
  page.presence[position % kPage].Add(insertion.presence());
  insertion.Into(Own(page.jobs[position % kPage]));
}

}  // namespace passung
