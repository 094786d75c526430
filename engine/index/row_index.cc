#include "engine/index/row_index.h"

#include <algorithm>
#include <new>
#include <numeric>
#include <utility>

#include "engine/base/large_memory.h"

namespace passung {
namespace {

// Columns by which the rows of one job are ordered: what decides most, and differs least, first.
constexpr ColumnId kOrder[] = {ColumnId::kTrack, ColumnId::kPlace, ColumnId::kLanguage,
                               ColumnId::kSkills, ColumnId::kHours};
// A block is split when it has twice as many chunks as it began with.
constexpr size_t kMostChunks = size_t{2} * kBlockChunks;

// The bins of a row in the columns of kOrder, the first one highest.
uint32_t KeyOf(const CodeTuple& codes, const AllBins& bins) {
  uint32_t key = 0;
  for (const ColumnId column : kOrder) {
    key = key * kBinCount + bins[Index(column)].BinOf(codes[Index(column)]);
  }
  return key;
}

// The same of every row.
std::vector<uint32_t> SortKeys(const Columns& columns, const AllBins& bins) {
  std::vector<uint32_t> keys(columns.row_count());
  for (const ColumnId column : kOrder) {
    const std::vector<uint8_t> bin_of = bins[Index(column)].bins->ToVector();
    uint32_t* key = keys.data();
    columns.ForEachRun(0, columns.row_count(), [&](const Columns::Run& run) {
      run.ForEachCode(
          column, [&](uint32_t i, uint32_t code) { key[i] = key[i] * kBinCount + bin_of[code]; });
      key += run.size();
    });
  }
  return keys;
}

// By code of the column of skills.
std::vector<SkillSketch> Sketches(const Dictionary<SkillsKey>& skills) {
  std::vector<SkillSketch> sketches;
  sketches.reserve(skills.size());
  for (uint32_t code = 0; code < skills.size(); ++code) sketches.emplace_back(skills[code]);
  return sketches;
}

Presence PresenceOf(const CodeTuple& codes, const AllBins& bins, uint64_t order) {
  Presence presence;
  for (size_t column = 0; column < kColumnIdCount; ++column) {
    if (column != Index(ColumnId::kJob)) presence.bins[column] = bins[column].MaskOf(codes[column]);
  }
  presence.first_order = order;
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

// Chunks that lie together in memory, which goes when the last of them does. They count as shared,
// so that whoever changes one makes a copy.
class ChunkSlab {
 public:
  std::shared_ptr<Chunk> Next() {
    if (next_ == kChunks) {
      slab_ = std::shared_ptr<Slab>(new (base::AllocateLarge(sizeof(Slab))) Slab, [](Slab* slab) {
        slab->~Slab();
        base::FreeLarge(slab, sizeof(Slab));
      });
      next_ = 0;
    }
    return {slab_, &(*slab_)[next_++]};
  }

 private:
  // As many as fit two large pages.
  static constexpr size_t kChunks = (size_t{4} << 20U) / sizeof(Chunk);
  using Slab = std::array<Chunk, kChunks>;

  std::shared_ptr<Slab> slab_;
  size_t next_ = kChunks;
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

// Makes the nodes above the rows of a market; what they share.
class Builder {
 public:
  Builder(const Columns& columns, const AllBins& bins, const std::vector<uint64_t>& orders)
      : columns_(columns),
        bins_(bins),
        orders_(orders),
        keys_(SortKeys(columns, bins)),
        sketches_(Sketches(columns.dictionaries.skills)),
        job_codes_(columns.dictionaries) {
    slot_of_.resize(columns.row_count());
    for (uint32_t slot = 0; slot + 1 < columns.first_row.size(); ++slot) {
      std::fill(slot_of_.begin() + columns.first_row[slot],
                slot_of_.begin() + columns.first_row[slot + 1], slot);
    }
  }

  std::shared_ptr<JobRows> MakeJob(std::span<uint32_t> rows, Presence& presence) {
    std::sort(rows.begin(), rows.end(), [this](uint32_t a, uint32_t b) {
      return keys_[a] != keys_[b] ? keys_[a] < keys_[b] : a < b;
    });
    auto job = std::make_shared<JobRows>();
    ForEachPart(rows, size_t{kChunkRows} * kBlockChunks, [&](std::span<uint32_t> part) {
      Presence of_block;
      auto block = MakeBlock(part, of_block);
      AddPart(*job, job->parts.size(), std::move(block), of_block, keys_[part.front()]);
      presence.Add(of_block);
    });
    job->codes = job_codes_.Take();
    return job;
  }

 private:
  std::shared_ptr<Block> MakeBlock(std::span<uint32_t> rows, Presence& presence) {
    auto block = std::make_shared<Block>();
    ForEachPart(rows, kChunkRows, [&](std::span<uint32_t> part) {
      Presence of_chunk;
      auto chunk = MakeChunk(part, of_chunk);
      AddPart(*block, block->parts.size(), std::move(chunk), of_chunk, keys_[part.front()]);
      presence.Add(of_chunk);
    });
    return block;
  }

  std::shared_ptr<Chunk> MakeChunk(std::span<const uint32_t> rows, Presence& presence) {
    std::shared_ptr<Chunk> chunk = chunks_.Next();
    for (const uint32_t row : rows) {
      const CodeTuple codes = columns_.Tuple(row);
      const uint32_t slot = slot_of_[row];
      chunk->Append(codes, sketches_[codes[Index(ColumnId::kSkills)]], bins_,
                    {row, slot, orders_[slot]});
      presence.Add(PresenceOf(codes, bins_, orders_[slot]));
      job_codes_.Add(codes);
    }
    return chunk;
  }

  const Columns& columns_;
  const AllBins& bins_;
  const std::vector<uint64_t>& orders_;      // by slot
  const std::vector<uint32_t> keys_;         // by row
  const std::vector<SkillSketch> sketches_;  // by code
  std::vector<uint32_t> slot_of_;            // by row
  JobCodeCollector job_codes_;
  ChunkSlab chunks_;
};

// ---------------------------------------------------------------------------------------- insertion

// A part that only the index being changed has: itself, or a copy in its place. Whatever is shared
// has another owner, because the index that this one was copied from still exists.
template <class T>
T& Own(std::shared_ptr<T>& part) {
  if (part.use_count() != 1) part = std::make_shared<T>(*part);
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
        key_(KeyOf(codes, bins)),
        presence_(PresenceOf(codes, bins, row.order)) {}

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
    if (block.parts.empty()) AddPart(block, 0, std::make_shared<Chunk>(), presence_, key_);
    size_t at = Find(block, key_);
    std::shared_ptr<Chunk>& chunk = block.parts[at];
    if (chunk->size == kChunkRows || chunk.use_count() != 1) {
      chunk = chunk->CopyOfLive(dead_);
    }
    if (chunk->size == kChunkRows) {
      SplitChunk(block, at);
      at = Find(block, key_);
    }
    Meet(block, at);
    block.parts[at]->Append(codes_, SketchOf(codes_), bins_, row_);
  }

  SkillSketch SketchOf(const CodeTuple& codes) const {
    return SkillSketch(columns_.dictionaries.skills[codes[Index(ColumnId::kSkills)]]);
  }

  // Into two halves in the order of rows. Their vacancies may be as early as those of the whole.
  void SplitChunk(Block& block, size_t at) const {
    const std::shared_ptr<Chunk> whole = block.parts[at];
    std::array<CodeTuple, kChunkRows> codes;
    std::array<uint32_t, kChunkRows> keys;
    std::array<uint32_t, kChunkRows> order;
    for (uint32_t i = 0; i < kChunkRows; ++i) {
      codes[i] = columns_.Tuple(whole->row(i));
      keys[i] = KeyOf(codes[i], bins_);
    }
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(),
                     [&](uint32_t a, uint32_t b) { return keys[a] < keys[b]; });
    const uint64_t first_order = block.presence[at].first_order;
    const auto half = [&](uint32_t begin, uint32_t end, Presence& presence) {
      auto part = std::make_shared<Chunk>();
      for (uint32_t i = begin; i < end; ++i) {
        const uint32_t from = order[i];
        part->Append(codes[from], SketchOf(codes[from]), bins_,
                     {whole->row(from), whole->vacancy(from), first_order});
        presence.Add(PresenceOf(codes[from], bins_, first_order));
      }
      return part;
    };
    Presence lower;
    Presence upper;
    block.parts[at] = half(0, kChunkRows / 2, lower);
    block.presence[at] = lower;
    auto part = half(kChunkRows / 2, kChunkRows, upper);
    AddPart(block, at + 1, std::move(part), upper, keys[order[kChunkRows / 2]]);
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
  const uint32_t key_;
  const Presence presence_;
};

}  // namespace

RowIndex::RowIndex(Columns& columns)
    : bins_(MakeBins(columns)), order_(std::make_shared<JobOrder>(columns.dictionaries.job)) {
  MakePages();
}

void RowIndex::MakePages() {
  pages_.clear();
  for (uint32_t position = 0; position < order_->size(); ++position) {
    if (position % kPage == 0) pages_.push_back(std::make_shared<Page>());
    pages_.back()->jobs[position % kPage] = std::make_shared<JobRows>();
  }
}

void RowIndex::Fill(const Columns& columns, const std::vector<uint64_t>& orders) {
  const std::vector<uint32_t> job_of = columns.CodesOf(ColumnId::kJob);
  // Rows by position of their job: a counting sort.
  std::vector<uint32_t> begin(order_->size() + 1);
  for (const uint32_t code : job_of) ++begin[order_->position_of(code) + 1];
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  std::vector<uint32_t> next = begin;
  std::vector<uint32_t> rows(job_of.size());
  for (uint32_t row = 0; row < job_of.size(); ++row) {
    rows[next[order_->position_of(job_of[row])]++] = row;
  }
  Builder builder(columns, bins_, orders);
  for (uint32_t position = 0; position < order_->size(); ++position) {
    Page& page = *pages_[position / kPage];
    page.jobs[position % kPage] = builder.MakeJob(
        std::span(rows).subspan(begin[position], begin[position + 1] - begin[position]),
        page.presence[position % kPage]);
  }
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
    Page& page = *pages_[position / kPage];
    const Page& from = *old_pages[old / kPage];
    page.jobs[position % kPage] = from.jobs[old % kPage];
    page.presence[position % kPage] = from.presence[old % kPage];
  }
}

void RowIndex::InsertRow(const Columns& columns, const IndexedRow& row, const Liveness& dead) {
  const CodeTuple codes = columns.Tuple(row.row);
  const Insertion insertion(columns, bins_, dead, codes, row);
  const uint32_t position = order_->position_of(codes[Index(ColumnId::kJob)]);
  Page& page = Own(pages_[position / kPage]);
  page.presence[position % kPage].Add(insertion.presence());
  insertion.Into(Own(page.jobs[position % kPage]));
}

}  // namespace passung
