#include "engine/index/row_builder.h"

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

constexpr size_t kBlockRows = size_t{kChunkRows} * kBlockChunks;

}  // namespace

JobCodeCollector::JobCodeCollector(const Dictionaries& dictionaries) {
  for (size_t i = 0; i < kJobColumns.size(); ++i) {
    last_job_[i].resize(dictionaries.size(kJobColumns[i]), 0);
  }
}

void JobCodeCollector::Add(const CodeTuple& codes) {
  for (size_t i = 0; i < kJobColumns.size(); ++i) {
    const uint32_t code = codes[Index(kJobColumns[i])];
    if (last_job_[i][code] == job_) continue;
    last_job_[i][code] = job_;
    lists_[i].push_back(code);
  }
}

void JobCodeCollector::Forget() {
  ++job_;
  for (auto& list : lists_) list.clear();
}

JobRows* RowBuilder::MakeJob(std::span<SortedRow> rows, Presence& presence) {
  SortByKey(rows, spare_);
  auto* const job = MakeWhole<JobRows>(memory_, PartsOf(rows.size(), kBlockRows));
  ForEachPart(rows, kBlockRows, [&](size_t at, std::span<SortedRow> part) {
    Presence of_block;
    Block* const block = MakeBlock(part, of_block);
    AddPart<JobRows, Block>(*job, {at, block, of_block, KeyOf(part.front())});
    presence.Add(of_block);
  });
  job->codes = MakeJobCodes(memory_, job_codes_.lists());
  job_codes_.Forget();
  return job;
}

Block* RowBuilder::MakeBlock(std::span<SortedRow> rows, Presence& presence) {
  auto* const block = MakeWhole<Block>(memory_, PartsOf(rows.size(), kChunkRows));
  ForEachPart(rows, kChunkRows, [&](size_t at, std::span<SortedRow> part) {
    Presence of_chunk;
    Chunk* const chunk = MakeChunk(part, of_chunk);
    AddPart<Block, Chunk>(*block, {at, chunk, of_chunk, KeyOf(part.front())});
    presence.Add(of_chunk);
  });
  return block;
}

Chunk* RowBuilder::MakeChunk(std::span<const SortedRow> rows, Presence& presence) {
  auto* const chunk = std::construct_at(memory_.Make<Chunk>());
  // What belongs to a row lies all over the place: it is asked for before it is needed.
  for (const SortedRow row : rows) {
    market_.columns.Prefetch(RowOf(row));
    base::Prefetch(&market_.slot_of[RowOf(row)]);
  }
  for (size_t i = 0; i < rows.size(); ++i) {
    codes_[i] = market_.columns.Tuple(RowOf(rows[i]));
    base::Prefetch(&market_.orders[market_.slot_of[RowOf(rows[i])]]);
    base::Prefetch(&market_.sketches[codes_[i][Index(ColumnId::kSkills)]]);
  }
  for (size_t i = 0; i < rows.size(); ++i) {
    const uint32_t slot = market_.slot_of[RowOf(rows[i])];
    const uint64_t order = market_.orders[slot];
    const RowBins bins = market_.BinsOf(codes_[i]);
    chunk->Append(memory_, bins, market_.sketches[codes_[i][Index(ColumnId::kSkills)]],
                  {RowOf(rows[i]), slot, order});
    presence.Add(bins, order);
    job_codes_.Add(codes_[i]);
  }
  return chunk;
}

}  // namespace passung
