#include "engine/ingest/text_decoding.h"

#include <array>
#include <cstddef>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "engine/ingest/utf8.h"

namespace passung {
namespace {

// Bytes 0x80 to 0x9F of Windows-1252; zero where it has no character. 0xA0 to 0xFF are U+00A0 to
// U+00FF.
constexpr std::array<char32_t, 32> kWindows1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

struct ByteCounts {
  size_t control = 0;     // control characters that no text holds
  size_t multi_byte = 0;  // characters of two to four bytes
  size_t stray = 0;       // bytes that belong to no character
};

ByteCounts Count(absl::string_view bytes) {
  ByteCounts counts;
  for (size_t i = 0; i < bytes.size();) {
    const CodePoint point = DecodeCodePoint(bytes, i);
    if (point.bytes == 0) ++counts.stray;
    if (point.bytes > 1) ++counts.multi_byte;
    if (point.bytes == 1 && point.value < 0x20 && !absl::StrContains("\t\n\v\f\r", bytes[i])) {
      ++counts.control;
    }
    i += point.bytes == 0 ? 1 : point.bytes;
  }
  return counts;
}

std::string FromWindows1252(absl::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    const bool in_table = byte >= 0x80 && byte < 0xA0;
    const char32_t value = in_table ? kWindows1252[byte - 0x80U] : byte;
    if (in_table && value == 0) {
      out.append(kReplacementCharacter.data(), kReplacementCharacter.size());
    } else {
      AppendCodePoint(value, out);
    }
  }
  return out;
}

std::string RepairUtf8(absl::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (size_t i = 0; i < bytes.size();) {
    const CodePoint point = DecodeCodePoint(bytes, i);
    const absl::string_view piece =
        point.bytes == 0 ? kReplacementCharacter : bytes.substr(i, point.bytes);
    out.append(piece.data(), piece.size());
    i += point.bytes == 0 ? 1 : point.bytes;
  }
  return out;
}

}  // namespace

absl::StatusOr<DecodedText> DecodeText(absl::string_view bytes) {
  if (absl::StartsWith(bytes, "\xFF\xFE") || absl::StartsWith(bytes, "\xFE\xFF")) {
    return absl::InvalidArgumentError("file is UTF-16; allowed are UTF-8 and Windows-1252");
  }
  const bool marked = absl::ConsumePrefix(&bytes, "\xEF\xBB\xBF");
  if (bytes.find_first_not_of(" \t\r\n") == absl::string_view::npos) {
    return absl::InvalidArgumentError("file is empty");
  }
  const ByteCounts counts = Count(bytes);
  if (counts.control > bytes.size() / 10) {
    return absl::InvalidArgumentError("file is not text; allowed are UTF-8 and Windows-1252");
  }
  if (counts.stray > 0 && !marked && counts.multi_byte <= counts.stray) {
    return DecodedText::Made(FromWindows1252(bytes), TextEncoding::kWindows1252);
  }
  if (counts.stray == 0) return DecodedText::Of(bytes);
  return DecodedText::Made(RepairUtf8(bytes), TextEncoding::kUtf8);
}

}  // namespace passung
