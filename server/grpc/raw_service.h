#ifndef PASSUNG_SERVER_GRPC_RAW_SERVICE_H_
#define PASSUNG_SERVER_GRPC_RAW_SERVICE_H_

#include <grpcpp/impl/codegen/service_type.h>

#include <deque>
#include <string>

#include "server/call/calls.h"
#include "server/method/method_table.h"

namespace passung::server {

// One service of the contract as gRPC sees it, made from the method table
// instead of from generated code: messages stay bytes until a worker reads
// them, and no method is written twice. Being a service like any other, it is
// listed by reflection and has a health of its own.
class RawService final : public grpc::Service {
 public:
  // The methods of `service` ("passung.v1.MatchService"). The referents outlive
  // it.
  RawService(const std::string& service, const MethodTable& methods, Calls& calls);

 private:
  void Add(const Method& method, Calls& calls);

  std::deque<std::string> names_;  // gRPC keeps pointers to them
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_GRPC_RAW_SERVICE_H_
