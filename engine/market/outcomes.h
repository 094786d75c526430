#ifndef PASSUNG_ENGINE_MARKET_OUTCOMES_H_
#define PASSUNG_ENGINE_MARKET_OUTCOMES_H_

#include <cstdint>
#include <vector>

#include "engine/market/world.h"
#include "passung/mentee.h"
#include "passung/outcome.h"

namespace passung::market {

// What became of one to three suggestions to the mentee at a position from 0, each of one of the first
// `vacancies` vacancies, by day rising. Nothing lies after the day of the world. REQUIRES: vacancies > 0.
std::vector<Outcome> MakeOutcomes(const World& world, const Mentee& mentee, int64_t index,
                                  int64_t vacancies);

}  // namespace passung::market

#endif  // PASSUNG_ENGINE_MARKET_OUTCOMES_H_
