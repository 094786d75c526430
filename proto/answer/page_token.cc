#include "proto/answer/page_token.h"

#include <algorithm>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "proto/answer/keyed_code.h"
#include "proto/wire/field_error.h"

namespace passung::answer {
namespace {

constexpr int kDefaultPageSize = 50;
constexpr int kMaxPageSize = 500;
// The form of a token; a token of another form is refused.
constexpr absl::string_view kForm = "2";

std::string Content(const PageEnd& end) {
  // The value comes last, since it alone may hold a line feed.
  return absl::StrCat(kForm, "\n", end.revision, "\n", end.id, "\n", end.has_value ? 1 : 0, "\n",
                      end.value);
}

bool ReadContent(absl::string_view content, PageEnd& end) {
  const std::vector<std::string> parts = absl::StrSplit(content, absl::MaxSplits('\n', 4));
  if (parts.size() != 5 || parts[0] != kForm) return false;
  end.id = parts[2];
  end.has_value = parts[3] == "1";
  end.value = parts[4];
  return absl::SimpleAtoi(parts[1], &end.revision) && !end.id.empty();
}

bool IsSigned(absl::string_view key, absl::string_view question, absl::string_view bytes) {
  if (bytes.size() <= kKeyedCodeBytes) return false;
  const std::string expected = KeyedCode(key, {question, bytes.substr(kKeyedCodeBytes)});
  return EqualCodes(expected, bytes.substr(0, kKeyedCodeBytes));
}

}  // namespace

std::string MakePageToken(absl::string_view key, absl::string_view question, const PageEnd& end) {
  if (end.id.empty()) return "";
  const std::string content = Content(end);
  return absl::WebSafeBase64Escape(absl::StrCat(KeyedCode(key, {question, content}), content));
}

absl::StatusOr<PageEnd> ParsePageToken(absl::string_view key, absl::string_view question,
                                       absl::string_view token) {
  PageEnd end;
  if (token.empty()) return end;
  std::string bytes;
  // The unescaper is lenient about padding: only what comes back the same was made here.
  if (absl::WebSafeBase64Unescape(token, &bytes) && absl::WebSafeBase64Escape(bytes) == token &&
      IsSigned(key, question, bytes) &&
      ReadContent(absl::string_view(bytes).substr(kKeyedCodeBytes), end)) {
    return end;
  }
  return wire::FieldErrorStatus(
      {{.field = "page_token",
        .description = "is not a next_page_token of this list with this filter, order, view and "
                       "purpose"}});
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
