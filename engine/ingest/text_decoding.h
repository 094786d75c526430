// From the bytes of a file to UTF-8.
#ifndef PASSUNG_ENGINE_INGEST_TEXT_DECODING_H_
#define PASSUNG_ENGINE_INGEST_TEXT_DECODING_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace passung {

enum class TextEncoding : uint8_t { kUtf8, kWindows1252 };

// `text` is always well-formed UTF-8 without a byte order mark. Each byte of the source that belongs
// to no character became U+FFFD, so that the reader of a field sees where something was lost and
// the other records are untouched.
struct DecodedText {
  std::string text;
  TextEncoding encoding = TextEncoding::kUtf8;
};

// A file that is not well-formed UTF-8 counts as Windows-1252 unless it holds more characters of
// several bytes than stray bytes (then it is UTF-8 with damaged places). InvalidArgument for an
// empty file, UTF-16 and files that are no text at all.
absl::StatusOr<DecodedText> DecodeText(absl::string_view bytes);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_TEXT_DECODING_H_
