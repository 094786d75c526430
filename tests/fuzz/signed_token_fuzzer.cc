// Any bytes as a token and as a set of keys: nobody gets in, whatever is sent.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "server/identity/key_set.h"
#include "server/identity/token_verifier.h"

namespace server = passung::server;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  // The key of RFC 7515, appendix A.3: its private half is known, so that tokens of the corpus may bear
  // its signature; none of them has an issuer that is believed here.
  static const server::TokenVerifier verifier(
      {.issuer = "nobody", .audience = "passung"},
      *server::KeySet::FromJwks(R"({"keys":[{"kty":"EC","crv":"P-256","kid":"k1",
          "x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
          "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]})"));
  const std::string text(reinterpret_cast<const char*>(data), size);
  // No token begins so, and no set of keys otherwise but for white space.
  if (size > 0 && data[0] == '{') {
    static_cast<void>(server::KeySet::FromJwks(text));
    return 0;
  }
  const auto verified = verifier.Verify(text, server::WallTime());
  if (verified.ok() || verified.status().message().empty()) std::abort();
  return 0;
}
