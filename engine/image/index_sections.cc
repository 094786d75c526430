#include "engine/image/index_sections.h"

#include <algorithm>
#include <array>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "engine/base/parallel.h"
#include "engine/image/archive.h"
#include "engine/image/key_fields.h"
#include "engine/index/favourable.h"
#include "engine/index/row_parts.h"

namespace passung::image {
namespace {

// Strips lie in an image as they lie in memory.
static_assert(std::is_trivially_copyable_v<Strip> && sizeof(RowName) == 8 &&
              sizeof(Strip) == kStripRows * (kBinnedColumns.size() + 8 + sizeof(RowName)));
static_assert(std::is_trivially_copyable_v<Presence> &&
              sizeof(Presence) == sizeof(uint64_t) * (kColumnIdCount + 1));
static_assert(sizeof(StripPresence) == sizeof(uint64_t) * (kBinnedColumns.size() + 1));

void PutNext(ArchiveWriter& section, SealedFileWriter& to) {
  to.BeginSection();
  to.Append(section.bytes());
  section.Clear();
}

template <class T>
void PutAll(const base::StableVector<T>& all, ArchiveWriter& to) {
  const uint32_t size = all.size();
  to(size);
  all.ForEachRun(0, size, [&](const T* from, uint32_t count) { to.Raw(from, count); });
}

template <class Key>
void PutKeys(const Dictionary<Key>& dictionary, ArchiveWriter& to) {
  to(dictionary.size());
  for (uint32_t code = 0; code < dictionary.size(); ++code) to(dictionary[code]);
}

// Codes are given in the order of their numbers.
template <class Key>
void GetKeys(ArchiveReader& from, Dictionary<Key>& dictionary) {
  uint32_t size = 0;
  from(size);
  from.Require(size <= from.left());
  for (uint32_t code = 0; code < size && from.ok(); ++code) {
    Key key;
    from(key);
    if (from.ok()) from.Require(dictionary.Code(std::move(key)) == code);
  }
}

void WriteTree(const SnapshotImpl& snapshot, SealedFileWriter& to) {
  const RowIndex& index = snapshot.index();
  ArchiveWriter tree;
  std::vector<const Chunk*> chunks;
  for (uint32_t position = 0; position < index.order().size(); ++position) {
    const JobRows& job = index.job(position);
    tree.Raw(&index.job_presence(position), 1);
    for (const std::span<const uint32_t> codes : *job.codes) {
      tree(static_cast<uint32_t>(codes.size()));
      tree.Raw(codes.data(), codes.size());
    }
    tree(static_cast<uint32_t>(job.parts.size()));
    for (size_t b = 0; b < job.parts.size(); ++b) {
      const Block& block = *job.parts[b];
      tree.Raw(&job.presence[b], 1);
      tree(job.first_key[b], static_cast<uint32_t>(block.parts.size()));
      for (size_t c = 0; c < block.parts.size(); ++c) {
        const Chunk& chunk = *block.parts[c];
        tree.Raw(&block.presence[c], 1);
        tree(block.first_key[c], chunk.size);
        tree.Raw(chunk.presence.data(), chunk.strip_count());
        chunks.push_back(&chunk);
      }
    }
  }
  PutNext(tree, to);
  to.BeginSection();
  for (const Chunk* chunk : chunks) {
    for (uint32_t s = 0; s < chunk->strip_count(); ++s) {
      Strip strip = *chunk->strips[s];
      // What is not set in memory must not get to the disk.
      const uint32_t rows = std::min(kStripRows, chunk->size - s * kStripRows);
      std::fill(strip.names.begin() + rows, strip.names.end(), RowName{0, 0});
      to.Append({reinterpret_cast<const char*>(&strip), sizeof(strip)});
    }
  }
}

void WriteBins(const SnapshotImpl& snapshot, SealedFileWriter& to) {
  ArchiveWriter section;
  for (size_t column = 0; column < kColumnIdCount; ++column) {
    const Bins& bins = snapshot.index().bins()[column];
    PutAll(*bins.bins, section);
    section(bins.unbounded, bins.complete);
    for (const std::vector<uint32_t>& codes : bins.representatives) section(codes);
  }
  PutNext(section, to);
}

// ---- Reading ------------------------------------------------------------------------------------

template <class T>
std::span<const T> SpanOf(absl::string_view bytes) {
  return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
}

bool ReadKeys(const IndexBytes& from, Dictionaries& dictionaries) {
  ArchiveReader reader(from.At(Section::kKeys));
  ForEachSmallDictionary(dictionaries, [&](auto& dictionary) { GetKeys(reader, dictionary); });
  return reader.AtEnd();
}

bool ReadSkills(const IndexBytes& from, Dictionary<SkillsKey>& skills) {
  ArchiveReader reader(from.At(Section::kSkills));
  GetKeys(reader, skills);
  return reader.AtEnd();
}

bool NameKnownSkills(const Dictionaries& dictionaries) {
  const uint32_t skills = dictionaries.skill_ids.size();
  for (uint32_t code = 0; code < dictionaries.skills.size(); ++code) {
    for (const SkillItem& item : dictionaries.skills[code].skills) {
      if (item.number >= skills && item.number != kAnySkill) return false;
    }
  }
  return true;
}

bool ReadRows(const IndexBytes& from, Columns& columns) {
  const auto low = SpanOf<LowCodes>(from.At(Section::kLowCodes));
  if (low.size() > UINT32_MAX || from.At(Section::kLowCodes).size() % sizeof(LowCodes) != 0) {
    return false;
  }
  ArchiveReader reader(from.At(Section::kHighCodes));
  std::array<std::span<const uint8_t>, kColumnIdCount> high;
  for (auto& column : high) {
    uint32_t size = 0;
    reader(size);
    reader.Require(size <= low.size());
    column = SpanOf<uint8_t>(reader.Take(size));
  }
  if (!reader.AtEnd()) return false;
  columns.TakeRows(low, high);
  return true;
}

bool ReadSlots(const IndexBytes& from, uint32_t vacancies, Columns& columns) {
  ArchiveReader reader(from.At(Section::kSlots));
  uint32_t rows = 0;
  reader(rows);
  reader.Require(rows == vacancies + uint64_t{1});
  const auto first_row = SpanOf<uint32_t>(reader.Take(size_t{rows} * sizeof(uint32_t)));
  uint32_t employers = 0;
  reader(employers);
  reader.Require(employers == vacancies);
  const auto employer = SpanOf<uint32_t>(reader.Take(size_t{employers} * sizeof(uint32_t)));
  if (!reader.AtEnd() || first_row.front() != 0 ||
      !std::is_sorted(first_row.begin(), first_row.end())) {
    return false;
  }
  columns.first_row.AppendAll(first_row.data(), rows);
  columns.employer.AppendAll(employer.data(), employers);
  return true;
}

// Whether every code of every row stands for something.
bool CodesAreKnown(const Columns& columns) {
  std::array<uint32_t, kColumnIdCount> sizes{};
  for (size_t i = 0; i < sizes.size(); ++i) {
    sizes[i] = columns.dictionaries.size(static_cast<ColumnId>(i));
  }
  bool known = true;
  columns.ForEachShortRun([&](const Columns::Run& run) {
    for (size_t i = 0; i < sizes.size(); ++i) {
      uint32_t largest = 0;
      run.ForEachCode(static_cast<ColumnId>(i),
                      [&](uint32_t, uint32_t code) { largest = std::max(largest, code); });
      known = known && largest < sizes[i];
    }
  });
  const uint32_t employers = columns.dictionaries.employer_ids.size();
  columns.employer.ForEachRun(0, columns.employer.size(), [&](const uint32_t* all, uint32_t count) {
    known = known && std::all_of(all, all + count, [&](uint32_t code) { return code < employers; });
  });
  return known && columns.first_row[columns.first_row.size() - 1] == columns.row_count();
}

bool ReadBins(const IndexBytes& from, const Dictionaries& dictionaries, AllBins& all) {
  ArchiveReader reader(from.At(Section::kBins));
  for (size_t column = 0; column < kColumnIdCount; ++column) {
    const auto id = static_cast<ColumnId>(column);
    const uint32_t codes = id == ColumnId::kJob ? 0 : dictionaries.size(id);
    Bins bins;
    uint32_t size = 0;
    reader(size);
    reader.Require(size == codes);
    const auto bin_of = SpanOf<uint8_t>(reader.Take(size));
    reader(bins.unbounded, bins.complete);
    for (std::vector<uint32_t>& members : bins.representatives) reader(members);
    if (!reader.ok()) return false;
    const auto is_bin = [](uint8_t bin) { return bin <= kLastBin; };
    if (!std::all_of(bin_of.begin(), bin_of.end(), is_bin)) return false;
    for (const std::vector<uint32_t>& members : bins.representatives) {
      const auto is_code = [&](uint32_t code) { return code < codes; };
      if (!std::all_of(members.begin(), members.end(), is_code)) return false;
    }
    bins.bins->AppendAll(bin_of.data(), size);
    if (id != ColumnId::kJob) all.Set(id, std::move(bins));
  }
  return reader.AtEnd();
}

// Makes the tree of one image, job after job.
class TreeReader {
 public:
  TreeReader(const IndexBytes& from, const Columns& columns, base::GenerationMemory& memory)
      : tree_(from.At(Section::kTree)),
        strips_(from.At(Section::kStrips)),
        columns_(columns),
        memory_(memory) {}

