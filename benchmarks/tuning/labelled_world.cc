#include "benchmarks/tuning/labelled_world.h"

#include <algorithm>
#include <utility>

#include "benchmarks/support/world.h"
#include "engine/base/status_macros.h"
#include "passung/knowledge.h"
#include "passung/market.h"

namespace passung::bench {
namespace {

constexpr int kThreads = 2;
constexpr int64_t kMostLookedAt = 100;  // for each person who is taken

bool HasRecognition(const Mentee& mentee) {
  return std::any_of(mentee.facts.qualifications.begin(), mentee.facts.qualifications.end(),
                     [](const Qualification& one) { return !one.recognitions.empty(); });
}

}  // namespace

absl::StatusOr<std::unique_ptr<LabelledWorld>> MakeLabelledWorld(int64_t mentees,
                                                                 int64_t vacancies) {
  PASSUNG_ASSIGN_OR_RETURN(const MarketMaker maker,
                           MarketMaker::Create({.mentees = mentees * kMostLookedAt,
                                                .vacancies = vacancies,
                                                .seed = 1,
                                                .today = BenchDay()}));
  auto world = std::make_unique<LabelledWorld>();
  for (int64_t i = 0; i < maker.mentees() && std::ssize(world->mentees) < mentees; ++i) {
    Mentee mentee = maker.MenteeAt(i);
    if (HasRecognition(mentee)) world->mentees.push_back(std::move(mentee));
  }
  std::vector<Vacancy> made;
  for (int64_t i = 0; i < vacancies; ++i) {
    world->vacancies.push_back(made.emplace_back(maker.VacancyAt(i)).id);
  }
  PASSUNG_ASSIGN_OR_RETURN(auto snapshot, BuildSnapshot({.knowledge = Knowledge::BuiltIn(),
                                                         .vacancies = std::move(made),
                                                         .threads = kThreads}));
  world->engine.Publish(std::move(snapshot));
  return world;
}

PlantedTruth UsualTruth() {
  PlantedTruth truth = {.profile = *ShippedProfile("default")};
  truth.profile.weights = {1400, 800, 1500, 800, 2200, 1600, 900, 300, 500};
  return truth;
}

PlantedTruth TruthWithInteraction() {
  PlantedTruth truth = UsualTruth();
  truth.interaction = 0.6;
  return truth;
}

absl::StatusOr<std::vector<PlantedPair>> Plant(const LabelledWorld& world,
                                               const PlantedTruth& truth, size_t begin,
                                               size_t count, int32_t per_person, uint64_t seed) {
  return PlantOutcomes(
      world.engine, std::span(world.mentees).subspan(begin, count), world.vacancies, truth,
      {.as_of = BenchDay(), .per_person = per_person, .seed = seed, .threads = kThreads});
}

std::vector<Judgement> JudgementsOf(const std::vector<PlantedPair>& pairs) {
  std::vector<Judgement> judgements;
  judgements.reserve(pairs.size());
  for (const PlantedPair& pair : pairs) judgements.push_back(pair.judgement);
  return judgements;
}

absl::StatusOr<TuningResult> TuneDefault(const LabelledWorld& world,
                                         std::span<const Judgement> judgements) {
  TuningOptions options;
  options.as_of = BenchDay();
  options.profile = *ShippedProfile("default");
  options.threads = kThreads;
  return Tune(world.engine, {.mentees = world.mentees, .judgements = judgements, .preferences = {}},
              options);
}

absl::StatusOr<Evaluation> EvaluateJudged(const LabelledWorld& world,
                                          std::span<const Judgement> judgements,
                                          const ScoringProfile& profile) {
  EvaluationOptions options;
  options.as_of = BenchDay();
  options.profile = profile;
  options.scope = EvaluationScope::kJudged;
  options.threads = kThreads;
  return Evaluate(world.engine, {.mentees = world.mentees, .judgements = judgements, .labels = {}},
                  options);
}

}  // namespace passung::bench
