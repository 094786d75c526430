// Districts and towns of Saxony, as single facts: codes, population, a few towns with postal code
// and point.
#ifndef PASSUNG_ENGINE_MARKET_PLACES_H_
#define PASSUNG_ENGINE_MARKET_PLACES_H_

#include <cstdint>
#include <span>

#include "absl/strings/string_view.h"
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

std::span<const MarketDistrict> Districts();  // all 13, rising
std::span<const MarketTown> Towns();          // rising by district, several each

// As the crow flies, in whole kilometres; good to about 2 % within Saxony.
int32_t Kilometres(GeoPoint from, GeoPoint to);

}  // namespace passung::market

#endif  // PASSUNG_ENGINE_MARKET_PLACES_H_
