#include "proto/answer/person_guard.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
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

// What a purpose opens, the fullest last. How to reach somebody is asked by methods of its own.
std::vector<v1::View> ViewsOf(v1::Purpose purpose) {
  switch (purpose) {
    case v1::PURPOSE_COUNSELLING:
      return {v1::VIEW_BASIC, v1::VIEW_FULL};
    case v1::PURPOSE_PLACEMENT:
      return {v1::VIEW_EMPLOYER};
    case v1::PURPOSE_REPORTING:
      return {v1::VIEW_BASIC};
    default:
      return {};
  }
}

absl::Status CheckShows(v1::Purpose purpose, v1::View view) {
  const std::vector<v1::View> views = ViewsOf(purpose);
  if (std::find(views.begin(), views.end(), view) != views.end()) return absl::OkStatus();
  std::string allowed = absl::StrJoin(views, " or ", [](std::string* to, v1::View one) {
    absl::StrAppend(to, v1::View_Name(one));
  });
  if (views.empty()) allowed = "the contact alone, by GetMenteeContact";
  return PurposeFault(
      absl::StrCat(v1::Purpose_Name(purpose), " shows ", allowed, ", not ", v1::View_Name(view)));
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
  PASSUNG_RETURN_IF_ERROR(CheckShows(purpose, view));
  return look;
}

v1::View ViewOr(v1::View asked, v1::View fallback, v1::Purpose purpose) {
  if (asked != v1::VIEW_UNSPECIFIED) return asked;
  const std::vector<v1::View> views = ViewsOf(purpose);
  const bool fits = purpose == v1::PURPOSE_UNSPECIFIED || views.empty() ||
                    std::find(views.begin(), views.end(), fallback) != views.end();
  return fits ? fallback : views.back();
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
