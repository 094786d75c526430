#ifndef PASSUNG_SERVER_TLS_SHOWN_CERTIFICATE_H_
#define PASSUNG_SERVER_TLS_SHOWN_CERTIFICATE_H_

#include <string>

#include "absl/status/statusor.h"

namespace passung::server {

// In PEM, of whoever listens at "host:port" and speaks TLS, believed or not: tells a server by its own
// certificate without being known to it. Unavailable where nobody answers so within two seconds.
absl::StatusOr<std::string> CertificateShownAt(const std::string& address);

}  // namespace passung::server

#endif  // PASSUNG_SERVER_TLS_SHOWN_CERTIFICATE_H_
