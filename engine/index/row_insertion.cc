#include "engine/index/row_insertion.h"

#include <algorithm>
#include <array>
#include <bit>
#include <memory>
#include <span>
#include <vector>

#include "engine/base/prefetch.h"
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

// The last part that may begin with `key`, the first one where none may.
template <class Part>
size_t PlaceOf(const Parts<Part>& whole, uint32_t key) {
  const auto after = std::upper_bound(whole.first_key.begin(), whole.first_key.end(), key);
  return after == whole.first_key.begin()
             ? 0
             : static_cast<size_t>(after - whole.first_key.begin()) - 1;
}

// The making of it.
class Putting {
 public:
  Putting(const RowPlaces& places, const CodeTuple& codes, const IndexedRow& row,
          const RowBins& of_row)
      : places_(places),
        memory_(places.memory),
        codes_(codes),
        row_(row),
        of_row_(of_row),
        key_(KeyOf(of_row)) {
    presence_.Add(of_row, row.order);
  }

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
  const RowBins& of_row_;
  const uint32_t key_;
  Presence presence_;
};

void Putting::Into(JobRows*& job) const {
  OwnWhole(memory_, job);
  AddCodes(*job);
  if (job->parts.empty()) {
    Block* const block = MakeWhole<Block>(memory_, 1);
    AddPart<JobRows, Block>(OwnWithRoom(memory_, job), {0, block, presence_, key_});
  }
  const size_t at = PlaceOf(*job, key_);
  Meet(*job, at);
  IntoBlock(job->parts[at]);
  if (job->parts[at]->parts.size() > kMostChunks) SplitBlock(job, at);
}

void Putting::AddCodes(JobRows& job) const {
  for (size_t i = 0; i < kJobColumns.size(); ++i) {
    const std::span<const uint32_t> known = (*job.codes)[i];
    const uint32_t code = codes_[Index(kJobColumns[i])];
    if (std::find(known.begin(), known.end(), code) != known.end()) continue;
    std::array<std::vector<uint32_t>, kJobColumns.size()> more;
    for (size_t list = 0; list < more.size(); ++list) {
      more[list].assign((*job.codes)[list].begin(), (*job.codes)[list].end());
    }
    more[i].push_back(code);
    memory_.Drop(job.codes);
    job.codes = MakeJobCodes(memory_, more);
  }
}

template <class Whole>
void Putting::Meet(Whole& whole, size_t at) const {
  whole.presence[at].Add(presence_);
  whole.first_key[at] = std::min(whole.first_key[at], key_);
}

void Putting::IntoBlock(Block*& block) const {
  OwnWhole(memory_, block);
  if (block->parts.empty()) {
    auto* const chunk = std::construct_at(memory_.Make<Chunk>());
    AddPart<Block, Chunk>(OwnWithRoom(memory_, block), {0, chunk, presence_, key_});
  }
  size_t at = PlaceOf(*block, key_);
  Chunk*& chunk = block->parts[at];
  // Rows of dead vacancies take room only until it is needed: looking for them costs more than
  // copying them.
  if (chunk->size == kChunkRows) {
    chunk = Chunk::TakeLive(memory_, chunk, places_.dead);
    if (chunk->size == kChunkRows) {
      SplitChunk(block, at);
      at = PlaceOf(*block, key_);
    }
  }
  Meet(*block, at);
  AppendTo(memory_.Own(block->parts[at]));
}

void Putting::AppendTo(Chunk& chunk) const {
  if (chunk.size % kStripRows != 0) memory_.Own(chunk.strips[chunk.size / kStripRows]);
  const SkillsKey& skills = places_.columns.dictionaries.skills[codes_[Index(ColumnId::kSkills)]];
  chunk.Append(memory_, of_row_, SkillSketch(skills), row_);
}

// The bins of the rows of a chunk: those that its strips do not have are looked up, but for columns
// in which all of its rows have the same.
std::array<RowBins, kChunkRows> Putting::BinsOfAll(const Chunk& chunk,
                                                   const Presence& presence) const {
  const Columns& columns = places_.columns;
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
  for (uint32_t i = 0; unknown_count > 0 && i < chunk.size; ++i) columns.Prefetch(chunk.row(i));
  for (uint32_t i = 0; i < chunk.size; ++i) {
    bins[i] = same;
    for (size_t binned = 0; binned < kBinnedColumns.size(); ++binned) {
      bins[i][Index(kBinnedColumns[binned])] = chunk.bin(binned, i);
    }
    const Columns::Row codes = columns.RowAt(chunk.row(i));
    for (const size_t column : std::span(unknown).first(unknown_count)) {
      bins[i][column] = places_.bins[column].BinOf(codes[static_cast<ColumnId>(column)]);
    }
  }
  return bins;
}

