#include "server/audit/mark.h"

#include <openssl/crypto.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "proto/answer/read_file.h"

namespace passung::server {

std::string MarkOf(absl::string_view key, absl::string_view text) {
  unsigned char bytes[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), bytes, &size);
  return absl::BytesToHexString(
      absl::string_view(reinterpret_cast<const char*>(bytes), static_cast<size_t>(size)));
}

absl::StatusOr<std::string> RandomKey() {
  std::string key(kFewestKeyBytes, '\0');
  const int made =
      RAND_bytes(reinterpret_cast<unsigned char*>(key.data()), static_cast<int>(key.size()));
  if (made != 1) return absl::UnavailableError("no random bytes are to be had");
  return key;
}

absl::StatusOr<std::string> ReadKey(absl::string_view option, const std::string& path) {
  const absl::StatusOr<std::string> text = answer::ReadFile(path);
  if (!text.ok()) {
    return absl::Status(text.status().code(), absl::StrCat(option, ": ", text.status().message()));
  }
  const absl::string_view key = absl::StripTrailingAsciiWhitespace(*text);
  if (key.size() >= kFewestKeyBytes) return std::string(key);
  return absl::InvalidArgumentError(absl::StrCat(option, ": \"", path, "\" has ", key.size(),
                                                 " bytes, needed are at least ", kFewestKeyBytes));
}

bool EqualMarks(absl::string_view a, absl::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace passung::server
