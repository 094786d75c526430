// Calls over HTTP from one connection, and connections that do not keep to the protocol.
#ifndef PASSUNG_BENCHMARKS_SERVICE_HTTP_LOAD_H_
#define PASSUNG_BENCHMARKS_SERVICE_HTTP_LOAD_H_

#include <cstdint>
#include <memory>
#include <string>

#include "benchmarks/service/load_client.h"

namespace passung::bench {

// The calls of `load`, which has stretches, one after the other on one connection, without TLS; a call
// that comes late is still due when it was. `path` without envelopes: a unary method.
ServiceFigures PutHttpLoad(const ServiceLoad& load);

// The beginning of a request that asks for a stream, as bytes.
std::string HttpStreamRequest(const Endpoint& server, const std::string& path,
                              const std::string& request);

// A connection to "127.0.0.1:port" as it is. Not thread-safe.
class RawConnection {
 public:
  // `receive_buffer`: what the system takes for a client that does not read; 0: as usual.
  explicit RawConnection(const std::string& address, int receive_buffer = 0);
  ~RawConnection();
  RawConnection(const RawConnection&) = delete;
  RawConnection& operator=(const RawConnection&) = delete;

  // False: the other side has ended it.
  bool Send(const std::string& bytes);

 private:
  int socket_ = -1;
};

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_SERVICE_HTTP_LOAD_H_
