#include "server/identity/key_set.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"

namespace passung::server {
namespace {

using nlohmann::json;

constexpr size_t kCoordinateBytes = 32;
constexpr unsigned char kUncompressedPoint = 4;

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
  void operator()(BIO* bio) const { BIO_free(bio); }
};

absl::Status FaultyKey(absl::string_view id, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat("keys: \"", id, "\": ", what));
}

std::string TextOf(const json& key, const char* name) {
  const auto at = key.find(name);
  return at != key.end() && at->is_string() ? at->get<std::string>() : "";
}

// Both coordinates behind the mark of an uncompressed point (SEC 1, section 2.3.3).
absl::StatusOr<std::string> PointOf(const json& key, absl::string_view id) {
  std::string point(1, static_cast<char>(kUncompressedPoint));
  for (const char* name : {"x", "y"}) {
    std::string bytes;
    if (!absl::WebSafeBase64Unescape(TextOf(key, name), &bytes) ||
        bytes.size() != kCoordinateBytes) {
      return FaultyKey(id, absl::StrCat(name, " is not 32 bytes in base64url"));
    }
    point += bytes;
  }
  return point;
}

absl::StatusOr<std::string> PemOf(const std::string& point, absl::string_view id) {
  const std::unique_ptr<EVP_PKEY_CTX, FreeKey> context(
      EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
  std::string curve = "prime256v1";
  std::string bytes = point;
  OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, curve.data(), 0),
      OSSL_PARAM_construct_octet_string(OSSL_PKEY_PARAM_PUB_KEY, bytes.data(), bytes.size()),
      OSSL_PARAM_construct_end()};
  EVP_PKEY* made = nullptr;
  const bool good = context != nullptr && EVP_PKEY_fromdata_init(context.get()) == 1 &&
                    EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, parameters) == 1;
  const std::unique_ptr<EVP_PKEY, FreeKey> key(made);
  if (!good) return FaultyKey(id, "x and y are no point of P-256");
  const std::unique_ptr<BIO, FreeKey> bio(BIO_new(BIO_s_mem()));
  if (bio == nullptr || PEM_write_bio_PUBKEY(bio.get(), key.get()) != 1) {
    return absl::InternalError("a public key could not be written as PEM");
  }
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &text);
  return std::string(text, static_cast<size_t>(size));
}

bool IsForEs256(const json& key) {
  const std::string use = TextOf(key, "use");
  const std::string alg = TextOf(key, "alg");
  return TextOf(key, "kty") == "EC" && TextOf(key, "crv") == "P-256" &&
         (use.empty() || use == "sig") && (alg.empty() || alg == "ES256");
}

}  // namespace

absl::StatusOr<KeySet> KeySet::FromJwks(absl::string_view text) {
  const json document = json::parse(text.begin(), text.end(), nullptr, /*allow_exceptions=*/false);
  if (!document.is_object() || !document.contains("keys") || !document["keys"].is_array()) {
    return absl::InvalidArgumentError("keys: not a JSON object with an array of that name");
  }
  KeySet set;
  for (const json& key : document["keys"]) {
    if (!key.is_object() || !IsForEs256(key)) continue;
    std::string id = TextOf(key, "kid");
    if (id.empty()) return FaultyKey(id, "kid is missing");
    if (key.contains("d")) {
      return FaultyKey(id, "has a private part; whoever reads this file could sign");
    }
    PASSUNG_ASSIGN_OR_RETURN(const std::string point, PointOf(key, id));
    PASSUNG_ASSIGN_OR_RETURN(std::string pem, PemOf(point, id));
    const auto [at, added] = set.pem_.emplace(std::move(id), std::move(pem));
    if (!added) return FaultyKey(at->first, "comes twice");
  }
  if (set.pem_.empty()) {
    return absl::InvalidArgumentError("keys: none is for ES256 (kty EC, crv P-256, use sig)");
  }
  return set;
}

const std::string* KeySet::Find(absl::string_view id) const {
  const auto at = pem_.find(id);
  return at == pem_.end() ? nullptr : &at->second;
}

}  // namespace passung::server
