// Where a list goes on: signed, and bound to the question that it is an answer to.
#ifndef PASSUNG_PROTO_ANSWER_PAGE_TOKEN_H_
#define PASSUNG_PROTO_ANSWER_PAGE_TOKEN_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace passung::answer {

// The last row of a page.
struct PageEnd {
  std::string id;          // empty: there was no page yet
  bool has_value = false;  // of the field that the list is ordered by
  std::string value;
  int64_t revision = 0;  // of the first page
  friend bool operator==(const PageEnd&, const PageEnd&) = default;
};

// Opaque text; empty for an end without an id. `key` is the secret of whoever answers, `question`
// tells one list from another. Carries ids, which are pseudonyms, and the value that the list is
// ordered by: signed, not encrypted.
std::string MakePageToken(absl::string_view key, absl::string_view question, const PageEnd& end);

// Without an id for an empty token. InvalidArgument naming `page_token` for a text that MakePageToken
// did not make with this key for this question.
absl::StatusOr<PageEnd> ParsePageToken(absl::string_view key, absl::string_view question,
                                       absl::string_view token);

// 0 becomes 50, more than 500 becomes 500; InvalidArgument naming `page_size` if negative.
absl::StatusOr<int> PageSize(int asked);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_PAGE_TOKEN_H_
