#include "server/identity/token_signer.h"

#include <jwt.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/sha.h>

#include <array>
#include <cstdlib>
#include <memory>
#include <nlohmann/json.hpp>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"

namespace passung::server {
namespace {

using JwkJson = nlohmann::json;
constexpr size_t kCoordinate = 32;

struct FreeSigner {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(jwt_t* token) const { jwt_free(token); }
  void operator()(char* text) const { std::free(text); }  // NOLINT: as libjwt allocates
};
using OwnedKey = std::unique_ptr<EVP_PKEY, FreeSigner>;

std::string WithoutPadding(absl::string_view bytes) {
  std::string text;
  absl::WebSafeBase64Escape(bytes, &text);
  text.erase(text.find_last_not_of('=') + 1);
  return text;
}

absl::StatusOr<OwnedKey> KeyOf(const std::string& pem) {
  const std::unique_ptr<BIO, FreeSigner> bio(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  const auto no_password = [](char*, int, int, void*) { return 0; };
  OwnedKey key(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr));
  std::array<char, 32> curve{};
  if (key == nullptr ||
      EVP_PKEY_get_group_name(key.get(), curve.data(), curve.size(), nullptr) != 1 ||
      absl::string_view(curve.data()) != "prime256v1") {
    ERR_clear_error();
    return absl::InvalidArgumentError("is no private key on P-256 in PEM without a password");
  }
  return key;
}

absl::StatusOr<JwkJson> PublicJwk(const std::string& pem) {
  PASSUNG_ASSIGN_OR_RETURN(const OwnedKey key, KeyOf(pem));
  // The mark of an uncompressed point, then both coordinates.
  std::string point(1 + 2 * kCoordinate, '\0');
  size_t size = 0;
  if (EVP_PKEY_get_octet_string_param(key.get(), OSSL_PKEY_PARAM_PUB_KEY,
                                      reinterpret_cast<unsigned char*>(point.data()), point.size(),
                                      &size) != 1 ||
      size != point.size()) {
    ERR_clear_error();
    return absl::InvalidArgumentError("its public part is not written out");
  }
  const std::string x = WithoutPadding(point.substr(1, kCoordinate));
  const std::string y = WithoutPadding(point.substr(1 + kCoordinate));
  // Members sorted, no blanks: RFC 7638, section 3.
  const std::string canonical = JwkJson{{"crv", "P-256"}, {"kty", "EC"}, {"x", x}, {"y", y}}.dump();
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(canonical.data()), canonical.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return JwkJson{{"alg", "ES256"}, {"crv", "P-256"}, {"kid", WithoutPadding(digest)},
                 {"kty", "EC"},    {"use", "sig"},   {"x", x},
                 {"y", y}};
}

// True if libjwt took all of it.
bool FillToken(jwt_t* token, const std::string& kid, const TokenClaims& claims, int64_t now) {
  const JwkJson roles = {{"roles", claims.roles}};
  const auto add = [token](const char* name, const std::string& value) {
    return value.empty() || jwt_add_grant(token, name, value.c_str()) == 0;
  };
  return jwt_add_header(token, "kid", kid.c_str()) == 0 && add("iss", claims.issuer) &&
         add("aud", claims.audience) && add("sub", claims.subject) &&
         add("mentor", claims.mentor) && jwt_add_grant_int(token, "iat", now) == 0 &&
         jwt_add_grant_int(token, "exp", now + claims.life.count()) == 0 &&
         jwt_add_grants_json(token, roles.dump().c_str()) == 0;
}

}  // namespace

absl::StatusOr<std::string> MakeSigningKey() {
  const OwnedKey key(EVP_EC_gen("P-256"));
  const std::unique_ptr<BIO, FreeSigner> bio(BIO_new(BIO_s_mem()));
  if (key == nullptr ||
      PEM_write_bio_PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1) {
    ERR_clear_error();
    return absl::InternalError("no key could be made");
  }
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &text);
  return std::string(text, static_cast<size_t>(size));
}

absl::StatusOr<std::string> JwksOf(const std::vector<std::string>& private_keys) {
  JwkJson keys = JwkJson::array();
  for (const std::string& pem : private_keys) {
    PASSUNG_ASSIGN_OR_RETURN(JwkJson key, PublicJwk(pem));
    keys.push_back(std::move(key));
  }
  return absl::StrCat(JwkJson{{"keys", keys}}.dump(2), "\n");
}

absl::StatusOr<std::string> SignToken(const std::string& private_key, const TokenClaims& claims,
                                      std::chrono::system_clock::time_point now) {
  PASSUNG_ASSIGN_OR_RETURN(const JwkJson jwk, PublicJwk(private_key));
  jwt_t* made = nullptr;
  if (jwt_new(&made) != 0) return absl::InternalError("no token could be made");
  const std::unique_ptr<jwt_t, FreeSigner> token(made);
  const auto* key = reinterpret_cast<const unsigned char*>(private_key.c_str());
  const auto seconds =
      std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
  if (!FillToken(token.get(), jwk["kid"].get<std::string>(), claims, seconds) ||
      jwt_set_alg(token.get(), JWT_ALG_ES256, key, static_cast<int>(private_key.size())) != 0) {
    return absl::InternalError("no token could be made");
  }
  const std::unique_ptr<char, FreeSigner> text(jwt_encode_str(token.get()));
  if (text == nullptr) return absl::InternalError("the token could not be signed");
  return std::string(text.get());
}

}  // namespace passung::server
