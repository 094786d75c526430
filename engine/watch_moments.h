#ifndef PASSUNG_ENGINE_WATCH_MOMENTS_H_
#define PASSUNG_ENGINE_WATCH_MOMENTS_H_

#include <memory>

#include "absl/status/statusor.h"
#include "engine/watch/moment.h"
#include "passung/watch.h"

namespace passung {

// The first moment of a watch; InvalidArgument for options that cannot be watched.
absl::StatusOr<std::unique_ptr<const MomentAsked>> BeginWatch(const WatchMoment& moment,
                                                              const WatchOptions& options);
// A later one.
std::unique_ptr<const MomentAsked> NextMoment(const MomentAsked& before, const WatchMoment& moment);
// Whether every answer may be another one even where no record changed.
bool IsAnotherQuestion(const MomentAsked& before, const MomentAsked& after);
// A delta without lists.
WatchDelta NothingTold(const MomentAsked& before, const MomentAsked& after);

}  // namespace passung

#endif  // PASSUNG_ENGINE_WATCH_MOMENTS_H_
