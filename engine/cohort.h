#ifndef PASSUNG_ENGINE_COHORT_H_
#define PASSUNG_ENGINE_COHORT_H_

#include <memory>
#include <span>

#include "absl/status/status.h"
#include "passung/match.h"
#include "passung/mentee.h"
#include "passung/snapshot.h"

namespace passung {

// InvalidArgument naming what is wrong with a question about many people; FailedPrecondition without a
// snapshot.
absl::Status CheckCohort(const std::shared_ptr<const Snapshot>& snapshot,
                         std::span<const Mentee> cohort, const MatchOptions& match, int32_t bar);

}  // namespace passung

#endif  // PASSUNG_ENGINE_COHORT_H_
