// Places outside Germany, where nothing but the name of the town tells.
#ifndef PASSUNG_ENGINE_INGEST_PLACES_ABROAD_H_
#define PASSUNG_ENGINE_INGEST_PLACES_ABROAD_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "engine/ingest/value_readers.h"

namespace passung {

// What tells that a place is in another country: the country, or the town.
struct Abroad {
  enum class By : uint8_t { kLand, kTown };
  By by = By::kLand;
  std::string name;
};
// That the place is left out, or that the record has no other.
void WarnOfAbroad(const Abroad& abroad, const ValueContext& context);
void RefuseAbroad(const Abroad& abroad, const ValueContext& context);

// Absent where that is not certain. `land` decides where it is given. Else
// the town must be Austrian, which exchanges mix into German ones: a town whose name no municipality in Germany
// has, a part of Wien, Graz or Klagenfurt behind a comma, or a district as its labour office writes it
// ("Bezirk: Hollabrunn").
std::optional<Abroad> FindAbroad(absl::string_view town, absl::string_view land);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_PLACES_ABROAD_H_
