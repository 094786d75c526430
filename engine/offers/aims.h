#ifndef PASSUNG_ENGINE_OFFERS_AIMS_H_
#define PASSUNG_ENGINE_OFFERS_AIMS_H_

#include <vector>

#include "engine/vocabulary/day_facts.h"
#include "passung/profile.h"
#include "passung/vacancy.h"

namespace passung {

// What somebody aims at, as vacancies that nobody offers: for each claim, work in the home district that
// asks for the German that is usual for it; training, for the wish of somebody without a vocational
// qualification. In the order of the claims, none twice.
std::vector<Vacancy> AimsOf(const DayFacts& facts, const ScoringProfile& profile);

}  // namespace passung

#endif  // PASSUNG_ENGINE_OFFERS_AIMS_H_
