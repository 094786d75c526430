#ifndef PASSUNG_TESTS_SERVER_REASON_H_
#define PASSUNG_TESTS_SERVER_REASON_H_

#include <string>

#include "google/rpc/error_details.pb.h"
#include "proto/wire/rpc_status.h"

namespace passung::server {

// What ErrorInfo says of an error.
inline std::string ReasonOf(const absl::Status& status) {
  const google::rpc::Status sent = wire::ToRpcStatus(status);
  google::rpc::ErrorInfo info;
  for (const auto& detail : sent.details()) {
    if (detail.UnpackTo(&info)) return info.reason();
  }
  return "";
}

}  // namespace passung::server

#endif  // PASSUNG_TESTS_SERVER_REASON_H_
