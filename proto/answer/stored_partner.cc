// Employers and mentors as rows of the catalogue.
#include "engine/base/status_macros.h"
#include "passung/codec.h"
#include "proto/answer/stored_rows.h"
#include "proto/wire/people_wire.h"

namespace passung::answer {
namespace {

enum EmployerField : size_t {
  kEmployerName,
  kEmployerTitle,
  kEmployerDistrict,
  kEmployerSource,
  kEmployerTestData
};
enum MentorField : size_t { kMentorName, kMentorTitle, kMentorDistrict, kRetired };

template <class Message, class Row>
absl::StatusOr<Row> ReadPartner(const Message& message, absl::string_view path) {
  PASSUNG_ASSIGN_OR_RETURN(Row row, wire::FromProto(message, path));
  PASSUNG_RETURN_IF_ERROR(wire::UnderField(path, Validate(row)));
  return row;
}

template <class Row>
RowState StateOf(RowKind kind, const std::string& id, const Row* row) {
  return {.kind = kind,
          .id = id,
          .fingerprint = row == nullptr ? "" : FingerprintOf(EncodeCanonical(*row))};
}

std::vector<std::string> TextValue(const std::string& text) {
  if (text.empty()) return {};
  return {text};
}

}  // namespace

using EmployerRows = RowOf<v1::Employer>;
using MentorRows = RowOf<v1::Mentor>;

absl::StatusOr<Employer> EmployerRows::Read(const v1::Employer& message, absl::string_view path,
                                            const Employer* /*before*/,
                                            const CallContext& /*context*/) {
  return ReadPartner<v1::Employer, Employer>(message, path);
}

absl::StatusOr<Mentor> MentorRows::Read(const v1::Mentor& message, absl::string_view path,
                                        const Mentor* /*before*/, const CallContext& /*context*/) {
  return ReadPartner<v1::Mentor, Mentor>(message, path);
}

v1::Employer EmployerRows::Show(const Employer& row) { return wire::ToProto(row); }
v1::Mentor MentorRows::Show(const Mentor& row) { return wire::ToProto(row); }

std::string EmployerRows::Bytes(const Employer& row) { return EncodeCanonical(row); }
std::string MentorRows::Bytes(const Mentor& row) { return EncodeCanonical(row); }

void EmployerRows::Expect(const EmployerId& id, const Employer* row, WriteBatch& batch) {
  batch.expect.push_back(StateOf(RowKind::kEmployer, id.value, row));
}
void MentorRows::Expect(const MentorId& id, const Mentor* row, WriteBatch& batch) {
  batch.expect.push_back(StateOf(RowKind::kMentor, id.value, row));
}

const std::vector<FilterField>& EmployerRows::Fields() {
  static const auto& fields = *new std::vector<FilterField>{
      {.name = "name", .type = FilterType::kText, .orders = true},
      {.name = "display_name", .type = FilterType::kText, .orders = true},
      {.name = "district", .type = FilterType::kText},
      {.name = "source", .type = FilterType::kText},
      {.name = "test_data", .type = FilterType::kBool}};
  return fields;
}

std::vector<std::string> EmployerRows::Values(const Employer& row, size_t field) {
  switch (field) {
    case kEmployerName:
      return {wire::ResourceName(row.id)};
    case kEmployerTitle:
      return TextValue(row.display_name);
    case kEmployerDistrict: {
      std::vector<std::string> districts;
      for (const Place& place : row.places) {
        if (place.district) districts.push_back(place.district->ToString());
      }
      return districts;
    }
    case kEmployerSource:
      return TextValue(row.source);
    case kEmployerTestData:
      return {row.test_data ? "true" : "false"};
    default:
      return {};
  }
}

const std::vector<FilterField>& MentorRows::Fields() {
  static const auto& fields = *new std::vector<FilterField>{
      {.name = "name", .type = FilterType::kText, .orders = true},
      {.name = "display_name", .type = FilterType::kText, .orders = true},
      {.name = "district", .type = FilterType::kText},
      {.name = "retired", .type = FilterType::kBool}};
  return fields;
}

std::vector<std::string> MentorRows::Values(const Mentor& row, size_t field) {
  switch (field) {
    case kMentorName:
      return {wire::ResourceName(wire::kMentors, row.id.value)};
    case kMentorTitle:
      return TextValue(row.display_name);
    case kMentorDistrict: {
      std::vector<std::string> districts;
      for (const DistrictCode& district : row.districts) districts.push_back(district.ToString());
      return districts;
    }
    case kRetired:
      return {row.retired ? "true" : "false"};
    default:
      return {};
  }
}

}  // namespace passung::answer
