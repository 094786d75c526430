#include "engine/index/row_builder.h"

#include <algorithm>
#include <memory>

#include "engine/base/prefetch.h"

namespace passung {
namespace {

size_t PartsOf(size_t size, size_t most) { return (size + most - 1) / most; }

// Splits into parts of at most `most`, all about equally long.
template <class T, class F>
void ForEachPart(std::span<T> all, size_t most, F&& work) {
  const size_t parts = PartsOf(all.size(), most);
  for (size_t part = 0; part < parts; ++part) {
    const size_t begin = all.size() * part / parts;
    work(part, all.subspan(begin, all.size() * (part + 1) / parts - begin));
  }
}

// So many rows before it is needed, what a row's codes point to is asked for; twice as many before, its
// codes.
constexpr size_t kAhead = 16;

constexpr size_t kBlockRows = size_t{kChunkRows} * kBlockChunks;

// Neither the job nor of kBinnedColumns.
constexpr auto kOtherColumns = [] {
  std::array<ColumnId, kColumnIdCount - 1 - kBinnedColumns.size()> others{};
  size_t count = 0;
  for (int i = 0; i < kColumnIdCount; ++i) {
    const auto column = static_cast<ColumnId>(i);
    const bool is_binned =
        std::find(kBinnedColumns.begin(), kBinnedColumns.end(), column) != kBinnedColumns.end();
    if (column != ColumnId::kJob && !is_binned) others.at(count++) = column;
  }
  return others;
}();

uint64_t OccursIn(std::span<const RowBins> rows, size_t column) {
  uint64_t occurs = 0;
  for (const RowBins& bins : rows) occurs |= uint64_t{1} << bins[column];
  return occurs;
}

}  // namespace

JobCodeCollector::JobCodeCollector(const Dictionaries& dictionaries) {
  for (size_t i = 0; i < kJobColumns.size(); ++i) {
    last_job_[i].resize(dictionaries.size(kJobColumns[i]), 0);
  }
}

JobCodeCollector::Codes JobCodeCollector::Of(const CodeTuple& codes) {
  Codes of{};
  for (size_t i = 0; i < of.size(); ++i) of[i] = codes[Index(kJobColumns[i])];
  return of;
}

void JobCodeCollector::Add(const Codes& codes) {
  for (size_t i = 0; i < codes.size(); ++i) {
    const uint32_t code = codes[i];
    if (last_job_[i][code] == job_) continue;
    last_job_[i][code] = job_;
    lists_[i].push_back(code);
  }
}

void JobCodeCollector::Forget() {
  ++job_;
  for (auto& list : lists_) list.clear();
}

JobRows* RowBuilder::MakeJob(std::span<const RowName> rows, Presence& presence) {
  Gather(rows);
  SortByKey(sorted_, spare_);
  const std::span<const SortedRow> sorted(sorted_);
  auto* const job = MakeWhole<JobRows>(memory_, PartsOf(sorted.size(), kBlockRows));
  ForEachPart(sorted, kBlockRows, [&](size_t at, std::span<const SortedRow> part) {
    Presence of_block;
    Block* const block = MakeBlock(part, of_block);
    AddPart<JobRows, Block>(*job, {at, block, of_block, KeyOf(part.front())});
    presence.Add(of_block);
  });
  job->codes = MakeJobCodes(memory_, job_codes_.lists());
  job_codes_.Forget();
  return job;
}

void RowBuilder::Gather(std::span<const RowName> rows) {
  gathered_.resize(std::max(gathered_.size(), rows.size()));
  sorted_.resize(rows.size());
  // The loop begins before the first row, so that all of them are asked for in the same way.
  for (size_t next = 0; next < rows.size() + 2 * kAhead; ++next) {
    if (next < rows.size()) market_.columns.Prefetch(rows[next].row);
    if (next >= kAhead && next - kAhead < rows.size()) {
      const uint32_t skills = SkillsOf(rows[next - kAhead]);
      base::Prefetch(&market_.sketches[skills]);
      base::Prefetch(&market_.bin_of[Index(ColumnId::kSkills)][skills]);
    }
    if (next < 2 * kAhead) continue;
    const size_t i = next - 2 * kAhead;
    gathered_[i] = RowOf(rows[i]);
    sorted_[i] = SortedRow{KeyOf(gathered_[i].bins)} << kRowNumberBits | i;
  }
}

RowBuilder::GatheredRow RowBuilder::RowOf(RowName name) const {
  const CodeTuple codes = market_.columns.Tuple(name.row);
  return {.bins = market_.BinsOf(codes),
          .sketch = market_.sketches[codes[Index(ColumnId::kSkills)]],
          .name = name,
          .job_codes = JobCodeCollector::Of(codes)};
}

Block* RowBuilder::MakeBlock(std::span<const SortedRow> rows, Presence& presence) {
  auto* const block = MakeWhole<Block>(memory_, PartsOf(rows.size(), kChunkRows));
  ForEachPart(rows, kChunkRows, [&](size_t at, std::span<const SortedRow> part) {
    Presence of_chunk;
    Chunk* const chunk = MakeChunk(part, of_chunk);
    AddPart<Block, Chunk>(*block, {at, chunk, of_chunk, KeyOf(part.front())});
    presence.Add(of_chunk);
  });
  return block;
}

Chunk* RowBuilder::MakeChunk(std::span<const SortedRow> rows, Presence& presence) {
  auto* const chunk = std::construct_at(memory_.Make<Chunk>());
  for (; !rows.empty(); rows = rows.subspan(std::min<size_t>(rows.size(), kStripRows))) {
    AppendStrip(rows.first(std::min<size_t>(rows.size(), kStripRows)), *chunk, presence);
  }
  return chunk;
}

// Column by column: what occurs in one is a word that stays in a register.
void RowBuilder::AppendStrip(std::span<const SortedRow> rows, Chunk& chunk, Presence& presence) {
  std::array<RowBins, kStripRows> bins;
  Strip& strip = chunk.AddStrip(memory_);
  uint32_t first_slot = UINT32_MAX;
  for (size_t i = 0; i < rows.size(); ++i) {
    const GatheredRow& row = gathered_[NumberInJob(rows[i])];
    bins[i] = row.bins;
    strip.skills[i] = row.sketch;
    strip.names[i] = row.name;
    first_slot = std::min(first_slot, row.name.slot);
    job_codes_.Add(row.job_codes);
  }
  const auto binned = std::span(bins).first(rows.size());
  StripPresence of_strip{.bins = {}, .first_order = market_.order_of(first_slot)};
  for (size_t at = 0; at < kBinnedColumns.size(); ++at) {
    const size_t column = Index(kBinnedColumns[at]);
    for (size_t i = 0; i < binned.size(); ++i) strip.bins[at][i] = binned[i][column];
    of_strip.bins[at] = OccursIn(binned, column);
    presence.bins[column] |= of_strip.bins[at];
  }
  for (const ColumnId column : kOtherColumns) {
    presence.bins[Index(column)] |= OccursIn(binned, Index(column));
  }
  presence.first_order = std::min(presence.first_order, of_strip.first_order);
  chunk.presence[chunk.size / kStripRows] = of_strip;
  chunk.size += static_cast<uint32_t>(rows.size());
}

}  // namespace passung
