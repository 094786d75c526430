#ifndef PASSUNG_ENGINE_H_
#define PASSUNG_ENGINE_H_

#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "passung/match.h"
#include "passung/mentee.h"
#include "passung/snapshot.h"
#include "passung/vacancy.h"

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
  // The mirror: the best mentees of the snapshot for a vacancy, the same numbers.
  absl::StatusOr<RankResult> RankMentees(const Vacancy& vacancy, const MatchOptions& options) const;
  // One pair, also where an enforced rule drops it. `limit`, `classes` and `threads` are ignored.
  absl::StatusOr<PairResult> ExplainMatch(const Mentee& mentee, const Vacancy& vacancy,
                                          const MatchOptions& options) const;

 private:
  class Holder;
  std::unique_ptr<Holder> holder_;
};

// "0.1.0" and so on: the version every answer names.
absl::string_view EngineVersion();

}  // namespace passung

#endif  // PASSUNG_ENGINE_H_
