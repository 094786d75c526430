// From the bytes of a file to UTF-8.
#ifndef PASSUNG_ENGINE_INGEST_TEXT_DECODING_H_
#define PASSUNG_ENGINE_INGEST_TEXT_DECODING_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace passung {

enum class TextEncoding : uint8_t { kUtf8, kWindows1252 };

// What a file says. Where its bytes are what they should be, as in most, they are not copied: the file must
// outlive it.
class DecodedText final {
 public:
  static DecodedText Of(absl::string_view bytes) { return DecodedText(bytes); }
  static DecodedText Made(std::string text, TextEncoding encoding) {
    return {std::move(text), encoding};
  }

  // Well-formed UTF-8 without a byte order mark. Each byte of the source that belongs to no character
  // became U+FFFD, so that the reader of a field sees where something was lost and the other records are
  // untouched.
  absl::string_view text() const { return made_ ? absl::string_view(*made_) : given_; }
  TextEncoding encoding() const { return encoding_; }

 private:
  explicit DecodedText(absl::string_view bytes) : given_(bytes) {}
  DecodedText(std::string text, TextEncoding encoding)
      : made_(std::move(text)), encoding_(encoding) {}

  absl::string_view given_;
  std::optional<std::string> made_;
  TextEncoding encoding_ = TextEncoding::kUtf8;
};

// A file that is not well-formed UTF-8 counts as Windows-1252 unless it holds more characters of
// several bytes than stray bytes (then it is UTF-8 with damaged places). InvalidArgument for an
// empty file, UTF-16 and files that are no text at all.
absl::StatusOr<DecodedText> DecodeText(absl::string_view bytes);

}  // namespace passung

#endif  // PASSUNG_ENGINE_INGEST_TEXT_DECODING_H_
