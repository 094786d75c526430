// Any bytes as a page token: refused, unless they are one of ours.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "proto/answer/page_token.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  const auto end = passung::answer::ParsePageToken("key", "question", text);
  // What is accepted was made with the key, which nobody here can.
  if (end.ok() && !text.empty()) std::abort();
  return 0;
}
