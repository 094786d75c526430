// Requests over HTTP/1.1, with and without TLS.
#ifndef PASSUNG_SERVER_FETCH_HTTP_CLIENT_H_
#define PASSUNG_SERVER_FETCH_HTTP_CLIENT_H_

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "server/fetch/url.h"

namespace passung::server {

struct HttpAnswer {
  int status = 0;
  std::string body;
  std::string etag;         // as sent; empty: none
  std::string retry_after;  // likewise
};

using HttpFields = std::vector<std::pair<std::string, std::string>>;

// Who asks. Used by one thread.
class HttpAsker {
 public:
  virtual ~HttpAsker() = default;
  // `target` begins with "/" and comes after the path of the service's address. Whatever status was answered is OK here.
  // Unavailable where no whole answer came, DeadlineExceeded where it did not come in time, ResourceExhausted where it
  // was too large, FailedPrecondition where the service cannot prove who it is.
  virtual absl::StatusOr<HttpAnswer> Get(const std::string& target, const HttpFields& fields) = 0;
};

struct HttpSettings {
  std::string
      authorities;  // PEM of who may sign the service's certificate; empty: those of the system
  std::chrono::milliseconds time{30'000};  // for each request from connecting to the last byte
  size_t most_bytes = size_t{16} << 20;    // of a body
};

// Keeps a connection for the next request and connects again where it was closed meanwhile. The certificate of the
// service must be signed by an authority and be for its host; TLS 1.2 or 1.3. InvalidArgument for authorities that are
// none.
absl::StatusOr<std::unique_ptr<HttpAsker>> MakeHttpClient(const Url& url,
                                                          const HttpSettings& settings);

}  // namespace passung::server

#endif  // PASSUNG_SERVER_FETCH_HTTP_CLIENT_H_
