// A small made-up market and what became of suggestions in it.
#ifndef PASSUNG_TESTS_ENGINE_EVALUATION_LABELLED_MARKET_H_
#define PASSUNG_TESTS_ENGINE_EVALUATION_LABELLED_MARKET_H_

#include <cstdint>
#include <vector>

#include "passung/engine.h"
#include "passung/evaluation.h"
#include "passung/market.h"
#include "passung/planted.h"
#include "tests/support/builders.h"

namespace passung {

struct LabelledMarket {
  Market market;
  std::vector<VacancyId> vacancies;
  Engine engine;

  LabelledMarket(int32_t mentees, int32_t count)
      : market(
            *MakeMarket({.mentees = mentees, .vacancies = count, .seed = 1, .today = StoryDay()})) {
    for (const Vacancy& vacancy : market.vacancies) vacancies.push_back(vacancy.id);
    engine.Publish(
        *BuildSnapshot({.knowledge = Knowledge::BuiltIn(), .vacancies = market.vacancies}));
  }

  std::vector<PlantedPair> Plant(const PlantedTruth& truth, int32_t per_person,
                                 uint64_t seed = 1) const {
    return *PlantOutcomes(
        engine, market.mentees, vacancies, truth,
        {.as_of = StoryDay(), .per_person = per_person, .seed = seed, .threads = 2});
  }
};

// The market that all tests of this folder share.
inline const LabelledMarket& SharedMarket() {
  static const auto* const kMarket = new LabelledMarket(300, 1500);
  return *kMarket;
}

inline std::vector<Judgement> JudgementsIn(const std::vector<PlantedPair>& pairs) {
  std::vector<Judgement> judgements;
  for (const PlantedPair& pair : pairs) judgements.push_back(pair.judgement);
  return judgements;
}

// Weights that are not those of any profile that comes with the program.
inline PlantedTruth OtherTruth() {
  PlantedTruth truth = {.profile = *ShippedProfile("default")};
  truth.profile.weights = {2000, 1000, 1200, 700, 1800, 1500, 900, 400, 500};
  return truth;
}

}  // namespace passung

#endif  // PASSUNG_TESTS_ENGINE_EVALUATION_LABELLED_MARKET_H_