// Into two halves in the order of rows. Their vacancies may be as early as those of the whole.
void Putting::SplitChunk(Block*& block, size_t at) const {
  Chunk* const whole = block->parts[at];
  const std::array<RowBins, kChunkRows> bins = BinsOfAll(*whole, block->presence[at]);
  std::array<SortedRow, kChunkRows> order;  // keys, and numbers in the chunk
  for (uint32_t i = 0; i < kChunkRows; ++i) {
    order[i] = SortedRow{KeyOf(bins[i])} << kRowNumberBits | i;
  }
  std::sort(order.begin(), order.end());
  const uint64_t first_order = block->presence[at].first_order;
  const auto half = [&](uint32_t begin, uint32_t end, Presence& presence) {
    auto* const part = std::construct_at(memory_.Make<Chunk>());
    for (uint32_t i = begin; i < end; ++i) {
      const uint32_t from = NumberInJob(order[i]);
      part->Append(memory_, bins[from], whole->sketch(from),
                   {whole->row(from), whole->vacancy(from), first_order});
      presence.Add(bins[from], first_order);
    }
    return part;
  };
  Presence lower;
  Presence upper;
  block->parts[at] = half(0, kChunkRows / 2, lower);
  block->presence[at] = lower;
  Chunk* const part = half(kChunkRows / 2, kChunkRows, upper);
  AddPart<Block, Chunk>(OwnWithRoom(memory_, block),
                        {at + 1, part, upper, KeyOf(order[kChunkRows / 2])});
  for (Strip* const strip : whole->strips) memory_.Drop(strip);
  memory_.Drop(whole);
}

void Putting::SplitBlock(JobRows*& job, size_t at) const {
  Block* const whole = job->parts[at];
  const auto half = [&](size_t begin, size_t end, Presence& presence) {
    auto* const part = MakeWhole<Block>(memory_, end - begin);
    for (size_t i = begin; i < end; ++i) {
      AddPart<Block, Chunk>(*part,
                            {i - begin, whole->parts[i], whole->presence[i], whole->first_key[i]});
      presence.Add(whole->presence[i]);
    }
    return part;
  };
  const size_t middle = whole->parts.size() / 2;
  Presence lower;
  Presence upper;
  job->parts[at] = half(0, middle, lower);
  job->presence[at] = lower;
  Block* const part = half(middle, whole->parts.size(), upper);
  AddPart<JobRows, Block>(OwnWithRoom(memory_, job),
                          {at + 1, part, upper, whole->first_key[middle]});
  memory_.Drop(whole);
}

}  // namespace

RowInsertion::RowInsertion(const Columns& columns, const AllBins& bins, const IndexedRow& row)
    : codes_(columns.Tuple(row.row)),
      row_(row),
      of_row_(BinsOf(codes_, bins)),
      key_(KeyOf(of_row_)) {}

const Chunk* RowInsertion::ChunkIn(const JobRows& job) const {
  if (job.parts.empty()) return nullptr;
  const Block& block = *job.parts[PlaceOf(job, key_)];
  return block.parts.empty() ? nullptr : block.parts[PlaceOf(block, key_)];
}

void RowInsertion::FetchChunk(const JobRows& job) const {
  const Chunk* const chunk = ChunkIn(job);
  if (chunk != nullptr) base::PrefetchBytes(chunk, sizeof(Chunk));
}

void RowInsertion::FetchStrip(const JobRows& job) const {
  const Chunk* const chunk = ChunkIn(job);
  if (chunk == nullptr || chunk->size % kStripRows == 0) return;
  base::PrefetchBytes(chunk->strips[chunk->size / kStripRows], sizeof(Strip));
}

void RowInsertion::Into(JobRows*& job, const RowPlaces& places) const {
  Putting(places, codes_, row_, of_row_).Into(job);
}

}  // namespace passung
