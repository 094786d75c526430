#include "benchmarks/service/bare_server.h"

#include <grpcpp/impl/codegen/rpc_service_method.h>
#include <grpcpp/impl/codegen/server_callback_handlers.h>
#include <grpcpp/impl/codegen/service_type.h>

#include <utility>

#include "absl/strings/str_cat.h"

namespace passung::bench {

class BareServer::BareService final : public grpc::Service {
 public:
  BareService(std::string path, BareHandler handler)
      : path_(std::move(path)), handler_(std::move(handler)) {
    using grpc::internal::RpcServiceMethod;
    AddMethod(new RpcServiceMethod(path_.c_str(), grpc::internal::RpcMethod::NORMAL_RPC, nullptr));
    MarkMethodRawCallback(
        0, new grpc::internal::CallbackUnaryHandler<grpc::ByteBuffer, grpc::ByteBuffer>(
               [this](grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                      grpc::ByteBuffer* response) {
                 *response = handler_(*request);
                 auto* reactor = context->DefaultReactor();
                 reactor->Finish(grpc::Status::OK);
                 return reactor;
               }));
  }

 private:
  const std::string path_;
  const BareHandler handler_;
};

BareServer::BareServer(std::string path, BareHandler handler)
    : service_(std::make_unique<BareService>(std::move(path), std::move(handler))) {
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(service_.get());
  server_ = builder.BuildAndStart();
  address_ = absl::StrCat("127.0.0.1:", port);
}

BareServer::~BareServer() { server_->Shutdown(std::chrono::system_clock::now()); }

}  // namespace passung::bench
