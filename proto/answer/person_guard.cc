#include "proto/answer/person_guard.h"

#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "proto/wire/field_error.h"
#include "proto/wire/rpc_status.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::answer {
namespace {

absl::Status Denied(absl::string_view message, absl::string_view reason) {
  return wire::WithReason(absl::PermissionDeniedError(message), reason);
}

absl::Status PurposeFault(absl::string_view description) {
  return wire::FieldErrorStatus({{.field = "purpose", .description = std::string(description)}});
}

}  // namespace

absl::StatusOr<Look> LookOf(v1::Purpose purpose, v1::View view, Date today, const Caller& caller) {
  Look look = {.purpose = std::nullopt, .today = today};
  if (purpose == v1::PURPOSE_UNSPECIFIED) {
    if (caller.needs_basis)
      return PurposeFault("must be given: people are looked at for a purpose");
    return look;
  }
  PASSUNG_ASSIGN_OR_RETURN(look.purpose, wire::FromProto<Purpose>(purpose, "purpose"));
  if (view == v1::VIEW_EMPLOYER && look.purpose != Purpose::kPlacement) {
    return PurposeFault("must be PURPOSE_PLACEMENT with VIEW_EMPLOYER");
  }
  return look;
}

absl::Status CheckCaller(const MenteeRecord* record, const Caller& caller) {
  if (caller.mentor && (record == nullptr || record->mentor != *caller.mentor)) {
    return Denied("the mentee is not one of yours", "NOT_YOUR_MENTEE");
  }
  if (record != nullptr && record->restricted) {
    return Denied("the processing of this person's data is restricted", "PERSON_RESTRICTED");
  }
  return absl::OkStatus();
}

absl::Status CheckLook(const MenteeRecord* record, const Look& look, const Caller& caller) {
  PASSUNG_RETURN_IF_ERROR(CheckCaller(record, caller));
  if (!look.purpose) return absl::OkStatus();
  if (record != nullptr && HasLegalBasis(*record, *look.purpose, look.today)) {
    return absl::OkStatus();
  }
  return Denied(
      absl::StrCat("no legal basis for the purpose \"", Name(*look.purpose), "\" is on record"),
      "NO_LEGAL_BASIS");
}

absl::StatusOr<std::optional<MenteeRecord>> FindRecord(const Repository& repository,
                                                       const MenteeId& id) {
  absl::StatusOr<MenteeRecord> record = repository.GetMenteeRecord(id);
  if (record.ok()) return *std::move(record);
  if (absl::IsNotFound(record.status())) return std::nullopt;
  return record.status();
}

absl::Status CheckStoredLook(const Repository& repository, const MenteeId& id, const Look& look,
                             const Caller& caller) {
  PASSUNG_ASSIGN_OR_RETURN(const std::optional<MenteeRecord> record, FindRecord(repository, id));
  return CheckLook(record ? &*record : nullptr, look, caller);
}

}  // namespace passung::answer
