// From a question about many people to where each of them stands: the door of engine/reports.
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
  ParallelFor(cohort.size(), options.match.threads,
              [&](size_t i) { survey.people[i] = StandingOf(question, cohort[i]); });
  survey.versions = VersionsOf(all, *applied, options.match.as_of);
  return survey;
}

}  // namespace passung
