#include "passung/ids.h"

#include <array>
#include <cstddef>

#include "absl/strings/str_cat.h"
#include "passung/record_problem.h"

namespace passung {
namespace {

constexpr size_t kMaxIdBytes = 63;

// By byte: looked up for every character of every record.
constexpr std::array<bool, 256> kInIds = [] {
  std::array<bool, 256> in_ids{};
  for (size_t c = 'A'; c <= 'Z'; ++c) in_ids[c] = true;
  for (size_t c = 'a'; c <= 'z'; ++c) in_ids[c] = true;
  for (size_t c = '0'; c <= '9'; ++c) in_ids[c] = true;
  for (const unsigned char c : {'.', '_', '-'}) in_ids[c] = true;
  return in_ids;
}();

// To the end of it, right or wrong: a way out at each character would be taken by hardly any id.
bool HasOnlyIdCharacters(absl::string_view id) {
  unsigned others = 0;
  for (const char c : id) others += kInIds[static_cast<unsigned char>(c)] ? 0U : 1U;
  return others == 0;
}

}  // namespace

absl::Status ValidateId(absl::string_view what, absl::string_view id) {
  if (!id.empty() && id.size() <= kMaxIdBytes && HasOnlyIdCharacters(id)) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      absl::StrCat(what, " \"", id, "\" is not ", PatternOf(AllowedCode::kId)));
}

}  // namespace passung
