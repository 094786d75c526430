// Addresses of services.
#ifndef PASSUNG_SERVER_FETCH_URL_H_
#define PASSUNG_SERVER_FETCH_URL_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace passung::server {

struct Url {
  bool tls = true;
  std::string host;
  std::string port;
  std::string path;  // "" or "/…" without a slash at the end
};

// "https://host[:port][/path]"; http:// only for this machine itself, because a key travels with every request.
// InvalidArgument naming the address and what is allowed: also for a query, a fragment or a user in it.
absl::StatusOr<Url> ParseUrl(absl::string_view text);

// Everything but letters, digits and "-._~" as %XX.
std::string PercentEncoded(absl::string_view text);

// "?a=1&b=x%20y" of what has a value; empty for none.
std::string QueryOf(const std::vector<std::pair<std::string, std::string>>& fields);

}  // namespace passung::server

#endif  // PASSUNG_SERVER_FETCH_URL_H_
