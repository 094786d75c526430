// HTTP/1.1 as far as the HTTP door needs it: requests in, answers or streams out, and the limits that
// keep slow and greedy clients from costing anybody else something.
#ifndef PASSUNG_SERVER_HTTP_HTTP_SERVER_H_
#define PASSUNG_SERVER_HTTP_HTTP_SERVER_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "server/tls/tls_files.h"

namespace passung::server {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
  std::string method;   // "POST"
  std::string path;     // without query
  HttpHeaders headers;  // names in lower case
  std::string body;
  std::string peer;                            // address without port
  std::vector<std::string> certificate_names;  // of the client's, where it showed one

  // The first of that name, given in lower case; empty if there is none.
  absl::string_view Header(absl::string_view name) const;
};

struct HttpHead {
  int status = 200;
  std::string content_type;
  HttpHeaders more;
};

// Told what becomes of a request. Called on the server's network thread.
class HttpEvents {
 public:
  virtual ~HttpEvents() = default;
  virtual void OnSent() = 0;  // one HttpExchange::Send has left
  virtual void OnGone() = 0;  // the client has gone, or it took too long; comes at most once
};

// The answer to one request: either Respond, or Begin, Send any number of times and End. May be
// called by any thread; returns at once; does nothing once the client has gone.
class HttpExchange {
 public:
  virtual ~HttpExchange() = default;
  // Before anything else, if at all.
  virtual void Tell(std::weak_ptr<HttpEvents> events) = 0;
  virtual void Respond(HttpHead head, std::string body) = 0;
  virtual void Begin(HttpHead head) = 0;
  virtual void Send(std::string part) = 0;
  virtual void End() = 0;
  // Ends the connection as it is.
  virtual void Break() = 0;
};

// An answer that needs no call.
struct HttpRefusal {
  HttpHead head;
  std::string body;
};

class HttpHandler {
 public:
  virtual ~HttpHandler() = default;
  // Of a request with a long body, before that is read, which `head` is without: nothing where it may come.
  // On the network thread.
  virtual std::optional<HttpRefusal> RefusalOf(const HttpRequest& head) = 0;
  // On the network thread: must not take long. Everything may also be answered later.
  virtual void Handle(HttpRequest request, std::shared_ptr<HttpExchange> exchange) = 0;
};

// One network thread. Thread-safe.
class HttpServer {
 public:
  struct Options {
    std::string host = "127.0.0.1";
    uint16_t port = 0;  // 0: any free one
    uint32_t largest_header = 8 * 1024;
    uint64_t largest_body = 4 * 1024 * 1024;
    uint64_t short_body = 64 * 1024;  // is taken of everybody
    // Of all longer ones that are there at a time; beyond it 503.
    uint64_t largest_bodies = 256 * 1024 * 1024;
    int32_t most_connections = 1'000;
    int32_t most_of_one_address = 500;  // of them; a proxy in front is one address, too
    int32_t requests_per_connection = 10'000;
    std::chrono::milliseconds handshake_time{5'000};
    std::chrono::milliseconds header_time{5'000};  // from the first byte of a request
    std::chrono::milliseconds body_time{20'000};
    std::chrono::milliseconds write_time{20'000};  // for one part
    std::chrono::milliseconds idle_time{60'000};   // between requests
    std::optional<TlsMaterial> tls;                // nothing: without encryption
  };

  // Serves when it returns. Unavailable where the port is taken. `handler` outlives it.
  static absl::StatusOr<std::unique_ptr<HttpServer>> Open(const Options& options,
                                                          HttpHandler& handler);
  virtual ~HttpServer() = default;  // Close

  virtual const std::string& address() const = 0;  // "127.0.0.1:50052"
  virtual int32_t connections() const = 0;
  // For connections that come from now on. InvalidArgument, and nothing changes, where it cannot be
  // used. REQUIRES: it was opened with TLS.
  virtual absl::Status UseTls(const TlsMaterial& material) = 0;
  // Takes no connections any more and ends those that have no request; answers go on.
  virtual void StopAccepting() = 0;
  // Waits until answers underway have left, at most `grace`; ends what is left.
  virtual void Close(std::chrono::milliseconds grace) = 0;
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_HTTP_HTTP_SERVER_H_
