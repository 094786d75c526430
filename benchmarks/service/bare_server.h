// gRPC's callback server with one unary method and nothing else: what a handler costs by itself.
#ifndef PASSUNG_BENCHMARKS_SERVICE_BARE_SERVER_H_
#define PASSUNG_BENCHMARKS_SERVICE_BARE_SERVER_H_

#include <grpcpp/grpcpp.h>

#include <functional>
#include <memory>
#include <string>

namespace passung::bench {

class BareServer {
 public:
  // The answer's bytes for a request's; called on gRPC's own threads.
  using BareHandler = std::function<grpc::ByteBuffer(const grpc::ByteBuffer& request)>;

  BareServer(std::string path, BareHandler handler);
  ~BareServer();
  BareServer(const BareServer&) = delete;
  BareServer& operator=(const BareServer&) = delete;

  const std::string& address() const { return address_; }

 private:
  class BareService;
  std::unique_ptr<BareService> service_;
  std::unique_ptr<grpc::Server> server_;
  std::string address_;
};

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_SERVICE_BARE_SERVER_H_
