#include "bindings/cli/planted_outcomes.h"

#include <span>
#include <utility>

#include "engine/base/status_macros.h"
#include "passung/engine.h"
#include "passung/knowledge.h"
#include "passung/planted.h"

namespace passung::cli {
namespace {

constexpr int32_t kSuggestions = 8;
constexpr int32_t kEarliestDaysBack = 240;
constexpr int32_t kDaysBetween = 20;
constexpr int32_t kDaysToAnswer = 14;
constexpr int32_t kDaysToStart = 25;
// Every third interview leads to work.
constexpr size_t kPlacedOf = 3;

void Tell(const Judgement& judgement, OutcomeKind kind, Date day, std::vector<Outcome>& outcomes) {
  Outcome& outcome = outcomes.emplace_back();
  outcome.mentee = judgement.mentee;
  outcome.vacancy = judgement.vacancy;
  outcome.kind = kind;
  outcome.date = day;
  if (kind == OutcomeKind::kPlaced) outcome.placement = PlacementKind::kJob;
  if (kind == OutcomeKind::kDeclined) {
    outcome.declined_by = DeclinedBy::kEmployer;
    outcome.reason = OutcomeReason::kQualification;
  }
  outcome.id = OutcomeIdOf(outcome);
}

}  // namespace

absl::StatusOr<std::vector<Outcome>> MakePlantedOutcomes(const MarketOptions& market,
                                                         int64_t people,
                                                         const std::string& profile) {
  PlantedTruth truth;
  PASSUNG_ASSIGN_OR_RETURN(truth.profile, ShippedProfile(profile));
  PASSUNG_ASSIGN_OR_RETURN(Market made, MakeMarket(market));
  std::vector<VacancyId> vacancies;
  for (const Vacancy& vacancy : made.vacancies) vacancies.push_back(vacancy.id);
  PASSUNG_ASSIGN_OR_RETURN(auto snapshot, BuildSnapshot({.knowledge = Knowledge::BuiltIn(),
                                                         .vacancies = std::move(made.vacancies)}));
  Engine engine;
  engine.Publish(std::move(snapshot));
  PASSUNG_ASSIGN_OR_RETURN(
      const std::vector<PlantedPair> pairs,
      PlantOutcomes(engine, std::span(made.mentees).first(static_cast<size_t>(people)), vacancies,
                    truth,
                    {.as_of = market.today, .per_person = kSuggestions, .seed = market.seed}));
  std::vector<Outcome> outcomes;
  int32_t number = 0;  // of the suggestion to one person
  size_t interviews = 0;
  for (size_t i = 0; i < pairs.size(); ++i) {
    const Judgement& judgement = pairs[i].judgement;
    const bool same = i > 0 && pairs[i - 1].judgement.mentee == judgement.mentee;
    number = same ? number + 1 : 0;
    const Date day = market.today.PlusDays(number * kDaysBetween - kEarliestDaysBack);
    Tell(judgement, OutcomeKind::kProposed, day, outcomes);
    const bool good = judgement.grade > 0;
    Tell(judgement, good ? OutcomeKind::kInterview : OutcomeKind::kDeclined,
         day.PlusDays(kDaysToAnswer), outcomes);
    if (!good) continue;
    if (++interviews % kPlacedOf == 0) {
      Tell(judgement, OutcomeKind::kPlaced, day.PlusDays(kDaysToStart), outcomes);
    }
  }
  return outcomes;
}

}  // namespace passung::cli
