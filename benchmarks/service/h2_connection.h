// One connection for unary calls of gRPC over HTTP/2, without a thread.
#ifndef PASSUNG_BENCHMARKS_SERVICE_H2_CONNECTION_H_
#define PASSUNG_BENCHMARKS_SERVICE_H2_CONNECTION_H_

#include <nghttp2/nghttp2.h>
#include <openssl/ssl.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "benchmarks/service/load_client.h"

namespace passung::bench {

// How a call ended.
struct H2End {
  uint64_t call = 0;    // as it was begun
  int status = -1;      // of gRPC; -1: there was none
  std::string details;  // google.rpc.Status, as bytes
};

// Not thread-safe.
class H2Connection {
 public:
  using OnEnd = std::function<void(const H2End&)>;

  // `on_end` is told of each call while Receive runs. Unavailable where nobody answers.
  static absl::StatusOr<std::unique_ptr<H2Connection>> Open(const Endpoint& server,
                                                            const std::string& path, OnEnd on_end);
  ~H2Connection();
  H2Connection(const H2Connection&) = delete;
  H2Connection& operator=(const H2Connection&) = delete;

  // Begins a call; `message` must live until its end. It leaves with the next Send.
  void Begin(uint64_t call, const std::string& message);
  // What the network takes now. Unavailable: the connection is gone.
  absl::Status Send();
  // What is there. Unavailable: the connection is gone.
  absl::Status Receive();

  int socket() const { return socket_; }
  bool wants_to_send() const {
    return !unsent_.empty() || nghttp2_session_want_write(session_) != 0;
  }

 private:
  struct Pending {
    H2End end;
    const std::string* message = nullptr;
    size_t sent = 0;  // of its prefix and bytes
  };

  H2Connection(const Endpoint& server, std::string path, OnEnd on_end)
      : server_(server), path_(std::move(path)), on_end_(std::move(on_end)) {}
  absl::Status Connect();
  absl::Status Encrypt();
  absl::Status StartSession();
  ssize_t Write(const char* bytes, size_t size);
  ssize_t Read(char* bytes, size_t size);
  static ssize_t ReadMessage(nghttp2_session* session, int32_t stream, uint8_t* buffer, size_t size,
                             uint32_t* flags, nghttp2_data_source* source, void* connection);
  static int OnHeader(nghttp2_session* session, const nghttp2_frame* frame, const uint8_t* name,
                      size_t name_size, const uint8_t* value, size_t value_size, uint8_t flags,
                      void* connection);
  static int OnClose(nghttp2_session* session, int32_t stream, uint32_t error, void* connection);

  const Endpoint server_;
  const std::string path_;
  const OnEnd on_end_;
  int socket_ = -1;
  SSL_CTX* context_ = nullptr;
  SSL* tls_ = nullptr;  // null: without
  nghttp2_session* session_ = nullptr;
  absl::flat_hash_map<int32_t, std::unique_ptr<Pending>> pending_;  // by stream
  std::string unsent_;
};

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_SERVICE_H2_CONNECTION_H_
