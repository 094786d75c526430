#include "proto/answer/keyed_code.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

#include "absl/strings/str_cat.h"
#include "engine/base/check.h"

namespace passung::answer {

std::string KeyedCode(absl::string_view key, std::initializer_list<absl::string_view> parts) {
  std::string text;
  for (const absl::string_view part : parts) absl::StrAppend(&text, part.size(), ":", part);
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned int size = 0;
  const unsigned char* made =
      HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
           reinterpret_cast<const unsigned char*>(text.data()), text.size(), out.data(), &size);
  PASSUNG_CHECK(made != nullptr && size == kKeyedCodeBytes);
  return {reinterpret_cast<const char*>(out.data()), size};
}

uint64_t KeyedNumber(absl::string_view key, std::initializer_list<absl::string_view> parts) {
  const std::string code = KeyedCode(key, parts);
  uint64_t number = 0;
  for (size_t i = 0; i < sizeof(number); ++i) {
    number = number << 8U | static_cast<unsigned char>(code[i]);
  }
  return number;
}

bool EqualCodes(absl::string_view a, absl::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace passung::answer
