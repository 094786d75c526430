#include "server/grpc/request_log.h"

#include "absl/strings/str_format.h"

namespace passung::server {

void RequestLog::Write(absl::string_view method, absl::StatusCode code,
                       std::chrono::nanoseconds duration) {
  const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(duration).count();
  const std::string line =
      absl::StrFormat("%s %s %d.%03d ms\n", method, absl::StatusCodeToString(code),
                      microseconds / 1000, microseconds % 1000);
  const std::lock_guard<std::mutex> lock(mutex_);
  out_ << line << std::flush;
}

}  // namespace passung::server
