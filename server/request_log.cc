#include "server/request_log.h"

#include "absl/strings/str_format.h"

namespace passung::server {

void RequestLog::Write(absl::string_view method, absl::StatusCode code, absl::Duration duration) {
  if (out_ == nullptr) return;
  const std::lock_guard lock(mutex_);
  absl::FPrintF(out_, "method=%s code=%s ms=%.1f\n", method, absl::StatusCodeToString(code),
                absl::ToDoubleMilliseconds(duration));
  std::fflush(out_);
}

}  // namespace passung::server
