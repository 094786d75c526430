// Errors as gRPC clients expect them.
#ifndef PASSUNG_SERVER_GRPC_STATUS_H_
#define PASSUNG_SERVER_GRPC_STATUS_H_

#include <grpcpp/support/status.h>

#include "absl/status/status.h"

namespace passung::server {

// The same canonical code; the message cut at 1 024 bytes; as details a google.rpc.Status with
// google.rpc.ErrorInfo (domain "passung") and, for InvalidArgument, google.rpc.BadRequest naming
// every faulty field. gRPC sends details as `grpc-status-details-bin`.
grpc::Status ToGrpcStatus(const absl::Status& status);

}  // namespace passung::server

#endif  // PASSUNG_SERVER_GRPC_STATUS_H_
