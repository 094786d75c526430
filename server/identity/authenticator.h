// Who is calling, by what a door knows of the connection and the call.
#ifndef PASSUNG_SERVER_IDENTITY_AUTHENTICATOR_H_
#define PASSUNG_SERVER_IDENTITY_AUTHENTICATOR_H_

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "server/identity/principal.h"
#include "server/identity/token_verifier.h"

namespace passung::server {

// A service that may call with a certificate of its own.
struct ServiceGrant {
  std::string name;  // a subject alternative name of its certificate (DNS or URI), in full
  Roles roles;
};

// What a door knows of a caller.
struct Credentials {
  // Subject alternative names of the certificate that the connection was verified by; empty: none.
  std::vector<std::string> certificate_names;
  absl::string_view authorization;  // the header of that name
  absl::string_view peer;           // address without port
};

// Thread-safe.
class Authenticator {
 public:
  struct Options {
    // Everybody is let in with every role. For one machine only (--dev).
    bool open = false;
    std::string jwks;  // file with the keys of tokens; empty: tokens are refused
    TokenVerifier::Options tokens;
    std::vector<ServiceGrant> services;
  };

  // InvalidArgument naming the setting; NotFound and the errors of KeySet for the file.
  static absl::StatusOr<std::unique_ptr<Authenticator>> Create(Options options, WallClock clock);

  // A person by their token ("Bearer …"), else a service by its certificate. A faulty token is an
  // error also where the certificate alone would do. A person who comes through a service is that
  // person, `through` names the service; the certificate of such a service must be allowed, too.
  // Unauthenticated, with the reasons of TokenVerifier or CREDENTIALS_MISSING,
  // CREDENTIALS_UNKNOWN_SERVICE, CREDENTIALS_UNREADABLE. Tokens that were good are remembered until they
  // end or the keys change: a signature costs as much as a question to the engine.
  absl::StatusOr<Principal> Authenticate(const Credentials& credentials) const;

  // Reads the keys again where their file has changed since; true: it had. Keys in use stay where it
  // fails.
  absl::StatusOr<bool> Reload();

 private:
  Authenticator(Options options, WallClock clock)
      : options_(std::move(options)), clock_(std::move(clock)) {}

  const ServiceGrant* GrantOf(const std::vector<std::string>& names) const;
  absl::StatusOr<Principal> ByToken(absl::string_view header) const;
  std::optional<Principal> Remembered(absl::string_view token, WallTime now) const;
  std::shared_ptr<const TokenVerifier> verifier() const;

  const Options options_;
  const WallClock clock_;
  static constexpr size_t kMostRemembered = 10'000;

  mutable std::mutex mutex_;
  // Guarded; by the whole token.
  mutable absl::flat_hash_map<std::string, TokenVerifier::Verified> remembered_;
  std::shared_ptr<const TokenVerifier> verifier_;  // guarded; null: no keys
  std::string keys_;                               // guarded; the file as it was read last
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_IDENTITY_AUTHENTICATOR_H_
