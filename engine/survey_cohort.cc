// From a question about many people to where each of them stands: the door of engine/reports.
#include <atomic>

#include "absl/strings/str_cat.h"
#include "engine/analysis/analysis_options.h"
#include "engine/base/parallel.h"
#include "engine/base/status_macros.h"
#include "engine/cohort.h"
#include "engine/rank_vacancies.h"
#include "engine/reports/standing_pass.h"
#include "passung/reports.h"

namespace passung {

absl::Status CheckCohort(const std::shared_ptr<const Snapshot>& snapshot,
                         std::span<const Mentee> cohort, const MatchOptions& match, int32_t bar) {
  if (snapshot == nullptr) return absl::FailedPreconditionError("no snapshot is published yet");
  PASSUNG_RETURN_IF_ERROR(ValidateOptions(match));
  PASSUNG_RETURN_IF_ERROR(CheckAnalysis(match, bar, 0));
  if (!match.filter.empty()) {
    return absl::InvalidArgumentError("filter: must be empty where a cohort is looked at");
  }
  for (size_t i = 0; i < cohort.size(); ++i) {
    const absl::Status status = Validate(cohort[i]);
    if (!status.ok()) {
      return absl::InvalidArgumentError(absl::StrCat("cohort[", i, "].", status.message()));
    }
  }
  return absl::OkStatus();
}

absl::Status LookAtEach(size_t people, int32_t threads, const std::function<bool()>& is_over,
                        const std::function<void(size_t)>& look) {
  std::atomic<bool> stopped = false;
  ParallelFor(people, threads, [&](size_t person) {
    if (!stopped && is_over && is_over()) stopped = true;
    if (!stopped) look(person);
  });
  return stopped ? absl::CancelledError("nobody waits for the answer any more") : absl::OkStatus();
}

absl::StatusOr<Survey> SurveyCohort(const std::shared_ptr<const Snapshot>& snapshot,
                                    std::span<const Mentee> cohort, const SurveyOptions& options) {
  PASSUNG_RETURN_IF_ERROR(CheckCohort(snapshot, cohort, options.match, options.bar));
  PASSUNG_ASSIGN_OR_RETURN(const auto applied, AppliedProfileOf(options.match));
  const SnapshotImpl& all = SnapshotImpl::From(*snapshot);
  const Query query{all.knowledge_impl(), *applied, options.match.as_of, all.columns().dictionaries,
                    options.match.frozen};
  const StandingQuestion question{.snapshot = all,
                                  .query = query,
                                  .limit = static_cast<size_t>(options.match.limit),
                                  .bar = options.bar};
  Survey survey;
  survey.people.resize(cohort.size());
  PASSUNG_RETURN_IF_ERROR(
      LookAtEach(cohort.size(), options.match.threads, options.is_over,
                 [&](size_t i) { survey.people[i] = StandingOf(question, cohort[i]); }));
  survey.versions = VersionsOf(all, *applied, options.match.as_of);
  return survey;
}

}  // namespace passung
