#ifndef PASSUNG_ENGINE_RANK_BATCH_H_
#define PASSUNG_ENGINE_RANK_BATCH_H_

#include "absl/status/status.h"
#include "engine/index/snapshot_internal.h"
#include "passung/batch.h"

namespace passung {

// InvalidArgument naming the option that is out of its range.
absl::Status Validate(const BatchOptions& options);

// As Engine::RankBatch, once there is nothing left to refuse. REQUIRES: valid options.
absl::Status RankAll(const SnapshotImpl& snapshot, const AppliedProfile& applied,
                     const BatchOptions& options, const MenteeSource& source,
                     const BatchSink& sink);

}  // namespace passung

#endif  // PASSUNG_ENGINE_RANK_BATCH_H_
