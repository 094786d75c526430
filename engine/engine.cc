#include "passung/engine.h"

#include <algorithm>
#include <mutex>
#include <shared_mutex>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/analysis/cheapest_way.h"
#include "engine/analysis/first_days.h"
#include "engine/analysis/market_points.h"
#include "engine/analysis/relaxation_analysis.h"
#include "engine/analysis/stability.h"
#include "engine/analysis/step_analysis.h"
#include "engine/analysis/unknowns.h"
#include "engine/analysis/why_not.h"
#include "engine/base/check.h"
#include "engine/base/status_macros.h"
#include "engine/explain/explain.h"
#include "engine/index/snapshot_internal.h"
#include "engine/rank_batch.h"
#include "engine/rank_vacancies.h"
#include "engine/search/mentee_search.h"
#include "engine/search/mirror.h"

namespace passung {
namespace {

absl::Status NeverRanked() {
  return absl::InvalidArgumentError(
      "vacancy.kind: self_employed is stored but never ranked; any other kind is");
}

// An analysis speaks of the list that RankVacancies gives by default.
absl::Status CheckAnalysis(const Mentee& mentee, const MatchOptions& options) {
  PASSUNG_RETURN_IF_ERROR(ValidateOptions(options));
  PASSUNG_RETURN_IF_ERROR(RefuseFilter(options));
  if (!options.classes.empty()) {
    return absl::InvalidArgumentError("classes: must be empty where a list is analysed");
  }
  return Validate(mentee);
}

// What an analysis asks: the profile, the snapshot that it was put to, and the question itself.
struct Analysed {
  Analysed(std::shared_ptr<const Snapshot> the_held,
           std::shared_ptr<const AppliedProfile> the_applied, const MatchOptions& options)
      : held(std::move(the_held)),
        applied(std::move(the_applied)),
        snapshot(SnapshotImpl::From(*held)),
        query{snapshot.knowledge_impl(), *applied, options.as_of, snapshot.columns().dictionaries,
              options.frozen},
        versions(VersionsOf(snapshot, *applied, options.as_of)) {}

  const std::shared_ptr<const Snapshot> held;
  const std::shared_ptr<const AppliedProfile> applied;
  const SnapshotImpl& snapshot;
  const Query query;
  const VersionsUsed versions;
};

Match ExplainPair(const Query& query, const SingleVacancy& single, const Mentee& mentee,
                  uint32_t row) {
  const Person person(query, mentee);
  const Where where = single.At(row);
  Match match = std::move(Explain(query, person, {&where, 1}).front());
  match.mentee = mentee.id;
  match.vacancy = single.vacancy.id;
  return match;
}

}  // namespace

// The current snapshot. std::shared_mutex because ThreadSanitizer understands it; the lock is held
// for copying a pointer only.
class Engine::Holder {
 public:
  void Set(std::shared_ptr<const Snapshot> snapshot) {
    {
      const std::unique_lock lock(mutex_);
      current_.swap(snapshot);
    }
    // The old snapshot, if this was its last holder, dies here, outside the lock.
  }
  std::shared_ptr<const Snapshot> Get() const {
    const std::shared_lock lock(mutex_);
    return current_;
  }
  absl::StatusOr<std::shared_ptr<const Snapshot>> Require() const {
    auto snapshot = Get();
    if (snapshot == nullptr) return absl::FailedPreconditionError("no snapshot is published yet");
    return snapshot;
  }

  // InvalidArgument and FailedPrecondition as every question.
  absl::StatusOr<Analysed> Analyse(const Mentee& mentee, const MatchOptions& options) const {
    PASSUNG_RETURN_IF_ERROR(CheckAnalysis(mentee, options));
    PASSUNG_ASSIGN_OR_RETURN(auto applied, AppliedProfileOf(options));
    PASSUNG_ASSIGN_OR_RETURN(auto held, Require());
    return absl::StatusOr<Analysed>(absl::in_place, std::move(held), std::move(applied), options);
  }

