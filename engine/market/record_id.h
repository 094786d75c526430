#ifndef PASSUNG_ENGINE_MARKET_RECORD_ID_H_
#define PASSUNG_ENGINE_MARKET_RECORD_ID_H_

#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"

namespace passung::market {

// `prefix` and the number in at least `digits` digits. Ids are ordered as bytes, and their order is
// that of the numbers: each digit more than `digits` puts an "a" before the number, since m1000000
// would stand before m999999, and ma1000000 stands behind it.
inline std::string RecordId(absl::string_view prefix, int digits, int64_t number) {
  const std::string text = absl::StrFormat("%0*d", digits, number);
  return absl::StrCat(prefix, std::string(text.size() - static_cast<size_t>(digits), 'a'), text);
}

inline std::string MenteeIdAt(int64_t position) { return RecordId("m", 6, position + 1); }

}  // namespace passung::market

#endif  // PASSUNG_ENGINE_MARKET_RECORD_ID_H_
