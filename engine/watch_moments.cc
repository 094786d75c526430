#include "engine/watch_moments.h"

#include <algorithm>
#include <utility>

#include "engine/base/check.h"
#include "engine/base/status_macros.h"
#include "engine/rank_vacancies.h"

namespace passung {

absl::StatusOr<std::unique_ptr<const MomentAsked>> BeginWatch(const WatchMoment& moment,
                                                              const WatchOptions& options) {
  PASSUNG_CHECK(moment.snapshot != nullptr);
  PASSUNG_RETURN_IF_ERROR(ValidateOptions(options.match));
  if (!options.match.filter.empty()) {
    return absl::InvalidArgumentError("filter: must be empty where lists are watched");
  }
  const auto& classes = options.match.classes;
  if (std::find(classes.begin(), classes.end(), HitClass::kClosed) != classes.end()) {
    return absl::InvalidArgumentError(
        "classes: closed hits are not watched; open, later and unclear are");
  }
  WatchMoment first = moment;
  if (first.applied == nullptr) {
    PASSUNG_ASSIGN_OR_RETURN(first.applied, AppliedProfileOf(options.match));
  }
  return std::make_unique<const MomentAsked>(std::move(first), options.match.frozen,
                                             SearchOptionsOf(options.match));
}

std::unique_ptr<const MomentAsked> NextMoment(const MomentAsked& before,
                                              const WatchMoment& moment) {
  PASSUNG_CHECK(moment.snapshot != nullptr);
  WatchMoment next = moment;
  if (next.applied == nullptr) next.applied = before.moment().applied;
  return std::make_unique<const MomentAsked>(std::move(next), before.query().frozen,
                                             before.search());
}

bool IsAnotherQuestion(const MomentAsked& before, const MomentAsked& after) {
  const WatchMoment& a = before.moment();
  const WatchMoment& b = after.moment();
  return a.as_of != b.as_of || a.applied->digest != b.applied->digest ||
         a.applied->weights != b.applied->weights ||
         a.applied->profile.switches != b.applied->profile.switches ||
         &before.query().knowledge != &after.query().knowledge;
}

WatchDelta NothingTold(const MomentAsked& before, const MomentAsked& after) {
  const WatchMoment& moment = after.moment();
  return {.from_revision = before.market().revision(),
          .versions = VersionsOf(after.market(), *moment.applied, moment.as_of),
          .lists = {}};
}

}  // namespace passung
