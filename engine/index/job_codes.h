#ifndef PASSUNG_ENGINE_INDEX_JOB_CODES_H_
#define PASSUNG_ENGINE_INDEX_JOB_CODES_H_

#include <array>
#include <cstdint>
#include <span>

#include "engine/index/columns.h"

namespace passung {

// Columns whose keys name the job or its occupation, so that few of their codes occur in the rows of
// one job, while a bin of theirs, which is made for all jobs, says little of any.
inline constexpr std::array<ColumnId, 3> kJobColumns = {ColumnId::kTrack, ColumnId::kRegulated,
                                                        ColumnId::kExclusion};

// By job column: the codes that rows of one job have, each once; also of rows that are gone since.
using JobCodes = std::array<std::span<const uint32_t>, kJobColumns.size()>;

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_JOB_CODES_H_
