// Marks under a key: what nobody else can make.
#ifndef PASSUNG_SERVER_AUDIT_MARK_H_
#define PASSUNG_SERVER_AUDIT_MARK_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace passung::server {

inline constexpr size_t kFewestKeyBytes = 32;

// HMAC-SHA256 in hex, 64 digits.
std::string MarkOf(absl::string_view key, absl::string_view text);

// kFewestKeyBytes random bytes that nobody can guess. Unavailable where the system has none.
absl::StatusOr<std::string> RandomKey();

// The key in a file; white space at its end does not count. InvalidArgument naming `option` where it has
// fewer bytes; the errors of ReadFile, naming it, too.
absl::StatusOr<std::string> ReadKey(absl::string_view option, const std::string& path);

// Says nothing by the time it takes.
bool EqualMarks(absl::string_view a, absl::string_view b);

}  // namespace passung::server

#endif  // PASSUNG_SERVER_AUDIT_MARK_H_
