#include "engine/vocabulary/place_check.h"

namespace passung {

absl::Status CheckPlace(const Field& field, const Place& place) {
  PASSUNG_RETURN_IF_ERROR(CheckDistrict(field / "district", place.district));
  if (!place.postal_code.empty()) {
    PASSUNG_RETURN_IF_ERROR(CheckPostalCode(field / "postal_code", place.postal_code));
  }
  PASSUNG_RETURN_IF_ERROR(CheckText(field / "town", place.town, kMaxTextBytes));
  return CheckPoint(field / "point", place.point);
}

}  // namespace passung
