#include "proto/wire/rpc_status.h"

#include <algorithm>
#include <string>

#include "google/rpc/error_details.pb.h"
#include "proto/wire/field_error.h"

namespace passung::wire {
namespace {

constexpr size_t kLongestMessage = 1024;
constexpr char kErrorDomain[] = "passung";
constexpr char kReasonUrl[] = "passung/reason";
constexpr char kRetryUrl[] = "type.googleapis.com/google.rpc.RetryInfo";

// Cut between characters: half a character would be no UTF-8, which messages must be.
std::string CutText(absl::string_view message) {
  if (message.size() <= kLongestMessage) return std::string(message);
  size_t end = kLongestMessage;
  while (end > 0 && (static_cast<unsigned char>(message[end]) & 0xC0U) == 0x80U) --end;
  return std::string(message.substr(0, end));
}

std::string ErrorReasonOf(const absl::Status& status) {
  if (const auto reason = status.GetPayload(kReasonUrl)) return std::string(*reason);
  switch (status.code()) {
    case absl::StatusCode::kInvalidArgument:
      return "INVALID_FIELD";
    case absl::StatusCode::kNotFound:
      return "RESOURCE_NOT_FOUND";
    case absl::StatusCode::kFailedPrecondition:
      return "NOT_READY";
    default:
      return absl::StatusCodeToString(status.code());
  }
}

google::rpc::BadRequest BadRequestDetails(const absl::Status& status) {
  google::rpc::BadRequest details;
  for (const FieldError& error : FieldErrors(status)) {
    auto& violation = *details.add_field_violations();
    violation.set_field(CutText(error.field));
    violation.set_description(CutText(error.description));
  }
  return details;
}

}  // namespace

google::rpc::Status ToRpcStatus(const absl::Status& status) {
  google::rpc::Status message;
  if (status.ok()) return message;
  message.set_code(static_cast<int>(status.code()));
  message.set_message(CutText(status.message()));
  google::rpc::ErrorInfo info;
  info.set_reason(ErrorReasonOf(status));
  info.set_domain(kErrorDomain);
  message.add_details()->PackFrom(info);
  if (absl::IsInvalidArgument(status)) {
    message.add_details()->PackFrom(BadRequestDetails(status));
  }
  if (const auto retry = status.GetPayload(kRetryUrl)) {
    auto& detail = *message.add_details();
    detail.set_type_url(kRetryUrl);
    detail.set_value(std::string(*retry));
  }
  return message;
}

absl::Status WithReason(absl::Status status, absl::string_view reason) {
  status.SetPayload(kReasonUrl, absl::Cord(reason));
  return status;
}

bool HasReason(const absl::Status& status) { return status.GetPayload(kReasonUrl).has_value(); }

absl::Status WithRetry(absl::Status status, std::chrono::milliseconds after) {
  constexpr int64_t kPerSecond = 1'000;
  google::rpc::RetryInfo info;
  const int64_t milliseconds = std::max<int64_t>(after.count(), 1);
  info.mutable_retry_delay()->set_seconds(milliseconds / kPerSecond);
  info.mutable_retry_delay()->set_nanos(
      static_cast<int32_t>(milliseconds % kPerSecond * 1'000'000));
  status.SetPayload(kRetryUrl, absl::Cord(info.SerializeAsString()));
  return status;
}

}  // namespace passung::wire
