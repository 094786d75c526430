// Keys and tokens for tests, made by OpenSSL alone: independent of what checks them.
#ifndef PASSUNG_TESTS_SERVER_IDENTITY_TOKEN_MAKER_H_
#define PASSUNG_TESTS_SERVER_IDENTITY_TOKEN_MAKER_H_

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace passung::server {

inline std::string Base64Url(const std::string& bytes) {
  std::string text;
  absl::WebSafeBase64Escape(bytes, &text);
  while (!text.empty() && text.back() == '=') text.pop_back();
  return text;
}

class SigningKey {
 public:
  explicit SigningKey(std::string id) : id_(std::move(id)), key_(EVP_EC_gen("P-256")) {}

  const std::string& id() const { return id_; }

  nlohmann::json PublicJwk() const {
    const std::string point = Point();
    return {{"kty", "EC"},
            {"crv", "P-256"},
            {"use", "sig"},
            {"alg", "ES256"},
            {"kid", id_},
            {"x", Base64Url(point.substr(1, 32))},
            {"y", Base64Url(point.substr(33, 32))}};
  }

  // Both numbers of the signature, 32 bytes each (RFC 7518 section 3.4).
  std::string Sign(const std::string& text) const {
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                    &EVP_MD_CTX_free);
    size_t size = 0;
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get());
    EVP_DigestSign(context.get(), nullptr, &size, bytes, text.size());
    std::vector<unsigned char> der(size);
    EVP_DigestSign(context.get(), der.data(), &size, bytes, text.size());
    const unsigned char* at = der.data();
    std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> pair(
        d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(size)), &ECDSA_SIG_free);
    std::string raw(64, '\0');
    auto* out = reinterpret_cast<unsigned char*>(raw.data());
    BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), out, 32);
    BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), out + 32, 32);
    return raw;
  }

 private:
  struct Free {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  };
  std::string Point() const {
    std::string point(65, '\0');
    size_t size = 0;
    EVP_PKEY_get_octet_string_param(key_.get(), OSSL_PKEY_PARAM_PUB_KEY,
                                    reinterpret_cast<unsigned char*>(point.data()), point.size(),
                                    &size);
    return point;
  }

  std::string id_;
  std::unique_ptr<EVP_PKEY, Free> key_;
};

inline std::string Jwks(const std::vector<nlohmann::json>& keys) {
  return nlohmann::json{{"keys", keys}}.dump();
}

inline std::string SignedToken(const SigningKey& key, const nlohmann::json& header,
                               const nlohmann::json& claims) {
  const std::string text = absl::StrCat(Base64Url(header.dump()), ".", Base64Url(claims.dump()));
  return absl::StrCat(text, ".", Base64Url(key.Sign(text)));
}

inline nlohmann::json HeaderOf(const SigningKey& key) {
  return {{"alg", "ES256"}, {"typ", "JWT"}, {"kid", key.id()}};
}

}  // namespace passung::server

#endif  // PASSUNG_TESTS_SERVER_IDENTITY_TOKEN_MAKER_H_
