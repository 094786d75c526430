// Where a list goes on: the last key of the page before, bound to the kind of list.
#ifndef PASSUNG_PROTO_ANSWER_PAGE_TOKEN_H_
#define PASSUNG_PROTO_ANSWER_PAGE_TOKEN_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace passung::answer {

// Opaque text for the key `last` of the list `collection` ("mentees"); empty for an empty key. The
// token carries an id, which is a pseudonym, and nothing else.
std::string MakePageToken(absl::string_view collection, absl::string_view last);

// The key in `token`; empty for an empty token. InvalidArgument naming `page_token` for a text that
// MakePageToken did not make for this collection.
absl::StatusOr<std::string> ParsePageToken(absl::string_view collection, absl::string_view token);

// 0 becomes 50, more than 500 becomes 500; InvalidArgument naming `page_size` if negative.
absl::StatusOr<int> PageSize(int asked);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_PAGE_TOKEN_H_
