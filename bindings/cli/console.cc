#include "bindings/cli/console.h"

#include "absl/strings/cord.h"

namespace passung::cli {
namespace {

constexpr absl::string_view kUsageUrl = "passung/usage";

}  // namespace

absl::Status UsageError(absl::string_view message) {
  absl::Status status = absl::InvalidArgumentError(message);
  status.SetPayload(kUsageUrl, absl::Cord());
  return status;
}

int ExitCode(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kOk:
      return 0;
    case absl::StatusCode::kInvalidArgument:
      return status.GetPayload(kUsageUrl) ? 2 : 1;
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kResourceExhausted:
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kUnknown:
      return 3;
    default:
      return 1;
  }
}

}  // namespace passung::cli
