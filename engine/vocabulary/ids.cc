#include "passung/ids.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "engine/base/eight_bytes.h"
#include "passung/record_problem.h"

namespace passung {
namespace {

constexpr size_t kMaxIdBytes = 63;

// By byte.
constexpr std::array<bool, 256> kInIds = [] {
  std::array<bool, 256> in_ids{};
  for (size_t c = 'A'; c <= 'Z'; ++c) in_ids[c] = true;
  for (size_t c = 'a'; c <= 'z'; ++c) in_ids[c] = true;
  for (size_t c = '0'; c <= '9'; ++c) in_ids[c] = true;
  for (const unsigned char c : {'.', '_', '-'}) in_ids[c] = true;
  return in_ids;
}();

// Whether all eight bytes are in ids.
bool AreInIds(uint64_t word) {
  const uint64_t in_ids = base::BytesWithin(word | base::EightTimes('a' ^ 'A'), 'a', 'z') |
                          base::BytesWithin(word, '0', '9') | base::BytesWithin(word, '-', '.') |
                          base::BytesWithin(word, '_', '_');
  return ((~in_ids | word) & base::kHighBits) == 0;
}

// To the end of it, right or wrong: a way out at each word would be taken by hardly any id. The last
// word may overlap the one before it.
bool HasOnlyIdCharacters(absl::string_view id) {
  bool all = true;
  if (id.size() < base::kWordBytes) {
    for (const char c : id) all &= kInIds[static_cast<unsigned char>(c)];
    return all;
  }
  const size_t last = id.size() - base::kWordBytes;
  for (size_t at = 0; at < id.size(); at += base::kWordBytes) {
    all &= AreInIds(base::WordAt(id, std::min(at, last)));
  }
  return all;
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
