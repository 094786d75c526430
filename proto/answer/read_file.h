// Files that are named on a command line.
#ifndef PASSUNG_PROTO_ANSWER_READ_FILE_H_
#define PASSUNG_PROTO_ANSWER_READ_FILE_H_

#include <string>

#include "absl/status/statusor.h"

namespace passung::answer {

// Whole content. NotFound for what cannot be opened, Unavailable for what cannot be read, such as a
// folder; both name the path.
absl::StatusOr<std::string> ReadFile(const std::string& path);

}  // namespace passung::answer

#endif  // PASSUNG_PROTO_ANSWER_READ_FILE_H_
