#ifndef PASSUNG_ENGINE_VOCABULARY_DISTRICT_NAMES_H_
#define PASSUNG_ENGINE_VOCABULARY_DISTRICT_NAMES_H_

#include "absl/strings/string_view.h"
#include "passung/vocabulary.h"

namespace passung {

// What a German district is called of which districts.csv says nothing, for display; empty if there is
// none of this code. From district_names.csv, which is compiled in.
absl::string_view OtherDistrictName(DistrictCode code);

}  // namespace passung

#endif  // PASSUNG_ENGINE_VOCABULARY_DISTRICT_NAMES_H_
