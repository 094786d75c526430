#ifndef PASSUNG_ENGINE_EXPLAIN_HITS_H_
#define PASSUNG_ENGINE_EXPLAIN_HITS_H_

#include <vector>

#include "engine/index/query.h"
#include "engine/index/snapshot_internal.h"
#include "engine/search/top_k.h"

namespace passung {

// Asks the processor to fetch what is read of vacancies that were found: their records lie anywhere
// in memory, and waiting for one after the other takes longer than explaining them. Changes nothing.
void FetchHits(const SnapshotImpl& snapshot, const std::vector<Hit>& hits);

// The combination of a vacancy that was found. Views into the snapshot.
Where WhereOf(const SnapshotImpl& snapshot, const Hit& hit);

}  // namespace passung

#endif  // PASSUNG_ENGINE_EXPLAIN_HITS_H_