  JobRows* ReadJob(Presence& presence) {
    tree_.Raw(&presence, 1);
    std::array<std::vector<uint32_t>, kJobColumns.size()> codes;
    for (size_t i = 0; i < codes.size(); ++i) {
      tree_(codes[i]);
      const uint32_t known = columns_.dictionaries.size(kJobColumns[i]);
      for (const uint32_t code : codes[i]) tree_.Require(code < known);
    }
    const uint32_t blocks = Count();
    auto* const job = MakeWhole<JobRows>(memory_, blocks);
    for (uint32_t b = 0; b < blocks && tree_.ok(); ++b) {
      Presence of_block;
      uint32_t first_key = 0;
      tree_.Raw(&of_block, 1);
      tree_(first_key);
      Block* const block = ReadBlock();
      AddPart<JobRows, Block>(*job, {b, block, of_block, first_key});
    }
    job->codes = MakeJobCodes(memory_, codes);
    return job;
  }
  bool AtEnd() const { return tree_.AtEnd() && strips_.AtEnd(); }

 private:
  // No more parts than there are bytes for.
  uint32_t Count() {
    uint32_t count = 0;
    tree_(count);
    tree_.Require(count <= tree_.left() / sizeof(Presence));
    return tree_.ok() ? count : 0;
  }

