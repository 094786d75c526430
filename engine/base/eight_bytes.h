#ifndef PASSUNG_ENGINE_BASE_EIGHT_BYTES_H_
#define PASSUNG_ENGINE_BASE_EIGHT_BYTES_H_

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "absl/strings/string_view.h"

// Text looked at eight bytes at a time, in whatever order these are in a word.

namespace passung::base {

// So many bytes are a word.
inline constexpr size_t kWordBytes = sizeof(uint64_t);

// A word of eight times this byte.
constexpr uint64_t EightTimes(uint8_t byte) { return byte * uint64_t{0x0101010101010101}; }

// What no byte of ASCII text has.
inline constexpr uint64_t kHighBits = EightTimes(0x80);

// REQUIRES: at + kWordBytes <= text.size().
inline uint64_t WordAt(absl::string_view text, size_t at) {
  uint64_t word = 0;
  std::memcpy(&word, text.data() + at, sizeof(word));
  return word;
}

// The high bit of each byte from `first` to `last`, none of the others.
// REQUIRES: no byte has its high bit.
constexpr uint64_t BytesWithin(uint64_t word, uint8_t first, uint8_t last) {
  return (word + EightTimes(static_cast<uint8_t>(0x80 - first))) &
         ~(word + EightTimes(static_cast<uint8_t>(0x7f - last))) & kHighBits;
}

}  // namespace passung::base

#endif  // PASSUNG_ENGINE_BASE_EIGHT_BYTES_H_
