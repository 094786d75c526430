// What a guarded server needs from outside: a certificate and the keys of tokens, in a folder of its
// own; and what a client of it needs. Made anew for each run, good for an hour.
#ifndef PASSUNG_BENCHMARKS_SERVICE_GUARD_H_
#define PASSUNG_BENCHMARKS_SERVICE_GUARD_H_

#include <cstddef>
#include <string>
#include <vector>

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
  // "Bearer …", of so many coordinators.
  static constexpr size_t kPeople = 6;
  const std::string& authorization(size_t person) const { return authorizations_[person]; }

 private:
  const std::string folder_;
  std::string certificate_;
  std::vector<std::string> authorizations_;
};

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_SERVICE_GUARD_H_
