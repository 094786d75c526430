#ifndef PASSUNG_ENGINE_EXPLAIN_HITS_H_
#define PASSUNG_ENGINE_EXPLAIN_HITS_H_

#include <vector>

#include "engine/index/query.h"
#include "engine/index/snapshot_internal.h"
#include "engine/search/top_k.h"

namespace passung {

// The rows that were found, on their way to being explained. Their codes are at hand, because the
// search has just read them; their records lie anywhere in memory, and waiting for one after the other
// takes longer than explaining them. So the processor is asked to fetch all records when this is
// made, and what codes alone decide is best worked out before they are read.
class HitRows {
 public:
  // Both must outlive it.
  HitRows(const SnapshotImpl& snapshot, const std::vector<Hit>& hits);

  const std::vector<CodeTuple>& codes() const { return codes_; }
  // Views into the snapshot. Reads the records.
  std::vector<Where> Combinations() const;

 private:
  const SnapshotImpl& snapshot_;
  const std::vector<Hit>& hits_;
  std::vector<CodeTuple> codes_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_EXPLAIN_HITS_H_
