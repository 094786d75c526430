#include "benchmarks/service/guard.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace passung::bench {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr char kIssuer[] = "https://id.example";
constexpr char kAudience[] = "passung";
constexpr char kKeyId[] = "benchmark";
constexpr long kSeconds = 3'600;
constexpr int kNumberBytes = 32;  // of a number of P-256

struct Free {
  void operator()(X509* made) const { X509_free(made); }
  void operator()(EVP_PKEY* made) const { EVP_PKEY_free(made); }
  void operator()(BIO* made) const { BIO_free(made); }
  void operator()(EVP_MD_CTX* made) const { EVP_MD_CTX_free(made); }
  void operator()(ECDSA_SIG* made) const { ECDSA_SIG_free(made); }
};
template <class T>
using Made = std::unique_ptr<T, Free>;

std::string TextOf(BIO* bio) {
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio, &text);
  return {text, static_cast<size_t>(size)};
}

std::string KeyPem(EVP_PKEY* key) {
  const Made<BIO> bio(BIO_new(BIO_s_mem()));
  PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
  return TextOf(bio.get());
}

std::string CertificatePem(EVP_PKEY* key) {
  const Made<X509> made(X509_new());
  X509_set_version(made.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(made.get()), -kSeconds);
  X509_gmtime_adj(X509_getm_notAfter(made.get()), kSeconds);
  X509_NAME* name = X509_get_subject_name(made.get());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>("benchmark"), -1, -1, 0);
  X509_set_issuer_name(made.get(), name);
  X509_set_pubkey(made.get(), key);
  X509_EXTENSION* names =
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1");
  X509_add_ext(made.get(), names, -1);
  X509_EXTENSION_free(names);
  X509_sign(made.get(), key, EVP_sha256());
  const Made<BIO> bio(BIO_new(BIO_s_mem()));
  PEM_write_bio_X509(bio.get(), made.get());
  return TextOf(bio.get());
}

std::string Base64Url(const std::string& bytes) {
  std::string text;
  absl::WebSafeBase64Escape(bytes, &text);
  while (!text.empty() && text.back() == '=') text.pop_back();
  return text;
}

std::string Jwks(EVP_PKEY* key) {
  std::string point(1 + 2 * kNumberBytes, '\0');
  size_t size = 0;
  EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY,
                                  reinterpret_cast<unsigned char*>(point.data()), point.size(),
                                  &size);
  const json jwk = {{"kty", "EC"},
                    {"crv", "P-256"},
                    {"use", "sig"},
                    {"alg", "ES256"},
                    {"kid", kKeyId},
                    {"x", Base64Url(point.substr(1, kNumberBytes))},
                    {"y", Base64Url(point.substr(1 + kNumberBytes))}};
  return json{{"keys", {jwk}}}.dump();
}

// Both numbers of the signature (RFC 7518 section 3.4).
std::string Signature(EVP_PKEY* key, const std::string& text) {
  const Made<EVP_MD_CTX> context(EVP_MD_CTX_new());
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  size_t size = 0;
  EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key);
  EVP_DigestSign(context.get(), nullptr, &size, bytes, text.size());
  std::vector<unsigned char> der(size);
  EVP_DigestSign(context.get(), der.data(), &size, bytes, text.size());
  const unsigned char* at = der.data();
  const Made<ECDSA_SIG> pair(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(size)));
  std::string raw(2 * kNumberBytes, '\0');
  auto* out = reinterpret_cast<unsigned char*>(raw.data());
  BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), out, kNumberBytes);
  BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), out + kNumberBytes, kNumberBytes);
  return raw;
}

std::string Token(EVP_PKEY* key, size_t person) {
  const auto now = std::chrono::duration_cast<std::chrono::seconds>(
      std::chrono::system_clock::now().time_since_epoch());
  const json header = {{"alg", "ES256"}, {"typ", "JWT"}, {"kid", kKeyId}};
  const json claims = {{"iss", kIssuer},
                       {"aud", kAudience},
                       {"sub", absl::StrCat("u", person)},
                       {"exp", now.count() + kSeconds},
                       {"roles", json::array({"coordinator"})}};
  const std::string text = absl::StrCat(Base64Url(header.dump()), ".", Base64Url(claims.dump()));
  return absl::StrCat(text, ".", Base64Url(Signature(key, text)));
}

void Put(const std::string& path, const std::string& text) { std::ofstream(path) << text; }

}  // namespace

Guard::Guard()
    : folder_((fs::temp_directory_path() / absl::StrCat("passung_guard_", getpid())).string()) {
  fs::create_directories(folder_);
  fs::permissions(folder_, fs::perms::owner_all);
  const Made<EVP_PKEY> tls_key(EVP_EC_gen("P-256"));
  const Made<EVP_PKEY> token_key(EVP_EC_gen("P-256"));
  certificate_ = CertificatePem(tls_key.get());
  for (size_t person = 0; person < kPeople; ++person) {
    authorizations_.push_back(absl::StrCat("Bearer ", Token(token_key.get(), person)));
  }
  Put(TlsOfServer().certificate, certificate_);
  Put(TlsOfServer().key, KeyPem(tls_key.get()));
  Put(IdentityOfServer().jwks, Jwks(token_key.get()));
}

Guard::~Guard() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

server::TlsFiles Guard::TlsOfServer() const {
  return {.certificate = folder_ + "/cert.pem", .key = folder_ + "/key.pem", .client_ca = ""};
}

server::Authenticator::Options Guard::IdentityOfServer() const {
  return {.open = false,
          .jwks = folder_ + "/jwks.json",
          .tokens = {.issuer = kIssuer, .audience = kAudience},
          .services = {}};
}

}  // namespace passung::bench
