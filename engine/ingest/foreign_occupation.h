// Occupations of other classifications as sources name them.
#ifndef PASSUNG_ENGINE_INGEST_FOREIGN_OCCUPATION_H_
#define PASSUNG_ENGINE_INGEST_FOREIGN_OCCUPATION_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace passung {

// One of the two is there.
struct ForeignOccupation {
  std::string isco;  // unit group of ISCO-08, four digits
  std::string esco;  // id of an occupation of ESCO, as in EscoOccupation
};

// "ISCO 2512", "ISCO-08: 2512", "http://data.europa.eu/esco/isco/C2512", and
// "http://data.europa.eu/esco/occupation/f2b15a0e-e65a-438a-affb-29b9d50b77d1", in whatever case. Nothing for what
// is none of these; groups of fewer digits are too wide to name an occupation.
std::optional<ForeignOccupation> ParseForeignOccupation(absl::string_view text);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_FOREIGN_OCCUPATION_H_
