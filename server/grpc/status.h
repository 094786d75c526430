// Errors as gRPC carries them.
#ifndef PASSUNG_SERVER_GRPC_STATUS_H_
#define PASSUNG_SERVER_GRPC_STATUS_H_

#include <grpcpp/support/status.h>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace passung::server {

// answer::ToLocalizedStatus as the status of a call. gRPC sends the details as
// `grpc-status-details-bin`.
grpc::Status ToGrpcStatus(const absl::Status& status, absl::string_view locale);

}  // namespace passung::server

#endif  // PASSUNG_SERVER_GRPC_STATUS_H_
