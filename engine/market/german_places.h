#ifndef PASSUNG_ENGINE_MARKET_GERMAN_PLACES_H_
#define PASSUNG_ENGINE_MARKET_GERMAN_PLACES_H_

#include "engine/market/places.h"

namespace passung::market {

// All 400 districts: those of `saxony` and those of german_districts.csv. Read once, from what the
// first call gave.
const Places& GermanPlaces(const Places& saxony);

}  // namespace passung::market

#endif  // PASSUNG_ENGINE_MARKET_GERMAN_PLACES_H_
