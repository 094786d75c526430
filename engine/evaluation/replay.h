// What a profile shows to people who were judged, and how it scores what they were judged on.
#ifndef PASSUNG_ENGINE_EVALUATION_REPLAY_H_
#define PASSUNG_ENGINE_EVALUATION_REPLAY_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "engine/evaluation/judged_people.h"
#include "passung/engine.h"
#include "passung/evaluation.h"

namespace passung::evaluation {

struct ScoredPair {
  int32_t score = 0;
  bool closed = false;  // an enforced rule drops it
};

struct ReplayedPerson {
  std::vector<const Vacancy*> shown;  // the first k of the market, best first
  int32_t under_used = 0;             // of these
  std::vector<ScoredPair> scored;     // in the order of JudgedPerson::pairs
};

// One for each of `people`, in their order; the engine holds the snapshot that they point into.
absl::StatusOr<std::vector<ReplayedPerson>> Replay(const Engine& engine,
                                                   const std::vector<JudgedPerson>& people,
                                                   const EvaluationOptions& options);

// The same with nothing but the scores of what was judged: of everything that is in one list, and quick.
absl::StatusOr<std::vector<ReplayedPerson>> ScoreJudged(const Engine& engine,
                                                        const std::vector<JudgedPerson>& people,
                                                        const EvaluationOptions& options);

// The grades of a person's list: of the market, or of what was judged.
std::vector<int32_t> RankedGrades(const JudgedPerson& person, const ReplayedPerson& replayed,
                                  EvaluationScope scope);

}  // namespace passung::evaluation

#endif  // PASSUNG_ENGINE_EVALUATION_REPLAY_H_
