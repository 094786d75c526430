#include "proto/answer/page_token.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "passung/ids.h"
#include "proto/wire/field_error.h"

namespace passung::answer {
namespace {

constexpr int kDefaultPageSize = 50;
constexpr int kMaxPageSize = 500;

// The number is that of the token's form.
std::string Head(absl::string_view collection) { return absl::StrCat("1:", collection, ":"); }

}  // namespace

std::string MakePageToken(absl::string_view collection, absl::string_view last) {
  if (last.empty()) return "";
  return absl::WebSafeBase64Escape(absl::StrCat(Head(collection), last));
}

absl::StatusOr<std::string> ParsePageToken(absl::string_view collection, absl::string_view token) {
  if (token.empty()) return std::string();
  std::string bytes;
  absl::string_view last;
  // The unescaper is lenient about padding: only what comes back the same was made here.
  if (absl::WebSafeBase64Unescape(token, &bytes) && absl::WebSafeBase64Escape(bytes) == token) {
    last = bytes;
    if (!absl::ConsumePrefix(&last, Head(collection))) last = {};
  }
  if (ValidateId("id", last).ok()) return std::string(last);
  return wire::FieldErrorStatus(
      {{.field = "page_token",
        .description = absl::StrCat("is not a next_page_token of a list of ", collection)}});
}

absl::StatusOr<int> PageSize(int asked) {
  if (asked < 0) {
    return wire::FieldErrorStatus(
        {{.field = "page_size",
          .description = absl::StrCat(asked, " is negative; 0 asks for ", kDefaultPageSize)}});
  }
  return asked == 0 ? kDefaultPageSize : std::min(asked, kMaxPageSize);
}

}  // namespace passung::answer
