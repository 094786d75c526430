#ifndef PASSUNG_SERVER_LOOPBACK_H_
#define PASSUNG_SERVER_LOOPBACK_H_

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

namespace passung::server {

// An address or name of this machine itself, without a port. All of 127.0.0.0/8; a name such as
// "127.example.org" must not pass for it.
inline bool IsLoopback(absl::string_view host) {
  absl::ConsumePrefix(&host, "::ffff:");  // IPv4 as IPv6 writes it
  const bool numeric = host.find_first_not_of("0123456789.") == absl::string_view::npos;
  return host == "localhost" || host == "::1" || host == "[::1]" ||
         (numeric && absl::StartsWith(host, "127."));
}

}  // namespace passung::server

#endif  // PASSUNG_SERVER_LOOPBACK_H_
