#ifndef PASSUNG_ENGINE_EXPLAIN_HITS_H_
#define PASSUNG_ENGINE_EXPLAIN_HITS_H_

#include <vector>

#include "engine/index/query.h"
#include "engine/index/snapshot_internal.h"
#include "engine/search/top_k.h"

namespace passung {

// The combinations of vacancies that were found. Views into the snapshot.
//
// Their records lie anywhere in memory, and waiting for one after the other takes longer than
// explaining them: the processor is asked to fetch all of them before the first is read.
std::vector<Where> CombinationsOf(const SnapshotImpl& snapshot, const std::vector<Hit>& hits);

}  // namespace passung

#endif  // PASSUNG_ENGINE_EXPLAIN_HITS_H_
