// Places as advertisements give them.
#ifndef PASSUNG_ENGINE_INGEST_PLACES_H_
#define PASSUNG_ENGINE_INGEST_PLACES_H_

#include <optional>

#include "absl/strings/string_view.h"
#include "engine/ingest/value_readers.h"
#include "passung/vacancy.h"

namespace passung {

// The district of a town that is a district by itself and cannot be mistaken: the city states, and
// the three cities of Sachsen where the Land is given or the postal code lies in the city. Keys are
// towns, never names of districts ("Leipzig" is also a Landkreis).
std::optional<DistrictCode> DistrictOfCity(absl::string_view town, absl::string_view land,
                                           absl::string_view postal_code);

// Fills in the district from the town where it is absent. A place that is still without one gets a
// warning: it will count as unknown.
void CompletePlace(absl::string_view land, const ValueContext& context, Place& place);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_PLACES_H_