  Block* ReadBlock() {
    const uint32_t chunks = Count();
    tree_.Require(chunks > 0 && chunks <= kBlockChunks);
    auto* const block = MakeWhole<Block>(memory_, tree_.ok() ? chunks : 0);
    for (uint32_t c = 0; c < chunks && tree_.ok(); ++c) {
      Presence of_chunk;
      uint32_t first_key = 0;
      tree_.Raw(&of_chunk, 1);
      tree_(first_key);
      Chunk* const chunk = ReadChunk();
      AddPart<Block, Chunk>(*block, {c, chunk, of_chunk, first_key});
    }
    return block;
  }

  Chunk* ReadChunk() {
    auto* const chunk = std::construct_at(memory_.Make<Chunk>());
    uint32_t size = 0;
    tree_(size);
    tree_.Require(size > 0 && size <= kChunkRows);
    if (!tree_.ok()) return chunk;
    chunk->size = size;
    tree_.Raw(chunk->presence.data(), chunk->strip_count());
    for (uint32_t s = 0; s < chunk->strip_count(); ++s) {
      auto* const strip = memory_.Make<Strip>();
      strips_.Raw(strip, 1);
      chunk->strips[s] = strip;
      tree_.Require(strips_.ok() && IsStrip(*strip, std::min(kStripRows, size - s * kStripRows)));
      if (!tree_.ok()) break;
    }
    return chunk;
  }

