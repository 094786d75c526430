// Districts and towns of Saxony and of all Germany, as single facts: codes, population, a few towns
// with postal code and point.
#ifndef PASSUNG_ENGINE_MARKET_PLACES_H_
#define PASSUNG_ENGINE_MARKET_PLACES_H_

#include <cstdint>
#include <span>

#include "absl/strings/string_view.h"
#include "passung/market.h"
#include "passung/vocabulary.h"

namespace passung::market {

struct MarketDistrict {
  int32_t number;  // Amtlicher Gemeindeschlüssel
  int32_t population;
};

struct MarketTown {
  int32_t district;
  absl::string_view postal_code;
  absl::string_view name;
  int32_t latitude_e6;
  int32_t longitude_e6;
  int32_t weight;

  GeoPoint point() const { return {latitude_e6, longitude_e6}; }
};

struct Places {
  std::span<const MarketDistrict> districts;  // rising, all of the region
  std::span<const MarketTown> towns;          // in the order of the districts, at least one each
};
// Lives as long as the program. Germany is the Saxon list and german_districts.csv.
const Places& PlacesOf(MarketRegion region);

// As the crow flies, in whole kilometres; good to about 2 % within Saxony, in the far north and
// south of Germany to 10 %.
int32_t Kilometres(GeoPoint from, GeoPoint to);

}  // namespace passung::market

#endif  // PASSUNG_ENGINE_MARKET_PLACES_H_
