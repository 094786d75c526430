// The few operations on UTF-8 that the readers need.
#ifndef PASSUNG_ENGINE_INGEST_UTF8_H_
#define PASSUNG_ENGINE_INGEST_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace passung {

// U+FFFD as UTF-8: stands where the source held bytes that are no text.
inline constexpr absl::string_view kReplacementCharacter = "\xEF\xBF\xBD";

struct CodePoint {
  char32_t value = 0;
  size_t bytes = 0;  // 0: no well-formed sequence begins here (Unicode 15, table 3-7)
};
// REQUIRES: `offset` < text.size().
CodePoint DecodeCodePoint(absl::string_view text, size_t offset);

void AppendCodePoint(char32_t value, std::string& out);

// At most `max_bytes` of `text`, never ending inside a character.
absl::string_view CutUtf8(absl::string_view text, size_t max_bytes);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_UTF8_H_
