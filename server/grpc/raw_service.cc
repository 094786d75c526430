#include "server/grpc/raw_service.h"

#include <grpcpp/impl/codegen/rpc_service_method.h>
#include <grpcpp/impl/codegen/server_callback_handlers.h>
#include <grpcpp/support/byte_buffer.h>

#include "absl/strings/str_cat.h"
#include "server/grpc/reactors.h"

namespace passung::server {
namespace {

using grpc::ByteBuffer;
using grpc::CallbackServerContext;
using grpc::internal::MethodHandler;
using grpc::internal::RpcMethod;

RpcMethod::RpcType TypeOf(const Method& method) {
  if (method.handler.client_streaming) return RpcMethod::CLIENT_STREAMING;
  if (method.handler.server_streaming) return RpcMethod::SERVER_STREAMING;
  return RpcMethod::NORMAL_RPC;
}

MethodHandler* HandlerOf(const Method& method, Calls& calls) {
  if (method.handler.client_streaming) {
    return new grpc::internal::CallbackClientStreamingHandler<ByteBuffer, ByteBuffer>(
        [&](CallbackServerContext* context, ByteBuffer* response) {
          return ReactToClientStream(method, calls, *context, *response);
        });
  }
  if (method.handler.server_streaming) {
    return new grpc::internal::CallbackServerStreamingHandler<ByteBuffer, ByteBuffer>(
        [&](CallbackServerContext* context, const ByteBuffer* request) {
          return ReactToServerStream(method, calls, *context, *request);
        });
  }
  return new grpc::internal::CallbackUnaryHandler<ByteBuffer, ByteBuffer>(
      [&](CallbackServerContext* context, const ByteBuffer* request, ByteBuffer* response) {
        return ReactToUnary(method, calls, *context, *request, *response);
      });
}

}  // namespace

RawService::RawService(const std::string& service, const MethodTable& methods, Calls& calls) {
  for (const Method& method : methods.methods()) {
    if (method.descriptor->service()->full_name() == service) Add(method, calls);
  }
}

void RawService::Add(const Method& method, Calls& calls) {
  const auto index = static_cast<int>(names_.size());
  names_.push_back(absl::StrCat("/", method.path));
  AddMethod(new grpc::internal::RpcServiceMethod(names_.back().c_str(), TypeOf(method), nullptr));
  MarkMethodRawCallback(index, HandlerOf(method, calls));
}

}  // namespace passung::server
