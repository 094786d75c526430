#ifndef PASSUNG_ENGINE_MARKET_VACANCIES_H_
#define PASSUNG_ENGINE_MARKET_VACANCIES_H_

#include <cstdint>

#include "engine/market/world.h"
#include "passung/vacancy.h"

namespace passung::market {

// The vacancy at a position from 0; it depends on nothing but the world and the position. Some
// repeat an earlier one in everything but the id, as employers do.
Vacancy MakeVacancy(const World& world, int64_t index);

}  // namespace passung::market

#endif  // PASSUNG_ENGINE_MARKET_VACANCIES_H_
