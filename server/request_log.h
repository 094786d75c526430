// One line per call.
#ifndef PASSUNG_SERVER_REQUEST_LOG_H_
#define PASSUNG_SERVER_REQUEST_LOG_H_

#include <cstdio>
#include <mutex>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace passung::server {

// Writes method, code and duration; never a name, an id or a message, which may quote what a
// caller sent. Thread-safe.
class RequestLog {
 public:
  // `out` must outlive the log; nullptr writes nothing.
  explicit RequestLog(std::FILE* out) : out_(out) {}
  void Write(absl::string_view method, absl::StatusCode code, absl::Duration duration);

 private:
  std::mutex mutex_;
  std::FILE* out_;
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_REQUEST_LOG_H_
