#ifndef PASSUNG_ENGINE_BASE_UTF8_H_
#define PASSUNG_ENGINE_BASE_UTF8_H_

#include "absl/strings/string_view.h"

namespace passung::base {

// Whether the bytes are well-formed UTF-8 (Unicode 15, table 3-7): no overlong forms, no
// surrogates, nothing above U+10FFFF.
bool IsValidUtf8(absl::string_view text);

}  // namespace passung::base

#endif  // PASSUNG_ENGINE_BASE_UTF8_H_
