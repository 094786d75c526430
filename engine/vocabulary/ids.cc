#include "passung/ids.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace passung {
namespace {

constexpr size_t kMaxIdBytes = 63;

bool IsIdCharacter(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '_' || c == '-';
}

}  // namespace

absl::Status ValidateId(absl::string_view what, absl::string_view id) {
  if (!id.empty() && id.size() <= kMaxIdBytes && std::all_of(id.begin(), id.end(), IsIdCharacter)) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(absl::StrCat(
      what, " \"", id, "\" is not 1 to 63 characters of A-Z, a-z, 0-9, \".\", \"_\", \"-\""));
}

}  // namespace passung