  // Whether its bins are bins and its rows are there.
  bool IsStrip(const Strip& strip, uint32_t rows) const {
    uint8_t bins = 0;
    for (const auto& column : strip.bins) {
      for (const uint8_t bin : column) bins |= bin;
    }
    const uint32_t slots = columns_.employer.size();
    bool there = true;
    for (uint32_t i = 0; i < rows; ++i) {
      there &= strip.names[i].slot < slots && strip.names[i].row < columns_.row_count();
    }
    return bins <= kLastBin && there;
  }

  ArchiveReader tree_;
  ArchiveReader strips_;
  const Columns& columns_;
  base::GenerationMemory& memory_;
};

}  // namespace

uint64_t LayoutOf() {
  base::Digest digest;
  for (const size_t number :
       {sizeof(Strip), sizeof(Presence), sizeof(StripPresence), sizeof(LowCodes), size_t{kBinCount},
        size_t{kStripRows}, size_t{kChunkRows}, size_t{kBlockChunks}, kBinnedColumns.size()}) {
    digest.Update(static_cast<int64_t>(number));
  }
  for (const ColumnId column : kBinnedColumns) digest.Update(static_cast<int64_t>(Index(column)));
  for (const ColumnId column : kJobColumns) digest.Update(static_cast<int64_t>(Index(column)));
  return digest.value().low;
}

void WriteIndex(const SnapshotImpl& snapshot, SealedFileWriter& to) {
  const Columns& columns = snapshot.columns();
  ArchiveWriter section;
  ForEachSmallDictionary(columns.dictionaries,
                         [&](const auto& dictionary) { PutKeys(dictionary, section); });
  PutNext(section, to);
  PutKeys(columns.dictionaries.skills, section);
  PutNext(section, to);
  to.BeginSection();
  columns.low().ForEachRun(0, columns.row_count(), [&](const LowCodes* from, uint32_t count) {
    to.Append({reinterpret_cast<const char*>(from), count * sizeof(LowCodes)});
  });
  for (size_t column = 0; column < kColumnIdCount; ++column) PutAll(columns.high(column), section);
  PutNext(section, to);
  PutAll(columns.first_row, section);
  PutAll(columns.employer, section);
  PutNext(section, to);
  WriteBins(snapshot, to);
  WriteTree(snapshot, to);
}

bool ReadColumns(const IndexBytes& from, uint32_t vacancies, int threads, Columns& columns) {
  std::array<bool, 3> read{};
  ParallelFor(read.size(), threads, [&](size_t part) {
    switch (part) {
      case 0:  // what takes longest
        read[part] = ReadSkills(from, columns.dictionaries.skills);
        break;
      case 1:
        read[part] = ReadKeys(from, columns.dictionaries);
        break;
      default:
        read[part] = ReadRows(from, columns) && ReadSlots(from, vacancies, columns);
    }
  });
  return read[0] && read[1] && read[2];
}

bool AreWithinBounds(const Columns& columns) {
  return NameKnownSkills(columns.dictionaries) && CodesAreKnown(columns);
}

bool ReadIndex(const IndexBytes& from, const Columns& columns, base::GenerationMemory& memory,
               RowIndex& index) {
  AllBins bins;
  if (!ReadBins(from, columns.dictionaries, bins)) return false;
  TreeReader tree(from, columns, memory);
  index =
      RowIndex(memory, columns, std::move(bins),
               [&](uint32_t /*position*/, Presence& presence) { return tree.ReadJob(presence); });
  return tree.AtEnd();
}

}  // namespace passung::image
