// Signed tokens of people: what a caller who shows one may do.
#ifndef PASSUNG_SERVER_IDENTITY_TOKEN_VERIFIER_H_
#define PASSUNG_SERVER_IDENTITY_TOKEN_VERIFIER_H_

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "server/identity/key_set.h"
#include "server/identity/principal.h"

namespace passung::server {

using WallTime = std::chrono::system_clock::time_point;
using WallClock = std::function<WallTime()>;

// Checks JSON Web Tokens (RFC 7519) by ES256 and nothing else: a token names its algorithm, and
// whoever believes it can be told "none". Claims:
//   iss     as configured
//   aud     the configured one, or a list with it
//   exp     required; nbf and iat where given: at most 60 s ahead of or behind the clock
//   sub     1 to 128 visible ASCII characters: an id of the person, no name
//   roles   list of names of roles, at least one known; unknown ones give nothing
//   mentor  "mentors/{id}": whose mentees somebody sees who is a mentor and nothing more
// The header's `kid` names the key.
//
// Thread-safe as long as the keys stay; make a new one for new keys.
class TokenVerifier {
 public:
  struct Verified {
    Principal principal;
    WallTime until;  // from then on the token is no more good
  };
  struct Options {
    std::string issuer;
    std::string audience;
    std::chrono::seconds leeway{60};
    std::chrono::seconds longest_life{std::chrono::hours(24)};  // of exp after now
  };
  TokenVerifier(Options options, KeySet keys)
      : options_(std::move(options)), keys_(std::move(keys)) {}

  // Unauthenticated with a reason: TOKEN_MALFORMED, TOKEN_ALGORITHM, TOKEN_KEY, TOKEN_SIGNATURE,
  // TOKEN_ISSUER, TOKEN_AUDIENCE, TOKEN_EXPIRED, TOKEN_NOT_YET_VALID, TOKEN_LIFE, TOKEN_SUBJECT,
  // TOKEN_ROLES. No message has a part of the token. Costs about 100 µs.
  absl::StatusOr<Verified> Verify(const std::string& token, WallTime now) const;

 private:
  Options options_;
  KeySet keys_;
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_IDENTITY_TOKEN_VERIFIER_H_
