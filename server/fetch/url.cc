#include "server/fetch/url.h"

#include <algorithm>
#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "server/loopback.h"

namespace passung::server {
namespace {

absl::Status NoUrl(absl::string_view text, absl::string_view why) {
  return absl::InvalidArgumentError(
      absl::StrCat("\"", text, "\" is no address of a service: ", why,
                   "; allowed is https://HOST[:PORT][/PATH], and http:// for this machine itself"));
}

bool IsHostCharacter(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '.';
}

bool IsPort(absl::string_view text) {
  uint32_t number = 0;
  return absl::SimpleAtoi(text, &number) && number >= 1 && number <= 65'535 && text.size() <= 5 &&
         absl::ascii_isdigit(static_cast<unsigned char>(text[0]));
}

}  // namespace

absl::StatusOr<Url> ParseUrl(absl::string_view text) {
  Url url;
  absl::string_view rest = text;
  url.tls = absl::ConsumePrefix(&rest, "https://");
  if (!url.tls && !absl::ConsumePrefix(&rest, "http://")) {
    return NoUrl(text, "it begins with neither https:// nor http://");
  }
  if (rest.find_first_of("?#@ \t\r\n\\") != absl::string_view::npos) {
    return NoUrl(text, "it has one of the characters ? # @ \\ or a blank");
  }
  const size_t slash = std::min(rest.find('/'), rest.size());
  const absl::string_view place = rest.substr(0, slash);
  url.path = std::string(absl::StripSuffix(rest.substr(slash), "/"));
  const size_t colon = place.find(':');
  url.host = std::string(place.substr(0, colon));
  url.port = colon == absl::string_view::npos ? (url.tls ? "443" : "80")
                                              : std::string(place.substr(colon + 1));
  if (url.host.empty() || !std::all_of(url.host.begin(), url.host.end(), IsHostCharacter)) {
    return NoUrl(text, "its host is no name");
  }
  if (url.port.empty() || !IsPort(url.port)) return NoUrl(text, "its port is not 1 to 65535");
  if (!url.tls && !IsLoopback(url.host)) {
    return NoUrl(text, "without TLS everybody on the way could read the key");
  }
  return url;
}

std::string PercentEncoded(absl::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
                       absl::StrContains("-._~", absl::string_view(&c, 1));
    if (plain) {
      out.push_back(c);
    } else {
      absl::StrAppendFormat(&out, "%%%02X", static_cast<unsigned char>(c));
    }
  }
  return out;
}

std::string QueryOf(const std::vector<std::pair<std::string, std::string>>& fields) {
  std::string query;
  for (const auto& [name, value] : fields) {
    if (value.empty()) continue;
    absl::StrAppend(&query, query.empty() ? "?" : "&", name, "=", PercentEncoded(value));
  }
  return query;
}

}  // namespace passung::server
