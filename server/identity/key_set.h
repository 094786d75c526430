// The keys by which signed tokens are checked: a JWKS file (RFC 7517).
#ifndef PASSUNG_SERVER_IDENTITY_KEY_SET_H_
#define PASSUNG_SERVER_IDENTITY_KEY_SET_H_

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace passung::server {

// Public keys for ES256 (ECDSA on P-256 with SHA-256; RFC 7518 section 3.4). Immutable.
class KeySet {
 public:
  // Takes keys of type EC on P-256, each with a `kid` of its own; `use`, where given, is "sig", and
  // `alg` "ES256". Other keys are left out: a provider may use them for others. InvalidArgument, naming
  // the key, for one that is faulty, that has private parts, or where none is left.
  static absl::StatusOr<KeySet> FromJwks(absl::string_view json);

  // In PEM; nullptr if there is none with this id.
  const std::string* Find(absl::string_view id) const;
  size_t size() const { return pem_.size(); }

 private:
  std::map<std::string, std::string, std::less<>> pem_;  // by id
};

}  // namespace passung::server

#endif  // PASSUNG_SERVER_IDENTITY_KEY_SET_H_
