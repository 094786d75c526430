// Vacancies as rows of the catalogue.
#include "engine/base/status_macros.h"
#include "passung/codec.h"
#include "proto/answer/known_occupations.h"
#include "proto/answer/stored_rows.h"
#include "proto/wire/row_error.h"
#include "proto/wire/vacancy_wire.h"

namespace passung::answer {
namespace {

enum VacancyField : size_t {
  kVacancyName,
  kEmployer,
  kKind,
  kOccupation,
  kPlaceDistrict,
  kClosed,
  kStart,
  kPublished,
  kApplyUntil,
  kVacancySource,
  kVacancyTestData
};

std::vector<std::string> DayValue(const std::optional<Date>& date) {
  if (!date) return {};
  return {date->ToString()};
}

std::vector<std::string> OccupationCodes(const Vacancy& vacancy) {
  std::vector<std::string> codes;
  for (const VacancyOccupation& occupation : vacancy.occupations) {
    if (occupation.code) codes.push_back(occupation.code->ToString());
  }
  return codes;
}

std::vector<std::string> PlaceDistricts(const Vacancy& vacancy) {
  std::vector<std::string> districts;
  for (const Place& place : vacancy.places) {
    if (place.district) districts.push_back(place.district->ToString());
  }
  return districts;
}

}  // namespace

using VacancyRows = RowOf<v1::Vacancy>;

absl::StatusOr<Vacancy> VacancyRows::Read(const v1::Vacancy& message, absl::string_view path,
                                          const Vacancy* /*before*/, const CallContext& context) {
  PASSUNG_ASSIGN_OR_RETURN(Vacancy row, wire::FromProto(message, {.path = path, .inline_id = {}}));
  PASSUNG_RETURN_IF_ERROR(wire::UnderRow(path, Validate(row)));
  PASSUNG_RETURN_IF_ERROR(wire::UnderField(
      path, CheckOccupationsAreKnown(row, context.backend.snapshot()->knowledge())));
  return row;
}

v1::Vacancy VacancyRows::Show(const Vacancy& row) { return wire::ToProto(row); }

std::string VacancyRows::Bytes(const Vacancy& row) { return EncodeCanonical(row); }

void VacancyRows::Expect(const VacancyId& id, const Vacancy* row, WriteBatch& batch) {
  batch.expect.push_back(
      {.kind = RowKind::kVacancy,
       .id = id.value,
       .fingerprint = row == nullptr ? "" : FingerprintOf(EncodeCanonical(*row))});
}

const std::vector<FilterField>& VacancyRows::Fields() {
  static const auto& fields = *new std::vector<FilterField>{
      {.name = "name", .type = FilterType::kText, .orders = true},
      {.name = "employer", .type = FilterType::kText},
      {.name = "kind", .type = FilterType::kEnum, .values = v1::VacancyKind_descriptor()},
      {.name = "occupation", .type = FilterType::kPrefix},
      {.name = "district", .type = FilterType::kText},
      {.name = "closed", .type = FilterType::kBool},
      {.name = "start", .type = FilterType::kDate, .orders = true},
      {.name = "published", .type = FilterType::kDate, .orders = true},
      {.name = "apply_until", .type = FilterType::kDate, .orders = true},
      {.name = "source", .type = FilterType::kText},
      {.name = "test_data", .type = FilterType::kBool}};
  return fields;
}

std::vector<std::string> VacancyRows::Values(const Vacancy& row, size_t field) {
  switch (field) {
    case kVacancyName:
      return {wire::ResourceName(row.id)};
    case kEmployer:
      if (row.employer.value.empty()) return {};
      return {wire::ResourceName(row.employer)};
    case kKind:
      if (!row.kind) return {};
      return {v1::VacancyKind_Name(static_cast<int>(*row.kind) + 1)};
    case kOccupation:
      return OccupationCodes(row);
    case kPlaceDistrict:
      return PlaceDistricts(row);
    case kClosed:
      return {row.closed ? "true" : "false"};
    case kStart:
      return DayValue(row.start);
    case kPublished:
      return DayValue(row.published);
    case kApplyUntil:
      return DayValue(row.apply_until);
    case kVacancySource:
      if (row.source.empty()) return {};
      return {row.source};
    case kVacancyTestData:
      return {row.test_data ? "true" : "false"};
    default:
      return {};
  }
}

}  // namespace passung::answer
