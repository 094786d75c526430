// What every handler does around its one call.
#ifndef PASSUNG_SERVER_GRPC_SERVE_H_
#define PASSUNG_SERVER_GRPC_SERVE_H_

#include <grpcpp/server_context.h>

#include <utility>

#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "server/grpc/status.h"
#include "server/request_log.h"

namespace passung::server {

// Calls `work`, which returns StatusOr<Response>, unless the caller has gone or its deadline has
// passed while the call was waiting; logs the call.
template <class Response, class Work>
::grpc::Status Serve(RequestLog& log, absl::string_view method,
                     const ::grpc::ServerContext& context, Response* response, const Work& work) {
  const absl::Time begin = absl::Now();
  absl::Status status;
  if (context.IsCancelled()) {
    status = absl::CancelledError("the caller has gone or the deadline has passed");
  } else {
    absl::StatusOr<Response> result = work();
    status = result.status();
    if (result.ok()) *response = *std::move(result);
  }
  log.Write(method, status.code(), absl::Now() - begin);
  return ToGrpc(status);
}

}  // namespace passung::server

#endif  // PASSUNG_SERVER_GRPC_SERVE_H_
