#ifndef PASSUNG_PLANTED_H_
#define PASSUNG_PLANTED_H_

#include <cstdint>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "passung/date.h"
#include "passung/engine.h"
#include "passung/evaluation.h"
#include "passung/ids.h"
#include "passung/mentee.h"
#include "passung/profile.h"

// A made-up truth behind outcomes: with it tuning and evaluation are tried on data whose answer is known.

namespace passung {

// A suggestion turns out well with the chance 1 / (1 + exp(-slope × (score - middle))), the score as a share
// of the full one under `profile`.
struct PlantedTruth {
  ScoringProfile profile;
  double slope = 10;
  double middle = 0.5;
  // What no weighted sum can say: so much is added to the score for occupation × language beyond what half
  // the points of both would give. 0: none.
  double interaction = 0;
};

struct PlantedOptions {
  Date as_of;
  int32_t per_person = 10;  // 1 … 1 000
  uint64_t seed = 1;
  int threads = 1;  // 1 … 64; no label depends on it
};

// One suggestion and its end.
struct PlantedPair {
  Judgement judgement;  // grade 1: it turned out well
  double chance = 0;    // what it was drawn from: the oracle
};

// To each mentee `per_person` vacancies that no enforced rule drops, none twice: in turn one of the main groups
// that the person claims and one of all, each as likely as any other; fewer where forty tries for one find
// none. Equal for equal input on one machine; each person depends on the seed and their position alone.
// FailedPrecondition before the first Publish; NotFound for a vacancy that is not in the snapshot;
// InvalidArgument for a faulty option, profile or mentee. Cost: some explanations for each pair.
absl::StatusOr<std::vector<PlantedPair>> PlantOutcomes(const Engine& engine,
                                                       std::span<const Mentee> mentees,
                                                       std::span<const VacancyId> vacancies,
                                                       const PlantedTruth& truth,
                                                       const PlantedOptions& options);

// The chance of a pair, whatever was drawn. Errors as of Engine::ExplainMatch.
absl::StatusOr<double> PlantedChance(const Engine& engine, const Mentee& mentee,
                                     const Vacancy& vacancy, const PlantedTruth& truth, Date as_of);

}  // namespace passung

#endif  // PASSUNG_PLANTED_H_
