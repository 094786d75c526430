#include "proto/answer/page_token.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "engine/base/check.h"
#include "proto/wire/field_error.h"

namespace passung::answer {
namespace {

constexpr int kDefaultPageSize = 50;
constexpr int kMaxPageSize = 500;
constexpr size_t kSignatureBytes = 32;  // of SHA-256
// The form of a token; a token of another form is refused.
constexpr absl::string_view kForm = "2";

std::string Signature(absl::string_view key, absl::string_view question,
                      absl::string_view content) {
  // Each part with its length, so that no two are signed alike.
  const std::string signed_bytes =
      absl::StrCat(question.size(), ":", question, content.size(), ":", content);
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned int size = 0;
  const unsigned char* made = HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
                                   reinterpret_cast<const unsigned char*>(signed_bytes.data()),
                                   signed_bytes.size(), out.data(), &size);
  PASSUNG_CHECK(made != nullptr && size == kSignatureBytes);
  return {reinterpret_cast<const char*>(out.data()), size};
}

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
  if (bytes.size() <= kSignatureBytes) return false;
  const std::string expected = Signature(key, question, bytes.substr(kSignatureBytes));
  return CRYPTO_memcmp(expected.data(), bytes.data(), kSignatureBytes) == 0;
}

}  // namespace

std::string MakePageToken(absl::string_view key, absl::string_view question, const PageEnd& end) {
  if (end.id.empty()) return "";
  const std::string content = Content(end);
  return absl::WebSafeBase64Escape(absl::StrCat(Signature(key, question, content), content));
}

absl::StatusOr<PageEnd> ParsePageToken(absl::string_view key, absl::string_view question,
                                       absl::string_view token) {
  PageEnd end;
  if (token.empty()) return end;
  std::string bytes;
  // The unescaper is lenient about padding: only what comes back the same was made here.
  if (absl::WebSafeBase64Unescape(token, &bytes) && absl::WebSafeBase64Escape(bytes) == token &&
      IsSigned(key, question, bytes) &&
      ReadContent(absl::string_view(bytes).substr(kSignatureBytes), end)) {
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
