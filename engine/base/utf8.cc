#include "engine/base/utf8.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "engine/base/eight_bytes.h"

namespace passung::base {
namespace {

// What may follow a lead byte: how many bytes, and the bounds of the first of them.
struct Follow {
  size_t count;
  uint8_t low = 0x80;
  uint8_t high = 0xBF;
};

constexpr Follow kIllFormed{.count = 4};

// The narrower bounds exclude overlong forms (E0, F0), surrogates (ED) and what lies above
// U+10FFFF (F4).
Follow FollowOf(uint8_t lead) {
  if (lead < 0x80) return {.count = 0};
  if (lead >= 0xC2 && lead <= 0xDF) return {.count = 1};
  if (lead == 0xE0) return {.count = 2, .low = 0xA0};
  if (lead == 0xED) return {.count = 2, .high = 0x9F};
  if (lead >= 0xE1 && lead <= 0xEF) return {.count = 2};
  if (lead == 0xF0) return {.count = 3, .low = 0x90};
  if (lead == 0xF4) return {.count = 3, .high = 0x8F};
  if (lead >= 0xF1 && lead <= 0xF3) return {.count = 3};
  return kIllFormed;
}

bool IsBetween(char byte, uint8_t low, uint8_t high) {
  const auto value = static_cast<uint8_t>(byte);
  return low <= value && value <= high;
}

// The first byte from `at` on that is not ASCII, looking at eight at a time: most text is.
size_t SkipAscii(absl::string_view text, size_t at) {
  for (; text.size() - at >= kWordBytes; at += kWordBytes) {
    if ((WordAt(text, at) & kHighBits) != 0) break;
  }
  while (at < text.size() && static_cast<uint8_t>(text[at]) < 0x80) ++at;
  return at;
}

// Four words at a time, of which the last ones may be looked at again: how long a text is nobody can
// guess, and a wrong guess takes longer than four words.
bool IsAscii(absl::string_view text) {
  uint64_t seen = 0;
  if (text.size() < kWordBytes) {
    for (const char c : text) seen |= static_cast<uint8_t>(c);
    return (seen & 0x80) == 0;
  }
  const size_t last = text.size() - kWordBytes;
  for (size_t at = 0; at <= last; at += 4 * kWordBytes) {
    seen |= WordAt(text, at) | WordAt(text, std::min(at + kWordBytes, last)) |
            WordAt(text, std::min(at + 2 * kWordBytes, last)) |
            WordAt(text, std::min(at + 3 * kWordBytes, last));
  }
  return ((seen | WordAt(text, last)) & kHighBits) == 0;
}

}  // namespace

bool IsValidUtf8(absl::string_view text) {
  if (IsAscii(text)) return true;
  size_t at = 0;
  while ((at = SkipAscii(text, at)) < text.size()) {
    const Follow follow = FollowOf(static_cast<uint8_t>(text[at]));
    ++at;
    if (follow.count == kIllFormed.count || text.size() - at < follow.count) return false;
    for (size_t i = 0; i < follow.count; ++i) {
      const bool first = i == 0;
      if (!IsBetween(text[at + i], first ? follow.low : 0x80, first ? follow.high : 0xBF)) {
        return false;
      }
    }
    at += follow.count;
  }
  return true;
}

}  // namespace passung::base