 private:
  mutable std::shared_mutex mutex_;
  std::shared_ptr<const Snapshot> current_;
};

Engine::Engine() : holder_(std::make_unique<Holder>()) {}
Engine::~Engine() = default;

void Engine::Publish(std::shared_ptr<const Snapshot> snapshot) {
  PASSUNG_CHECK(snapshot != nullptr);
  holder_->Set(std::move(snapshot));
}

std::shared_ptr<const Snapshot> Engine::Current() const { return holder_->Get(); }

absl::StatusOr<RankResult> Engine::RankVacancies(const Mentee& mentee,
                                                 const MatchOptions& options) const {
  PASSUNG_RETURN_IF_ERROR(ValidateOptions(options));
  PASSUNG_RETURN_IF_ERROR(Validate(mentee));
  PASSUNG_ASSIGN_OR_RETURN(const auto applied, AppliedProfileOf(options));
  PASSUNG_ASSIGN_OR_RETURN(const auto held, holder_->Require());
  return VacancyRanking(SnapshotImpl::From(*held), *applied, options, Detail::kFull).Of(mentee);
}

absl::Status Engine::RankBatch(const MenteeSource& source, const BatchOptions& options,
                               const BatchSink& sink) const {
  PASSUNG_RETURN_IF_ERROR(Validate(options));
  PASSUNG_ASSIGN_OR_RETURN(const auto applied, AppliedProfileOf(options.match));
  PASSUNG_ASSIGN_OR_RETURN(const auto held, holder_->Require());
  return RankAll(SnapshotImpl::From(*held), *applied, options, source, sink);
}

absl::StatusOr<RankResult> Engine::RankMentees(const Vacancy& vacancy,
                                               const MatchOptions& options) const {
  PASSUNG_RETURN_IF_ERROR(ValidateOptions(options));
  PASSUNG_RETURN_IF_ERROR(RefuseFilter(options));
  PASSUNG_RETURN_IF_ERROR(Validate(vacancy));
  if (vacancy.kind == VacancyKind::kSelfEmployed) return NeverRanked();
  PASSUNG_ASSIGN_OR_RETURN(const auto applied, AppliedProfileOf(options));
  PASSUNG_ASSIGN_OR_RETURN(const auto held, holder_->Require());
  const SnapshotImpl& snapshot = SnapshotImpl::From(*held);
  const SingleVacancy single(vacancy, snapshot.knowledge_impl());
  const Query query{snapshot.knowledge_impl(), *applied, options.as_of, single.columns.dictionaries,
                    options.frozen};
  const SearchOptions search = SearchOptionsOf(options);
  // Who asks about everybody gets everybody judged.
  const SearchResult found =
      options.summary ? SearchEveryMentee(query, single, snapshot, search)
                      : SearchResult{SearchMenteesBestFirst(query, single, snapshot, search), {}};
  RankResult result{.summary = found.summary,
                    .versions = VersionsOf(snapshot, *applied, options.as_of)};
  for (const Hit& hit : found.hits) {
    result.matches.push_back(ExplainPair(query, single, snapshot.mentees()[hit.index], hit.row));
    PASSUNG_DCHECK(result.matches.back().score == hit.score);
  }
  return result;
}

absl::StatusOr<PairResult> Engine::ExplainMatch(const Mentee& mentee, const Vacancy& vacancy,
                                                const MatchOptions& options) const {
  PASSUNG_RETURN_IF_ERROR(RefuseFilter(options));
  PASSUNG_RETURN_IF_ERROR(Validate(mentee));
  PASSUNG_RETURN_IF_ERROR(Validate(vacancy));
  if (vacancy.kind == VacancyKind::kSelfEmployed) return NeverRanked();
  PASSUNG_ASSIGN_OR_RETURN(const auto applied, AppliedProfileOf(options));
  PASSUNG_ASSIGN_OR_RETURN(const auto held, holder_->Require());
  const SnapshotImpl& snapshot = SnapshotImpl::From(*held);
  const SingleVacancy single(vacancy, snapshot.knowledge_impl());
  const Query query{snapshot.knowledge_impl(), *applied, options.as_of, single.columns.dictionaries,
                    options.frozen};
  const Hit hit = BestFor(query, single, Person(query, mentee), nullptr);
  return PairResult{.match = ExplainPair(query, single, mentee, hit.row),
                    .versions = VersionsOf(snapshot, *applied, options.as_of)};
}

absl::StatusOr<AbsenceResult> Engine::ExplainAbsence(const Mentee& mentee, const VacancyId& vacancy,
                                                     const MatchOptions& options) const {
  PASSUNG_ASSIGN_OR_RETURN(const Analysed asked, holder_->Analyse(mentee, options));
  const VacancyRows rows = asked.snapshot.rows();
  const auto slot = rows.vacancies.Find(vacancy.value, rows.slots);
  if (!slot || !rows.IsLive(*slot)) {
    return absl::NotFoundError(
        absl::StrCat("vacancy \"", vacancy.value, "\" is not in the snapshot"));
  }
  if (asked.snapshot.vacancy(*slot).kind == VacancyKind::kSelfEmployed) return NeverRanked();
  PASSUNG_ASSIGN_OR_RETURN(AbsenceResult result, WhyNot(asked.held, asked.query, mentee,
                                                        {.slot = *slot, .places = options.limit}));
  result.versions = asked.versions;
  return result;
}

absl::StatusOr<StabilityResult> Engine::AnalyzeStability(const Mentee& mentee,
                                                         const MatchOptions& options) const {
  PASSUNG_ASSIGN_OR_RETURN(const Analysed asked, holder_->Analyse(mentee, options));
  const MarketPoints market(asked.snapshot, asked.query, Person(asked.query, mentee));
  StabilityResult result = StabilityOf(asked.snapshot, market, *asked.applied, options.limit);
  result.versions = asked.versions;
  return result;
}

absl::StatusOr<StepReport> Engine::AnalyzeSteps(const Mentee& mentee,
                                                const StepOptions& options) const {
  PASSUNG_RETURN_IF_ERROR(ValidateOptions(options.match));
  PASSUNG_RETURN_IF_ERROR(Validate(options));
  PASSUNG_RETURN_IF_ERROR(Validate(mentee));
  PASSUNG_ASSIGN_OR_RETURN(const auto applied, AppliedProfileOf(options.match));
  PASSUNG_ASSIGN_OR_RETURN(const auto held, holder_->Require());
  const SnapshotImpl& snapshot = SnapshotImpl::From(*held);
  StepReport report = AnalyzeStepsOf(snapshot, *applied, mentee, options);
  report.versions = VersionsOf(snapshot, *applied, options.match.as_of);
  return report;
}

absl::StatusOr<UnknownsResult> Engine::AnalyzeUnknowns(const Mentee& mentee,
                                                       const MatchOptions& options) const {
  PASSUNG_ASSIGN_OR_RETURN(const Analysed asked, holder_->Analyse(mentee, options));
  UnknownsResult result = UnknownsOf(asked.snapshot, asked.query, mentee, options.limit);
  result.versions = asked.versions;
  return result;
}

absl::StatusOr<FirstDaysResult> Engine::RankByFirstDay(const Mentee& mentee,
                                                       const MatchOptions& options) const {
  PASSUNG_ASSIGN_OR_RETURN(const Analysed asked, holder_->Analyse(mentee, options));
  FirstDaysResult result = FirstDaysOf(asked.snapshot, asked.query, mentee, options.limit);
  result.versions = asked.versions;
  return result;
}

absl::StatusOr<CounterfactualResult> Engine::FindCheapestWay(
    const Mentee& mentee, const Vacancy& vacancy, const CounterfactualOptions& options) const {
  PASSUNG_RETURN_IF_ERROR(RefuseFilter(options.match));
  PASSUNG_RETURN_IF_ERROR(Validate(options));
  PASSUNG_RETURN_IF_ERROR(Validate(vacancy));
  PASSUNG_ASSIGN_OR_RETURN(const PairResult before, ExplainMatch(mentee, vacancy, options.match));
  PASSUNG_ASSIGN_OR_RETURN(const auto applied, AppliedProfileOf(options.match));
  PASSUNG_ASSIGN_OR_RETURN(const auto held, holder_->Require());
  PASSUNG_ASSIGN_OR_RETURN(
      const auto space,
      StepSpace::Of(vacancy, std::shared_ptr<const Knowledge>(held, &held->knowledge()), *applied,
                    options.match.as_of, options.match.frozen));
  const StepSearchAnswer answer = CheapestWayOf(*space, mentee, options);
  CounterfactualResult result{
      .before = before.match, .plan = answer.plan, .after = {}, .versions = before.versions};
  if (answer.plan.outcome == PlanOutcome::kFound) {
    PASSUNG_ASSIGN_OR_RETURN(PairResult after, ExplainMatch(answer.after, vacancy, options.match));
    result.after = std::move(after.match);
  }
  return result;
}

absl::StatusOr<RelaxationReport> Engine::AnalyzeRelaxations(
    const Vacancy& vacancy, const RelaxationOptions& options) const {
  PASSUNG_RETURN_IF_ERROR(ValidateOptions(options.match));
  PASSUNG_RETURN_IF_ERROR(RefuseFilter(options.match));
  PASSUNG_RETURN_IF_ERROR(Validate(options));
  PASSUNG_RETURN_IF_ERROR(Validate(vacancy));
  if (vacancy.kind == VacancyKind::kSelfEmployed) return NeverRanked();
  PASSUNG_ASSIGN_OR_RETURN(const auto applied, AppliedProfileOf(options.match));
  PASSUNG_ASSIGN_OR_RETURN(const auto held, holder_->Require());
  const SnapshotImpl& snapshot = SnapshotImpl::From(*held);
  RelaxationReport report = AnalyzeRelaxationsOf(snapshot, *applied, vacancy, options);
  report.versions = VersionsOf(snapshot, *applied, options.match.as_of);
  return report;
}

absl::string_view EngineVersion() { return "0.1.0"; }

}  // namespace passung
