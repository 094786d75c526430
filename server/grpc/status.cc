#include "server/grpc/status.h"

#include <string>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "proto/wire/field_error.h"

namespace passung::server {
namespace {

constexpr size_t kLongestMessage = 1024;
constexpr char kDomain[] = "passung";

// Cut between characters: metadata with half a character would be no UTF-8.
std::string Cut(absl::string_view message) {
  if (message.size() <= kLongestMessage) return std::string(message);
  size_t end = kLongestMessage;
  while (end > 0 && (static_cast<unsigned char>(message[end]) & 0xC0U) == 0x80U) --end;
  return std::string(message.substr(0, end));
}

std::string ReasonOf(const absl::Status& status) {
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

google::rpc::BadRequest BadRequestOf(const absl::Status& status) {
  google::rpc::BadRequest details;
  for (const wire::FieldError& error : wire::FieldErrors(status)) {
    auto& violation = *details.add_field_violations();
    violation.set_field(Cut(error.field));
    violation.set_description(Cut(error.description));
  }
  return details;
}

}  // namespace

grpc::Status ToGrpcStatus(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  google::rpc::Status details;
  details.set_code(static_cast<int>(status.code()));
  details.set_message(Cut(status.message()));
  google::rpc::ErrorInfo info;
  info.set_reason(ReasonOf(status));
  info.set_domain(kDomain);
  details.add_details()->PackFrom(info);
  if (absl::IsInvalidArgument(status)) details.add_details()->PackFrom(BadRequestOf(status));
  return {static_cast<grpc::StatusCode>(status.code()), details.message(),
          details.SerializeAsString()};
}

}  // namespace passung::server
