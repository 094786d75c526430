// What a guarded server needs from outside: a certificate and the keys of tokens, in a folder of its
// own; and what a client of it needs. Made anew for each run, good for an hour.
#ifndef PASSUNG_BENCHMARKS_SERVICE_GUARD_H_
#define PASSUNG_BENCHMARKS_SERVICE_GUARD_H_

#include <string>

#include "server/identity/authenticator.h"
#include "server/tls/tls_files.h"

namespace passung::bench {

class Guard {
 public:
  Guard();
  ~Guard();  // removes the folder
  Guard(const Guard&) = delete;
  Guard& operator=(const Guard&) = delete;

  server::TlsFiles TlsOfServer() const;
  server::Authenticator::Options IdentityOfServer() const;
  // Signs itself: who trusts it trusts the server. PEM.
  const std::string& certificate() const { return certificate_; }
  // "Bearer …", of a coordinator.
  const std::string& authorization() const { return authorization_; }

 private:
  const std::string folder_;
  std::string certificate_;
  std::string authorization_;
};

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_SERVICE_GUARD_H_
