#ifndef PASSUNG_ENGINE_VOCABULARY_PLACE_CHECK_H_
#define PASSUNG_ENGINE_VOCABULARY_PLACE_CHECK_H_

#include "engine/vocabulary/field_check.h"
#include "passung/vacancy.h"

namespace passung {

// A place of work, of a vacancy or an employer.
absl::Status CheckPlace(const Field& field, const Place& place);

}  // namespace passung

#endif  // PASSUNG_ENGINE_VOCABULARY_PLACE_CHECK_H_
