// What surrounds every call: deadline, work, log line, status.
#ifndef PASSUNG_SERVER_GRPC_CALL_H_
#define PASSUNG_SERVER_GRPC_CALL_H_

#include <grpcpp/server_context.h>
#include <grpcpp/support/status.h>

#include <chrono>
#include <utility>

#include "absl/status/statusor.h"
#include "server/grpc/request_log.h"
#include "server/grpc/status.h"

namespace passung::server {

// DeadlineExceeded or Cancelled for a call that nobody waits for any more.
inline absl::Status StillWanted(const grpc::ServerContext& context) {
  if (context.deadline() < std::chrono::system_clock::now()) {
    return absl::DeadlineExceededError("the deadline passed before the work began");
  }
  if (context.IsCancelled()) return absl::CancelledError("the client has gone");
  return absl::OkStatus();
}

// Runs `work`, which returns absl::StatusOr<Response>, and turns its outcome into that of the call.
template <class Response, class Work>
grpc::Status RunCall(absl::string_view method, const grpc::ServerContext& context, RequestLog& log,
                     Response& response, Work work) {
  const auto start = std::chrono::steady_clock::now();
  absl::Status status = StillWanted(context);
  if (status.ok()) {
    absl::StatusOr<Response> answer = work();
    status = answer.status();
    if (answer.ok()) response = *std::move(answer);
  }
  log.Write(method, status.code(), std::chrono::steady_clock::now() - start);
  return ToGrpcStatus(status);
}

}  // namespace passung::server

#endif  // PASSUNG_SERVER_GRPC_CALL_H_
