#include "engine/storage/row_store.h"

#include "absl/strings/str_cat.h"
#include "engine/base/digest.h"
#include "engine/base/status_macros.h"

namespace passung::storage {

absl::string_view RowKindName(RowKind kind) {
  static constexpr absl::string_view kNames[kRowKindCount] = {
      "mentee",  "vacancy", "classification", "mentee_record", "mentee_contact", "employer",
      "mentor",  "profile", "active_profile", "answer",        "pseudonym_key",  "offer",
      "outcome", "pin"};
  return kNames[static_cast<int>(kind)];
}

RowShape ShapeOf(RowKind kind) {
  switch (kind) {
    case RowKind::kVacancy:
      return {.place = true};
    case RowKind::kMenteeRecord:
      return {.lookup = true};
    case RowKind::kMenteeContact:
    case RowKind::kPseudonymKey:
      return {.history = false};
    case RowKind::kAnswer:
    case RowKind::kOutcome:
    case RowKind::kPin:
      return {.lookup = true, .history = false};
    default:
      return {};
  }
}

int64_t ChecksumOfBytes(absl::string_view bytes) {
  return static_cast<int64_t>(base::DigestOf(bytes).low);
}

// Each text with its length before it, so that no two different rows read the same.
int64_t ChecksumOfKeys(const VersionKeys& keys) {
  return ChecksumOfBytes(absl::StrCat(keys.table, ":", keys.id.size(), ":", keys.id, ":", keys.from,
                                      ":", keys.to, ":", keys.first.size(), ":", keys.first, ":",
                                      keys.second));
}

bool IsFollowed(RowKind kind) {
  switch (kind) {
    case RowKind::kMentee:
    case RowKind::kVacancy:
    case RowKind::kMenteeRecord:
    case RowKind::kProfile:
    case RowKind::kActiveProfile:
    case RowKind::kClassification:
      return true;
    default:
      return false;
  }
}

std::optional<RowKind> RowKindNamed(absl::string_view name) {
  for (int kind = 0; kind < kRowKindCount; ++kind) {
    if (RowKindName(static_cast<RowKind>(kind)) == name) return static_cast<RowKind>(kind);
  }
  return std::nullopt;
}

absl::StatusOr<RowChanges> RowStore::ReadChanges(int64_t after) const {
  PASSUNG_ASSIGN_OR_RETURN(const int64_t newest, revision());
  return RowChanges{.revision = newest, .everything = newest != after};
}

absl::Status CheckChecksum(RowKind kind, absl::string_view id, absl::string_view bytes,
                           int64_t checksum) {
  if (ChecksumOfBytes(bytes) == checksum) return absl::OkStatus();
  return absl::DataLossError(
      absl::StrCat(RowKindName(kind), " \"", id, "\": its bytes do not match their checksum"));
}

absl::Status NoSuchRow(RowKind kind, absl::string_view id) {
  return absl::NotFoundError(absl::StrCat("there is no ", RowKindName(kind), " \"", id, "\""));
}

}  // namespace passung::storage
