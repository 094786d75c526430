#include "engine/rank_vacancies.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "engine/base/check.h"
#include "engine/base/status_macros.h"
#include "engine/explain/explain.h"
#include "engine/explain/hits.h"
#include "engine/vocabulary/field_check.h"
#include "passung/engine.h"

namespace passung {
namespace {

constexpr int kMaxLimit = 1000;
constexpr int kMaxThreads = 64;
constexpr size_t kMaxFilterEntries = 500;

absl::Status ValidateFilter(const MatchFilter& filter) {
  const Field field("filter");
  PASSUNG_RETURN_IF_ERROR(
      CheckList(field / "districts", filter.districts, kMaxFilterEntries, CheckDistrict));
  PASSUNG_RETURN_IF_ERROR(
      CheckList(field / "kinds", filter.kinds, kMaxFilterEntries,
                [](const Field& at, VacancyKind kind) { return CheckEnum(at, kind); }));
  PASSUNG_RETURN_IF_ERROR(CheckList(
      field / "occupations", filter.occupations, kMaxFilterEntries,
      [](const Field&, const OccupationPrefix&) { return absl::OkStatus(); }));  // valid by type
  return CheckList(
      field / "employers", filter.employers, kMaxFilterEntries,
      [](const Field& at, const EmployerId& employer) { return CheckId(at, employer.value); });
}

std::optional<RowFilter> FilterOf(const MatchFilter& filter, const SnapshotImpl& snapshot) {
  if (filter.empty()) return std::nullopt;
  return RowFilter(filter, snapshot.columns(), snapshot.index());
}

}  // namespace

absl::Status ValidateOptions(const MatchOptions& options) {
  if (options.limit < 1 || options.limit > kMaxLimit) {
    return absl::InvalidArgumentError(
        absl::StrCat("limit: ", options.limit, " is not between 1 and ", kMaxLimit));
  }
  if (options.threads < 1 || options.threads > kMaxThreads) {
    return absl::InvalidArgumentError(
        absl::StrCat("threads: ", options.threads, " is not between 1 and ", kMaxThreads));
  }
  return ValidateFilter(options.filter);
}

absl::Status RefuseFilter(const MatchOptions& options) {
  if (options.filter.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError("filter: must be empty where one vacancy is asked about");
}

absl::StatusOr<std::shared_ptr<const AppliedProfile>> AppliedProfileOf(
    const MatchOptions& options) {
  if (options.applied != nullptr) return options.applied;
  PASSUNG_ASSIGN_OR_RETURN(AppliedProfile applied, Apply(options.profile, options.overrides));
  return std::make_shared<const AppliedProfile>(std::move(applied));
}

SearchOptions SearchOptionsOf(const MatchOptions& options) {
  SearchOptions search{.limit = static_cast<size_t>(options.limit), .threads = options.threads};
  search.classes = {options.classes.empty(), options.classes.empty(), options.classes.empty(),
                    false};
  for (const HitClass hit_class : options.classes) search.classes[Index(hit_class)] = true;
  return search;
}

VersionsUsed VersionsOf(const SnapshotImpl& snapshot, const AppliedProfile& applied, Date as_of) {
  return {.engine_version = std::string(EngineVersion()),
          .snapshot_digest = snapshot.digest(),
          .snapshot_revision = snapshot.revision(),
          .profile_id = applied.profile.id,
          .profile_version = applied.profile.version,
          .profile_digest = applied.digest,
          .weights = applied.weights,
          .switches = applied.profile.switches,
          .as_of = as_of};
}

VacancyRanking::VacancyRanking(const SnapshotImpl& snapshot, const AppliedProfile& applied,
                               const MatchOptions& options, Detail detail)
    : snapshot_(snapshot),
      query_{snapshot.knowledge_impl(), applied, options.as_of, snapshot.columns().dictionaries,
             options.frozen},
      filter_(FilterOf(options.filter, snapshot)),
      search_(SearchOptionsOf(options)),
      summary_(options.summary),
      detail_(detail),
      versions_(VersionsOf(snapshot, applied, options.as_of)) {
  search_.filter = filter_ ? &*filter_ : nullptr;
  search_.facets = summary_;
}

RankResult VacancyRanking::Of(const Mentee& mentee, SearchWatch* watch) const {
  const Person person(query_, mentee);
  const SearchResult found = Find(person, watch);
  RankResult result{.summary = found.summary, .versions = versions_};
  const HitRows rows(snapshot_, found.hits);
  std::vector<Where> combinations;
  if (detail_ == Detail::kFull) {
    Explainer explainer(query_, person, rows.codes());
    combinations = rows.Combinations();
    result.matches = explainer.Explain(combinations);
  } else {
    combinations = rows.Combinations();
    result.matches.reserve(found.hits.size());
    for (size_t i = 0; i < combinations.size(); ++i) {
      result.matches.push_back(BareMatch(person, combinations[i], found.hits[i]));
    }
  }
  for (size_t i = 0; i < combinations.size(); ++i) {
    result.matches[i].mentee = mentee.id;
    result.matches[i].vacancy = combinations[i].vacancy.id;
    PASSUNG_DCHECK(result.matches[i].score == found.hits[i].score);
  }
  return result;
}

// Hits are looked for best first. What asks about every row reads every row, and finds the hits on
// the way: the summary, and hits among what an enforced rule drops.
SearchResult VacancyRanking::Find(const Person& person, SearchWatch* watch) const {
  if (summary_ || search_.classes[Index(HitClass::kClosed)]) {
    SearchResult result = Search(snapshot_.rows(), Compile(query_, person), search_);
    if (!summary_) result.summary = {};
    return result;
  }
  Workspace& workspace = ThisThreadsWorkspace();
  const Judge judge(query_, person, workspace);
  return {.hits = SearchBestFirst(snapshot_.rows(), judge, workspace, search_, watch),
          .summary = {}};
}

Match VacancyRanking::BareMatch(const Person& person, const Where& where, const Hit& hit) const {
  Match match;
  match.score = hit.score;
  match.hit_class = ClassOf(query_, person, where.codes);
  match.occupation_index = where.combination.occupation_index;
  match.place_index = where.combination.place_index;
  return match;
}

}  // namespace passung
