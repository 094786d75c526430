#include "engine/offers/aims.h"

#include <algorithm>

namespace passung {
namespace {

// The most likely level where an advertisement is silent; the lower one of equals.
LanguageLevel UsualGerman(const ScoringProfile& profile, Column column) {
  const auto& prior = profile.language_fit.prior[Index(column)];
  return static_cast<LanguageLevel>(std::max_element(prior.begin(), prior.end()) - prior.begin());
}

Vacancy AimAt(OccupationCode occupation, VacancyKind kind, const DayFacts& facts,
              const ScoringProfile& profile) {
  const Column column = kind == VacancyKind::kJob
                            ? static_cast<Column>(occupation.requirement_level() - 1)
                            : Column::kTraining;
  Vacancy aim;
  aim.id.value = "aim";
  aim.kind = kind;
  aim.occupations = {{.code = occupation, .activity_level = std::nullopt, .label = ""}};
  if (facts.home != nullptr) {
    aim.places = {
        {.district = facts.home->district, .postal_code = "", .town = "", .point = std::nullopt}};
  }
  aim.paid = true;
  aim.temporary_agency = false;
  // Desired: it bars nobody, and what is missing is named.
  aim.german = {.levels = AllSkills(UsualGerman(profile, column)),
                .strength = RequirementStrength::kDesired,
                .phrase = ""};
  return aim;
}

}  // namespace

std::vector<Vacancy> AimsOf(const DayFacts& facts, const ScoringProfile& profile) {
  std::vector<Vacancy> aims;
  for (const DayFacts::Claim& claim : facts.claims) {
    const bool training = claim.kind == ClaimKind::kWish && facts.qualifications.empty();
    Vacancy aim = AimAt(claim.occupation, training ? VacancyKind::kTrainingDual : VacancyKind::kJob,
                        facts, profile);
    if (std::find(aims.begin(), aims.end(), aim) == aims.end()) aims.push_back(std::move(aim));
  }
  return aims;
}

}  // namespace passung
