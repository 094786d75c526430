#ifndef PASSUNG_ENGINE_H_
#define PASSUNG_ENGINE_H_

#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "passung/batch.h"
#include "passung/counterfactual.h"
#include "passung/first_days.h"
#include "passung/match.h"
#include "passung/mentee.h"
#include "passung/relaxations.h"
#include "passung/snapshot.h"
#include "passung/stability.h"
#include "passung/steps.h"
#include "passung/unknowns.h"
#include "passung/vacancy.h"
#include "passung/why_not.h"

namespace passung {

// START HERE. The matching engine: holds the current snapshot and answers questions on it.
//
// Safe for concurrent use by any number of threads without outside locking. A question holds the
// snapshot it began with; `Publish` never waits for questions. No network, no clock, no files.
//
//   auto snapshot = BuildSnapshot({.knowledge = Knowledge::BuiltIn(), .vacancies = vacancies});
//   Engine engine;
//   engine.Publish(*snapshot);
//   auto result = engine.RankVacancies(mentee, {.as_of = day, .profile = *ShippedProfile("default")});
//   for (const Match& match : result->matches) …
class Engine {
 public:
  Engine();
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // Makes `snapshot` the current one for every question that begins from now on.
  // REQUIRES: not null.
  void Publish(std::shared_ptr<const Snapshot> snapshot);
  // nullptr before the first Publish.
  std::shared_ptr<const Snapshot> Current() const;

  // The best vacancies for a mentee, who need not be in the snapshot. Exact.
  // FailedPrecondition before the first Publish; InvalidArgument for a faulty mentee, profile or
  // option, naming the field.
  absl::StatusOr<RankResult> RankVacancies(const Mentee& mentee, const MatchOptions& options) const;
  // The same for every mentee of a stream, all of them against the snapshot that is current at the
  // beginning. Answers reach the sink in the order of the source, and are those of RankVacancies,
  // whatever the number of threads. A faulty mentee gets its error as answer; the batch goes on.
  //
  // Source and sink are called on any of the threads, the caller's among them: each by one thread at
  // a time, both at the same time. A slow sink holds the source back, so that memory stays within
  // `window` mentees and answers. An answer is not kept back while the source is waited for.
  //
  // OK once the sink has all answers. FailedPrecondition before the first Publish and
  // InvalidArgument for a faulty profile or option: then nothing was taken. Cancelled, with the
  // number of answers given, where the sink or `cancelled` ended it; a source that waits has to be
  // woken by whoever cancels.
  absl::Status RankBatch(const MenteeSource& source, const BatchOptions& options,
                         const BatchSink& sink) const;
  // The mirror: the best mentees of the snapshot for a vacancy, the same numbers. A filter is
  // InvalidArgument: it says which vacancies, and there is one.
  absl::StatusOr<RankResult> RankMentees(const Vacancy& vacancy, const MatchOptions& options) const;
  // One pair, also where an enforced rule drops it. `limit`, `classes` and `threads` are
  // ignored; a filter is InvalidArgument.
  absl::StatusOr<PairResult> ExplainMatch(const Mentee& mentee, const Vacancy& vacancy,
                                          const MatchOptions& options) const;
  // What single steps of a mentee would open, all of them at once (passung/steps.h): one pass over all
  // rows. Errors as of RankVacancies; InvalidArgument for an option that is out of its range.
  absl::StatusOr<StepReport> AnalyzeSteps(const Mentee& mentee, const StepOptions& options) const;
  // Why a vacancy of the snapshot is not among the first `limit` of a mentee, and the smallest changes
  // that bring it there. NotFound for a vacancy that is not in the snapshot; otherwise as
  // RankVacancies. `classes` and `filter` must be empty; `summary` and `threads` are ignored.
  absl::StatusOr<AbsenceResult> ExplainAbsence(const Mentee& mentee, const VacancyId& vacancy,
                                               const MatchOptions& options) const;
  // How far each weight can be changed before the first `limit` of a mentee change. As
  // ExplainAbsence.
  absl::StatusOr<StabilityResult> AnalyzeStability(const Mentee& mentee,
                                                   const MatchOptions& options) const;
  // What is not known of a mentee: where it could put the first `limit`, and what to ask first. As
  // ExplainAbsence. One search for each answer that is tried, hundreds for somebody of whom nothing
  // is known.
  absl::StatusOr<UnknownsResult> AnalyzeUnknowns(const Mentee& mentee,
                                                 const MatchOptions& options) const;
  // The vacancies by the first day on which nothing bars them any more, the best `limit` of each day.
  // As ExplainAbsence.
  absl::StatusOr<FirstDaysResult> RankByFirstDay(const Mentee& mentee,
                                                 const MatchOptions& options) const;
  // The cheapest way to a vacancy by a list of prices (passung/counterfactual.h). As ExplainMatch;
  // InvalidArgument for an option that is out of its range.
  absl::StatusOr<CounterfactualResult> FindCheapestWay(const Mentee& mentee, const Vacancy& vacancy,
                                                       const CounterfactualOptions& options) const;
  // The mirror: which mentees of the snapshot single relaxations of a vacancy would bring
  // (passung/relaxations.h): everybody is judged once. Errors as of RankMentees.
  absl::StatusOr<RelaxationReport> AnalyzeRelaxations(const Vacancy& vacancy,
                                                      const RelaxationOptions& options) const;

 private:
  class Holder;
  std::unique_ptr<Holder> holder_;
};

// "0.1.0" and so on: the version every answer names.
absl::string_view EngineVersion();

}  // namespace passung

#endif  // PASSUNG_ENGINE_H_
