#ifndef PASSUNG_ENGINE_COHORT_H_
#define PASSUNG_ENGINE_COHORT_H_

#include <cstddef>
#include <cstdint>
#include <functional>
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

// Calls `look` for each person, several at a time, until `is_over` (which may be empty) says that nobody waits any
// more: Cancelled.
absl::Status LookAtEach(size_t people, int32_t threads, const std::function<bool()>& is_over,
                        const std::function<void(size_t)>& look);

}  // namespace passung

#endif  // PASSUNG_ENGINE_COHORT_H_
