#ifndef PASSUNG_SERVER_GRPC_REQUEST_LOG_H_
#define PASSUNG_SERVER_GRPC_REQUEST_LOG_H_

#include <chrono>
#include <mutex>
#include <ostream>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace passung::server {

// One line a call: method, code, milliseconds. Never a name, an id or a message: those may tell of
// a person. Thread-safe.
class RequestLog {
 public:
  explicit RequestLog(std::ostream& out) : out_(out) {}

  void Write(absl::string_view method, absl::StatusCode code, std::chrono::nanoseconds duration);

 private:
  std::mutex mutex_;
  std::ostream& out_;
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_GRPC_REQUEST_LOG_H_
