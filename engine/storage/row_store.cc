#include "engine/storage/row_store.h"

#include "absl/strings/str_cat.h"

namespace passung::storage {

absl::string_view RowKindName(RowKind kind) {
  static constexpr absl::string_view kNames[kRowKindCount] = {"mentee", "vacancy",
                                                              "classification"};
  return kNames[static_cast<int>(kind)];
}

absl::Status NoSuchRow(RowKind kind, absl::string_view id) {
  return absl::NotFoundError(absl::StrCat("there is no ", RowKindName(kind), " \"", id, "\""));
}

}  // namespace passung::storage
