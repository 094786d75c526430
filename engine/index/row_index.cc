#include "engine/index/row_index.h"

#include <algorithm>
#include <numeric>
#include <span>

namespace passung {
namespace {

// Columns by which the rows of one job are ordered: what decides most, and differs least, first.
constexpr ColumnId kOrder[] = {ColumnId::kTrack, ColumnId::kPlace, ColumnId::kLanguage,
                               ColumnId::kSkills, ColumnId::kHours};

// The bins of a row in the columns of kOrder, the first one highest.
std::vector<uint32_t> SortKeys(const Columns& columns, const AllBins& bins) {
  std::vector<uint32_t> keys(columns.row_count());
  for (const ColumnId column : kOrder) {
    const std::vector<uint8_t>& bin_of = bins[Index(column)].bin_of;
    const std::vector<uint32_t>& codes = columns.codes[Index(column)];
    for (size_t row = 0; row < keys.size(); ++row) {
      keys[row] = keys[row] * kBinCount + bin_of[codes[row]];
    }
  }
  return keys;
}

Presence PresenceOf(const Chunk& chunk, const AllBins& bins) {
  Presence presence;
  for (const Chunk::Row& row : chunk.rows) {
    for (size_t column = 0; column < kColumnIdCount; ++column) {
      if (column == Index(ColumnId::kJob)) continue;
      presence.bins[column] |= bins[column].MaskOf(row.codes[column]);
    }
  }
  presence.first_vacancy =
      *std::min_element(chunk.vacancy.begin(), chunk.vacancy.begin() + chunk.size);
  return presence;
}

std::unique_ptr<Chunk> MakeChunk(const Columns& columns, const AllBins& bins,
                                 const std::vector<uint32_t>& vacancy_of,
                                 std::span<const uint32_t> rows) {
  auto chunk = std::make_unique<Chunk>();
  chunk->size = static_cast<uint32_t>(rows.size());
  chunk->rows.reserve(rows.size());
  for (const uint32_t row : rows) chunk->rows.push_back({columns.Tuple(row)});
  for (size_t i = 0; i < rows.size(); ++i) {
    chunk->row[i] = rows[i];
    chunk->vacancy[i] = vacancy_of[rows[i]];
  }
  for (size_t scored = 0; scored < kScoredColumns.size(); ++scored) {
    const size_t column = Index(kScoredColumns[scored]);
    chunk->bins[scored].fill(0);  // loops run over whole chunks
    for (size_t i = 0; i < rows.size(); ++i) {
      chunk->bins[scored][i] = bins[column].bin_of[chunk->rows[i].codes[column]];
    }
  }
  return chunk;
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

// Makes the nodes above the rows of a market; what they share.
class Builder {
 public:
  Builder(const Columns& columns, const AllBins& bins)
      : columns_(columns), bins_(bins), keys_(SortKeys(columns, bins)) {
    vacancy_of_.resize(columns.row_count());
    for (uint32_t vacancy = 0; vacancy + 1 < columns.first_row.size(); ++vacancy) {
      std::fill(vacancy_of_.begin() + columns.first_row[vacancy],
                vacancy_of_.begin() + columns.first_row[vacancy + 1], vacancy);
    }
  }

  std::shared_ptr<const JobRows> MakeJob(std::span<uint32_t> rows, Presence& presence) const {
    std::sort(rows.begin(), rows.end(), [this](uint32_t a, uint32_t b) {
      return keys_[a] != keys_[b] ? keys_[a] < keys_[b] : a < b;
    });
    auto job = std::make_shared<JobRows>();
    ForEachPart(rows, size_t{kChunkRows} * kBlockChunks, [&](std::span<uint32_t> part) {
      Presence of_block;
      job->blocks.push_back(MakeBlock(part, of_block));
      job->block_presence.push_back(of_block);
      presence.Add(of_block);
    });
    return job;
  }

 private:
  std::shared_ptr<const Block> MakeBlock(std::span<uint32_t> rows, Presence& presence) const {
    auto block = std::make_shared<Block>();
    ForEachPart(rows, kChunkRows, [&](std::span<uint32_t> part) {
      block->chunks.push_back(MakeChunk(columns_, bins_, vacancy_of_, part));
      block->presence.push_back(PresenceOf(*block->chunks.back(), bins_));
      presence.Add(block->presence.back());
    });
    return block;
  }

  const Columns& columns_;
  const AllBins& bins_;
  std::vector<uint32_t> keys_;        // by row
  std::vector<uint32_t> vacancy_of_;  // by row
};

}  // namespace

RowIndex::RowIndex(Columns& columns)
    : bins_(MakeBins(columns)),
      order_(columns.dictionaries.job),
      job_presence_(order_.size()),
      jobs_(order_.size()) {
  const std::vector<uint32_t>& job_of = columns.codes[Index(ColumnId::kJob)];
  // Rows by position of their job: a counting sort.
  std::vector<uint32_t> begin(order_.size() + 1);
  for (const uint32_t code : job_of) ++begin[order_.position_of(code) + 1];
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  std::vector<uint32_t> next = begin;
  std::vector<uint32_t> rows(job_of.size());
  for (uint32_t row = 0; row < job_of.size(); ++row) {
    rows[next[order_.position_of(job_of[row])]++] = row;
  }
  const Builder builder(columns, bins_);
  for (uint32_t position = 0; position < order_.size(); ++position) {
    jobs_[position] = builder.MakeJob(
        std::span(rows).subspan(begin[position], begin[position + 1] - begin[position]),
        job_presence_[position]);
  }
}

}  // namespace passung
