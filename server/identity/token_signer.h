// Keys for tokens and tokens themselves, for whoever runs no identity provider. The server only checks.
#ifndef PASSUNG_SERVER_IDENTITY_TOKEN_SIGNER_H_
#define PASSUNG_SERVER_IDENTITY_TOKEN_SIGNER_H_

#include <chrono>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "server/identity/principal.h"

namespace passung::server {

// A new private key for ES256, in PEM.
absl::StatusOr<std::string> MakeSigningKey();

// The public parts as a JWKS (RFC 7517); each key's `kid` is its thumbprint (RFC 7638).
// InvalidArgument for what is no private key on P-256.
absl::StatusOr<std::string> JwksOf(const std::vector<std::string>& private_keys);

struct TokenClaims {
  std::string issuer;
  std::string audience;
  std::string subject;
  std::vector<std::string> roles;
  std::string mentor;  // "mentors/{id}"; empty: none
  std::chrono::seconds life{3'600};
};

// As TokenVerifier takes it. InvalidArgument for a faulty key.
absl::StatusOr<std::string> SignToken(const std::string& private_key, const TokenClaims& claims,
                                      std::chrono::system_clock::time_point now);

}  // namespace passung::server

#endif  // PASSUNG_SERVER_IDENTITY_TOKEN_SIGNER_H_
