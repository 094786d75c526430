// One question of the engine in its parts, so that each can be timed by itself. Does what
// Engine::RankVacancies does between its checks and its return, and nothing else.
#ifndef PASSUNG_BENCHMARKS_SUPPORT_QUESTION_H_
#define PASSUNG_BENCHMARKS_SUPPORT_QUESTION_H_

#include <optional>
#include <vector>

#include "engine/index/query.h"
#include "engine/index/snapshot_internal.h"
#include "engine/search/person.h"
#include "engine/search/top_k.h"
#include "passung/match.h"
#include "passung/mentee.h"

namespace passung::bench {

class Question {
 public:
  // All must outlive it. REQUIRES: the mentee is valid, `options.classes` is empty.
  Question(const Snapshot& snapshot, const Mentee& mentee, const MatchOptions& options,
           const AppliedProfile& applied);

  // Thinking and looking: the person's facts, bounds, the best rows.
  void Search();
  // Contributions, rule outcomes and interval of the hits. REQUIRES: Search() was called.
  void Explain();

  const std::vector<Match>& matches() const { return matches_; }

 private:
  const SnapshotImpl& snapshot_;
  const Mentee& mentee_;
  const MatchOptions& options_;
  const Query query_;
  std::optional<Person> person_;
  std::vector<Hit> found_;
  std::vector<Match> matches_;
};

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_SUPPORT_QUESTION_H_
