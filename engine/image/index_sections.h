// What a search reads of a snapshot, as sections of an image: dictionaries, rows, bins, and the tree of jobs,
// blocks, chunks and strips.
#ifndef PASSUNG_ENGINE_IMAGE_INDEX_SECTIONS_H_
#define PASSUNG_ENGINE_IMAGE_INDEX_SECTIONS_H_

#include <cstdint>
#include <memory>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/image/sealed_file.h"
#include "engine/index/snapshot_internal.h"
#include "passung/snapshot_image.h"

namespace passung::image {

// The sections of an image in their order.
enum class Section : uint8_t {
  kExtras,
  kKeys,      // of all dictionaries but that of skills
  kSkills,    // keys of skills
  kLowCodes,  // Columns::low
  kHighCodes,
  kSlots,  // by vacancy: its first row, its employer
  kBins,
  kTree,    // jobs, blocks and chunks, one within the other
  kStrips,  // in the order of the tree
  kIds,
  kIdBegin,
  kRecords,
  kRecordBegin,
};
inline constexpr size_t kSectionCount = 13;

// Changes with how the index lies in memory: an image of another layout is another format.
uint64_t LayoutOf();

// Sections kKeys … kStrips. REQUIRES: a snapshot that was built, not changed.
void WriteIndex(const SnapshotImpl& snapshot, SealedFileWriter& to);

// What was written of an index.
struct IndexBytes {
  const SealedFile* file = nullptr;
  absl::string_view At(Section section) const {
    return file->section(static_cast<size_t>(section));
  }
};

// Fills the empty columns of a storage, on so many threads. False where the bytes are not those of an
// index: then it is of no use.
bool ReadColumns(const IndexBytes& from, uint32_t vacancies, int threads, Columns& columns);
// Whether every code of these columns stands for something. Reads all of them.
bool AreWithinBounds(const Columns& columns);
// Makes the index of these columns, of the generation that `memory` began last. False likewise.
bool ReadIndex(const IndexBytes& from, const Columns& columns, base::GenerationMemory& memory,
               RowIndex& index);

// The image in a sealed file; errors as of SnapshotImage::Open.
absl::StatusOr<std::unique_ptr<SnapshotImage>> OpenSealed(std::shared_ptr<const SealedFile> file);

}  // namespace passung::image

#endif  // PASSUNG_ENGINE_IMAGE_INDEX_SECTIONS_H_
