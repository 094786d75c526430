// The gRPC server: where it listens, its limits, health and, if asked for, reflection.
#ifndef PASSUNG_SERVER_GRPC_GRPC_DOOR_H_
#define PASSUNG_SERVER_GRPC_GRPC_DOOR_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "server/call/calls.h"
#include "server/method/method_table.h"
#include "server/tls/tls_files.h"

namespace grpc {
class Channel;
}

namespace passung::server {

// Thread-safe.
class GrpcDoor {
 public:
  struct Options {
    std::string host = "127.0.0.1";
    int32_t port = 0;  // 0: any free one
    int32_t largest_request = 4 * 1024 * 1024;
    int32_t largest_answer = 16 * 1024 * 1024;
    int32_t largest_metadata = 8 * 1024;
    // A connection that is older is ended, calls on it have `age_grace` to end before; so that clients
    // spread over new servers.
    std::chrono::milliseconds connection_age{600'000};
    std::chrono::milliseconds age_grace{30'000};
    std::chrono::milliseconds connection_idle{300'000};  // without a call
    // Who has calls open and is silent for so long is asked for a sign of life, and is gone if none
    // comes in `keepalive_timeout`.
    std::chrono::milliseconds keepalive_time{30'000};
    std::chrono::milliseconds keepalive_timeout{10'000};
    // Tells whoever asks what services and messages there are (grpc.reflection.v1alpha).
    bool reflection = false;
    // Looked at every second, so that certificates can be exchanged while it serves. With a `client_ca`
    // nobody gets as far as HTTP/2 without a certificate of it. Nothing: without encryption.
    std::optional<TlsFiles> tls;
  };

  // Serves when it returns; health says so. Unavailable where the port is
  // taken. The referents outlive it.
  static absl::StatusOr<std::unique_ptr<GrpcDoor>> Open(const Options& options,
                                                        const MethodTable& methods, Calls& calls);
  ~GrpcDoor();  // Close at once
  GrpcDoor(const GrpcDoor&) = delete;
  GrpcDoor& operator=(const GrpcDoor&) = delete;

  // "127.0.0.1:50051"
  const std::string& address() const;
  // A channel without the network, for tests.
  std::shared_ptr<grpc::Channel> InProcessChannel() const;

  // Health says NOT_SERVING from now on; calls are still answered.
  void SayNotServing();
  // gRPC health of "passung.writes"; all services go on, because questions are answered.
  void SayWritable(bool writable);
  // Takes no calls any more; what is still open after `grace` is cancelled.
  // Waits for its end.
  void Close(std::chrono::milliseconds grace);

 private:
  struct Parts;
  explicit GrpcDoor(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_GRPC_GRPC_DOOR_H_
