#include "proto/answer/etag.h"

#include "absl/strings/escaping.h"
#include "proto/answer/keyed_code.h"

namespace passung::answer {

std::string EtagOf(absl::string_view name, absl::string_view content, const CallContext& context) {
  constexpr size_t kEtagBytes = 16;
  return absl::BytesToHexString(
      KeyedCode(context.page_key, {"etag", name, content}).substr(0, kEtagBytes));
}

}  // namespace passung::answer
