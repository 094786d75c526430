#ifndef PASSUNG_PROTO_ANSWER_KEYED_CODE_H_
#define PASSUNG_PROTO_ANSWER_KEYED_CODE_H_

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>

#include "absl/strings/string_view.h"

namespace passung::answer {

inline constexpr size_t kKeyedCodeBytes = 32;

// HMAC-SHA256 over the parts, each with its length, so that no two lists of parts are one text. Without
// the key nobody can make it, nor tell from it what the parts were.
std::string KeyedCode(absl::string_view key, std::initializer_list<absl::string_view> parts);

// The first 64 bits of it.
uint64_t KeyedNumber(absl::string_view key, std::initializer_list<absl::string_view> parts);

// Says nothing by the time it takes.
bool EqualCodes(absl::string_view a, absl::string_view b);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_KEYED_CODE_H_
