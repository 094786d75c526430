#include <algorithm>

#include "engine/vocabulary/field_check.h"
#include "passung/contact.h"
#include "passung/record.h"

namespace passung {
namespace {

// 9999-12-31T23:59:59Z, the last second that google.protobuf.Timestamp can tell.
constexpr int64_t kLastSecond = 253'402'300'799;

absl::Status CheckExpireTime(const Field& field, const std::optional<UnixTime>& time) {
  if (!time || (time->seconds >= 0 && time->seconds <= kLastSecond)) return absl::OkStatus();
  return FieldFault(field, absl::StrCat(time->seconds), "is not a second of 1970 to 9999");
}

absl::Status CheckBasis(const Field& field, const LegalBasis& basis) {
  PASSUNG_RETURN_IF_ERROR(CheckEnum(field / "purpose", basis.purpose));
  PASSUNG_RETURN_IF_ERROR(CheckEnum(field / "kind", basis.kind));
  PASSUNG_RETURN_IF_ERROR(CheckQuietly(field / "reference", basis.reference, kMaxTextBytes));
  return CheckValidity(field / "valid", basis.valid);
}

}  // namespace

absl::Status Validate(const MenteeRecord& record) {
  PASSUNG_RETURN_IF_ERROR(CheckId(Field("id"), record.id.value));
  if (!record.mentor.value.empty()) {
    PASSUNG_RETURN_IF_ERROR(CheckId(Field("mentor"), record.mentor.value));
  }
  PASSUNG_RETURN_IF_ERROR(CheckExpireTime(Field("expire_time"), record.expire_time));
  return CheckList(Field("legal_bases"), record.legal_bases, kMaxListEntries, CheckBasis);
}

bool HasLegalBasis(const MenteeRecord& record, Purpose purpose, Date day) {
  return std::any_of(
      record.legal_bases.begin(), record.legal_bases.end(),
      [&](const LegalBasis& basis) { return basis.purpose == purpose && basis.valid.Holds(day); });
}

absl::Status Validate(const MenteeContact& contact) {
  PASSUNG_RETURN_IF_ERROR(CheckId(Field("id"), contact.id.value));
  PASSUNG_RETURN_IF_ERROR(CheckQuietly(Field("display_name"), contact.display_name, 200));
  PASSUNG_RETURN_IF_ERROR(CheckQuietly(Field("phone"), contact.phone, 64));
  PASSUNG_RETURN_IF_ERROR(CheckQuietly(Field("email"), contact.email, 254));
  return CheckQuietly(Field("address"), contact.address, 500);
}

}  // namespace passung
