#include "passung/search_profile.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "engine/base/status_macros.h"
#include "engine/index/snapshot_internal.h"
#include "engine/rank_vacancies.h"
#include "engine/search/best_first.h"

namespace passung {
namespace {

absl::Status ValidateProfiled(const Mentee& mentee, const MatchOptions& options) {
  PASSUNG_RETURN_IF_ERROR(ValidateOptions(options));
  if (options.summary) {
    return absl::InvalidArgumentError(
        "summary: must be off where a search is profiled; it reads every row");
  }
  const auto& classes = options.classes;
  if (std::find(classes.begin(), classes.end(), HitClass::kClosed) != classes.end()) {
    return absl::InvalidArgumentError(
        "classes: \"closed\" cannot be profiled; such hits are found by reading every row");
  }
  return Validate(mentee);
}

}  // namespace

absl::StatusOr<SearchProfile> ProfileSearch(const Snapshot& snapshot, const Mentee& mentee,
                                            const MatchOptions& options,
                                            const NanosecondClock& clock) {
  if (clock == nullptr) return absl::InvalidArgumentError("clock: must be given");
  PASSUNG_RETURN_IF_ERROR(ValidateProfiled(mentee, options));
  PASSUNG_ASSIGN_OR_RETURN(const auto applied, AppliedProfileOf(options));
  const int64_t begin = clock();
  int64_t prepared = begin;
  int64_t found = begin;
  SearchWatch watch{.prepared = [&] { prepared = clock(); }, .found = [&] { found = clock(); }};
  const VacancyRanking ranking(SnapshotImpl::From(snapshot), *applied, options, Detail::kFull);
  RankResult result = ranking.Of(mentee, &watch);
  const int64_t end = clock();
  return SearchProfile{.plan_ns = prepared - begin,
                       .search_ns = found - prepared,
                       .explain_ns = end - found,
                       .work = watch.work,
                       .matches = std::move(result.matches)};
}

absl::StatusOr<std::vector<OpenedChunk>> MeasureBounds(const Snapshot& snapshot,
                                                       const Mentee& mentee,
                                                       const MatchOptions& options) {
  PASSUNG_RETURN_IF_ERROR(ValidateProfiled(mentee, options));
  PASSUNG_ASSIGN_OR_RETURN(const auto applied, AppliedProfileOf(options));
  std::vector<OpenedChunk> chunks;
  SearchWatch watch{.chunks = &chunks};
  VacancyRanking(SnapshotImpl::From(snapshot), *applied, options, Detail::kBare).Of(mentee, &watch);
  return chunks;
}

}  // namespace passung
