#include "server/grpc/status.h"

#include "proto/answer/localized_status.h"

namespace passung::server {

grpc::Status ToGrpcStatus(const absl::Status& status, absl::string_view locale) {
  if (status.ok()) return grpc::Status::OK;
  const google::rpc::Status details = answer::ToLocalizedStatus(status, locale);
  return {static_cast<grpc::StatusCode>(status.code()), details.message(),
          details.SerializeAsString()};
}

}  // namespace passung::server
