#ifndef PASSUNG_ENGINE_VOCABULARY_DIGITS_H_
#define PASSUNG_ENGINE_VOCABULARY_DIGITS_H_

#include <cstddef>
#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"

namespace passung {

// The number that `text` writes with between `min_digits` and `max_digits` (at most 9) ASCII digits
// and nothing else. Codes are text with leading zeros: sign, blank and missing digits are refused.
inline std::optional<int32_t> ParseDigits(absl::string_view text, size_t min_digits,
                                          size_t max_digits) {
  if (text.size() < min_digits || text.size() > max_digits) return std::nullopt;
  int32_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace passung

#endif  // PASSUNG_ENGINE_VOCABULARY_DIGITS_H_
