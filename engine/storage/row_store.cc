#include "engine/storage/row_store.h"

#include "absl/strings/str_cat.h"
#include "engine/base/digest.h"

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

absl::Status NoSuchRow(RowKind kind, absl::string_view id) {
  return absl::NotFoundError(absl::StrCat("there is no ", RowKindName(kind), " \"", id, "\""));
}

}  // namespace passung::storage
