#include "server/method/trace_context.h"

#include <algorithm>
#include <cstdint>
#include <random>

#include "absl/strings/str_cat.h"

namespace passung::server {
namespace {

constexpr size_t kTraceDigits = 32;
constexpr size_t kSpanDigits = 16;
constexpr size_t kTraceAt = 3;  // "00-"
constexpr size_t kSpanAt = kTraceAt + kTraceDigits + 1;
constexpr size_t kLength = kSpanAt + kSpanDigits + 3;  // "-01"

bool IsHex(absl::string_view text) {
  return text.find_first_not_of("0123456789abcdef") == absl::string_view::npos;
}

// An id of zeroes only is no id.
bool IsId(absl::string_view text) {
  return IsHex(text) && text.find_first_not_of('0') != absl::string_view::npos;
}

// Later versions may append fields; "ff" is no version.
bool IsTraceparent(absl::string_view text) {
  if (text.size() < kLength || text[2] != '-' || text[kSpanAt - 1] != '-' ||
      text[kSpanAt + kSpanDigits] != '-') {
    return false;
  }
  const absl::string_view version = text.substr(0, 2);
  if (!IsHex(version) || version == "ff") return false;
  if (text.size() > kLength && (version == "00" || text[kLength] != '-')) return false;
  return IsId(text.substr(kTraceAt, kTraceDigits)) && IsId(text.substr(kSpanAt, kSpanDigits)) &&
         IsHex(text.substr(kLength - 2, 2));
}

// Ids only have to differ: they are no secrets.
uint64_t RandomBits() {
  thread_local std::mt19937_64 engine(std::random_device{}());
  return engine();
}

std::string NewId(size_t words) {
  std::string id;
  for (size_t i = 0; i < words; ++i) {
    absl::StrAppend(&id, absl::Hex(RandomBits() | 1U, absl::kZeroPad16));
  }
  return id;
}

}  // namespace

TraceContext TraceContextOf(absl::string_view traceparent) {
  if (!IsTraceparent(traceparent)) return {.trace_id = NewId(2), .span_id = NewId(1)};
  return {.trace_id = std::string(traceparent.substr(kTraceAt, kTraceDigits)),
          .span_id = NewId(1),
          .parent_id = std::string(traceparent.substr(kSpanAt, kSpanDigits))};
}

}  // namespace passung::server
