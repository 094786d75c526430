// Places outside Germany, where nothing but the name of the town tells.
#ifndef PASSUNG_ENGINE_INGEST_PLACES_ABROAD_H_
#define PASSUNG_ENGINE_INGEST_PLACES_ABROAD_H_

#include <string>

#include "absl/strings/string_view.h"

namespace passung {

// Why the place is in another country; empty where that is not certain. `land` decides where it is given. Else
// the town must be Austrian, which exchanges mix into German ones: a town whose name no municipality in Germany
// has, a part of Wien, Graz or Klagenfurt behind a comma, or a district as its labour office writes it
// ("Bezirk: Hollabrunn").
std::string WhyAbroad(absl::string_view town, absl::string_view land);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_PLACES_ABROAD_H_
