// Certificate and key of this server, and whose certificates it accepts.
#ifndef PASSUNG_SERVER_TLS_TLS_FILES_H_
#define PASSUNG_SERVER_TLS_TLS_FILES_H_

#include <openssl/types.h>

#include <chrono>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace passung::server {

// Paths of PEM files. To change certificate and key together under a running server, let the paths lead
// through a symbolic link to a folder and exchange the link; each by itself would for a moment not
// belong to the other.
struct TlsFiles {
  std::string certificate;  // with its chain
  std::string key;
  std::string client_ca;  // by whom clients' certificates must be signed; empty: none are asked for
};

// What is in them, checked. A value.
struct TlsMaterial {
  std::string certificate;
  std::string key;
  std::string client_ca;
  std::chrono::system_clock::time_point not_after;  // of the first certificate
  friend bool operator==(const TlsMaterial&, const TlsMaterial&) = default;
};

// NotFound or Unavailable naming the file; InvalidArgument naming it where it is not what it should be
// or where key and certificate do not belong together; FailedPrecondition where the certificate has
// expired at `now`.
absl::StatusOr<TlsMaterial> ReadTls(const TlsFiles& files,
                                    std::chrono::system_clock::time_point now);

// A file of certificates in PEM, such as an authority's. NotFound, Unavailable or InvalidArgument naming it.
absl::StatusOr<std::string> ReadCertificates(const std::string& path);

// What a certificate says of itself.
struct CertificateState {
  std::chrono::system_clock::time_point not_before;
  std::chrono::system_clock::time_point not_after;
  bool authority = false;  // it may sign others
};
// Of the first certificate in `pem`. InvalidArgument.
absl::StatusOr<CertificateState> StateOf(const std::string& pem);

// Whether both begin with the same certificate.
bool SameCertificate(const std::string& a, const std::string& b);

// Subject alternative names of kind DNS and URI, in their order. Others say nothing about a service.
std::vector<std::string> NamesOfCertificate(const X509& certificate);

}  // namespace passung::server

#endif  // PASSUNG_SERVER_TLS_TLS_FILES_H_
