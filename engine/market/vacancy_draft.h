// The steps of making one vacancy; each adds its part to the draft.
#ifndef PASSUNG_ENGINE_MARKET_VACANCY_DRAFT_H_
#define PASSUNG_ENGINE_MARKET_VACANCY_DRAFT_H_

#include "engine/market/employers.h"
#include "engine/market/occupations.h"
#include "engine/market/world.h"
#include "passung/vacancy.h"

namespace passung::market {

struct VacancyDraft {
  const MarketOccupation* main = nullptr;
  Column column = Column::k2;  // as the rules of scoring see it; 2 where the kind is unknown
  bool agency = false;
  Employer employer;
  Vacancy vacancy;
};

// German, working languages, school certificate, licences, skills.
void AddDemands(VacancyDraft& draft, Random& random);
// Hours, shifts, kind of contract, support, openings, dates.
void AddTerms(const World& world, VacancyDraft& draft, Random& random);

}  // namespace passung::market

#endif  // PASSUNG_ENGINE_MARKET_VACANCY_DRAFT_H_
