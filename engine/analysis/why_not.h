#ifndef PASSUNG_ENGINE_ANALYSIS_WHY_NOT_H_
#define PASSUNG_ENGINE_ANALYSIS_WHY_NOT_H_

#include <cstdint>
#include <memory>

#include "absl/status/statusor.h"
#include "engine/index/snapshot_internal.h"
#include "engine/search/person.h"
#include "passung/mentee.h"
#include "passung/why_not.h"

namespace passung {

// Which vacancy is asked about, and where it should be.
struct Absent {
  uint32_t slot = 0;   // live in the snapshot, not self-employment
  int32_t places = 1;  // k
};

// Why a vacancy is not among the first k; all but the versions. Reads every row once, and asks one
// best-first search for each person on the way to it whom nothing bars.
absl::StatusOr<AbsenceResult> WhyNot(const std::shared_ptr<const Snapshot>& snapshot,
                                     const Query& query, const Mentee& mentee,
                                     const Absent& absent);

}  // namespace passung

#endif  // PASSUNG_ENGINE_ANALYSIS_WHY_NOT_H_
