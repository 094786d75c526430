#include "engine/ingest/places.h"

#include <array>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/ingest/text_folding.h"

namespace passung {
namespace {

struct City {
  absl::string_view town;  // folded
  absl::string_view land;  // folded
  int32_t district;
  // Its name alone is enough; otherwise the Land or the postal code has to agree.
  bool unmistakable;
  absl::string_view postal_prefix;
};

// Amtliche Gemeindeschlüssel of the Gemeindeverzeichnis (Destatis, 31.08.2025).
constexpr std::array kCities = {
    City{"berlin", "berlin", 11000, true, ""},
    City{"hamburg", "hamburg", 2000, true, ""},
    City{"bremen", "bremen", 4011, true, ""},
    City{"bremerhaven", "bremen", 4012, true, ""},
    City{"dresden", "sachsen", 14612, false, "01"},
    City{"leipzig", "sachsen", 14713, false, "04"},
    City{"chemnitz", "sachsen", 14511, false, "091"},
};

}  // namespace

std::optional<DistrictCode> DistrictOfCity(absl::string_view town, absl::string_view land,
                                           absl::string_view postal_code) {
  const std::string folded_town = Fold(town);
  const std::string folded_land = Fold(land);
  for (const City& city : kCities) {
    // "Hamburg, Freie und Hansestadt", "Dresden, Sachsen": official additions follow a comma.
    const absl::string_view name = absl::string_view(folded_town).substr(0, folded_town.find(','));
    if (name != city.town) continue;
    const bool by_code =
        !city.postal_prefix.empty() && absl::StartsWith(postal_code, city.postal_prefix);
    if (city.unmistakable || folded_land == city.land || by_code) {
      return DistrictCode::FromNumber(city.district);
    }
  }
  // A Land that is one city. Bremen is two, so there the town decides.
  if (folded_land == "berlin") return DistrictCode::FromNumber(11000);
  if (folded_land == "hamburg") return DistrictCode::FromNumber(2000);
  return std::nullopt;
}

void CompletePlace(absl::string_view land, const ValueContext& context, Place& place) {
  if (!place.district) place.district = DistrictOfCity(place.town, land, place.postal_code);
  if (place.district) return;
  context.log.Warn(context.field, ProblemCode::kDistrictUnknown, {{"value", Shown(place.town)}});
}

}  // namespace passung
