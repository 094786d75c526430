#ifndef PASSUNG_ENGINE_ANALYSIS_STABILITY_H_
#define PASSUNG_ENGINE_ANALYSIS_STABILITY_H_

#include <cstdint>

#include "engine/analysis/market_points.h"
#include "engine/index/snapshot_internal.h"
#include "passung/stability.h"

namespace passung {

// How stable the first `places` are; all but the versions. Reads the points of every combination once
// for each criterion.
StabilityResult StabilityOf(const SnapshotImpl& snapshot, const MarketPoints& market,
                            const AppliedProfile& applied, int32_t places);

}  // namespace passung

#endif  // PASSUNG_ENGINE_ANALYSIS_STABILITY_H_
