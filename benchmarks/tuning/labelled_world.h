// A labelled market for whoever tunes: its truth is planted, so that the best possible list is known.
#ifndef PASSUNG_BENCHMARKS_TUNING_LABELLED_WORLD_H_
#define PASSUNG_BENCHMARKS_TUNING_LABELLED_WORLD_H_

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "passung/engine.h"
#include "passung/evaluation.h"
#include "passung/planted.h"
#include "passung/tuning.h"

namespace passung::bench {

struct LabelledWorld {
  std::vector<Mentee> mentees;       // all with a recognition, so that every weight can be seen
  std::vector<VacancyId> vacancies;  // in the order of drawing
  Engine engine;                     // holds them
};

// `mentees` people of the made-up market (seed 1, 15 February 2026).
absl::StatusOr<std::unique_ptr<LabelledWorld>> MakeLabelledWorld(int64_t mentees,
                                                                 int64_t vacancies);

// Tables of `default`, weights of no profile that comes with the program.
PlantedTruth UsualTruth();
// The same with an interaction of occupation and German that no weighted sum can say.
PlantedTruth TruthWithInteraction();

// Suggestions to people `begin` … `begin + count` - 1 of the world.
absl::StatusOr<std::vector<PlantedPair>> Plant(const LabelledWorld& world,
                                               const PlantedTruth& truth, size_t begin,
                                               size_t count, int32_t per_person, uint64_t seed);

std::vector<Judgement> JudgementsOf(const std::vector<PlantedPair>& pairs);

// `default` tuned on judgements.
absl::StatusOr<TuningResult> TuneDefault(const LabelledWorld& world,
                                         std::span<const Judgement> judgements);

// How a profile orders the judged, on two threads.
absl::StatusOr<Evaluation> EvaluateJudged(const LabelledWorld& world,
                                          std::span<const Judgement> judgements,
                                          const ScoringProfile& profile);

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_TUNING_LABELLED_WORLD_H_
