#ifndef PASSUNG_ENGINE_RANK_VACANCIES_H_
#define PASSUNG_ENGINE_RANK_VACANCIES_H_

#include <memory>
#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "engine/index/snapshot_internal.h"
#include "engine/search/best_first.h"
#include "passung/match.h"

namespace passung {

// InvalidArgument naming the option that is out of its range.
absl::Status ValidateOptions(const MatchOptions& options);
// InvalidArgument for a filter where one vacancy is named.
absl::Status RefuseFilter(const MatchOptions& options);
// The profile ready for use: the one that the options have, or made from them.
absl::StatusOr<std::shared_ptr<const AppliedProfile>> AppliedProfileOf(const MatchOptions& options);
SearchOptions SearchOptionsOf(const MatchOptions& options);
VersionsUsed VersionsOf(const SnapshotImpl& snapshot, const AppliedProfile& applied, Date as_of);

// What is said of a hit: ids, score, class and combination, or everything.
enum class Detail : uint8_t { kBare, kFull };

// One question on all vacancies, put for one mentee or for many. Any number of threads may ask.
class VacancyRanking {
 public:
  // REQUIRES: valid options. All referents must outlive it.
  VacancyRanking(const SnapshotImpl& snapshot, const AppliedProfile& applied,
                 const MatchOptions& options, Detail detail);

  VacancyRanking(const VacancyRanking&) = delete;  // points into itself
  VacancyRanking& operator=(const VacancyRanking&) = delete;

  // `watch`, which may be null, is told of the search unless that reads every row.
  // REQUIRES: a valid mentee.
  RankResult Of(const Mentee& mentee, SearchWatch* watch = nullptr) const;

 private:
  SearchResult Find(const Person& person, SearchWatch* watch) const;
  Match BareMatch(const Person& person, const Where& where, const Hit& hit) const;

  const SnapshotImpl& snapshot_;
  const Query query_;
  const std::optional<RowFilter> filter_;  // absent: all
  SearchOptions search_;
  const bool summary_;
  const Detail detail_;
  const VersionsUsed versions_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_RANK_VACANCIES_H_
