#include "engine/vocabulary/field_check.h"
#include "engine/vocabulary/place_check.h"
#include "engine/vocabulary/vacancy_limits.h"
#include "passung/partner.h"

namespace passung {

absl::Status Validate(const Employer& employer) {
  PASSUNG_RETURN_IF_ERROR(CheckId(Field("id"), employer.id.value));
  PASSUNG_RETURN_IF_ERROR(CheckText(Field("display_name"), employer.display_name, kMaxNameBytes));
  PASSUNG_RETURN_IF_ERROR(
      CheckList(Field("places"), employer.places, kMaxVacancyPlaces, CheckPlace));
  PASSUNG_RETURN_IF_ERROR(CheckText(Field("website"), employer.website, kMaxTitleBytes));
  PASSUNG_RETURN_IF_ERROR(CheckText(Field("source"), employer.source, kMaxTextBytes));
  return CheckText(Field("source_reference"), employer.source_reference, kMaxTextBytes);
}

absl::Status Validate(const Mentor& mentor) {
  PASSUNG_RETURN_IF_ERROR(CheckId(Field("id"), mentor.id.value));
  PASSUNG_RETURN_IF_ERROR(CheckText(Field("display_name"), mentor.display_name, kMaxNameBytes));
  PASSUNG_RETURN_IF_ERROR(CheckList(
      Field("districts"), mentor.districts, kMaxListEntries,
      [](const Field& field, DistrictCode district) { return CheckDistrict(field, district); }));
  PASSUNG_RETURN_IF_ERROR(
      CheckList(Field("languages"), mentor.languages, kMaxListEntries, CheckLanguageCode));
  PASSUNG_RETURN_IF_ERROR(CheckSize(Field("fields"), mentor.fields.size(), kMaxListEntries));
  constexpr int32_t kMostMentees = 1'000;
  return CheckNumber(Field("capacity"), mentor.capacity, 1, kMostMentees);
}

}  // namespace passung
