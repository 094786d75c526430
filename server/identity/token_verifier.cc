#include "server/identity/token_verifier.h"

#include <jwt.h>

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "proto/wire/resource_name.h"
#include "proto/wire/rpc_status.h"

namespace passung::server {
namespace {

using nlohmann::json;

constexpr size_t kLongestSubject = 128;

struct FreeToken {
  void operator()(jwt_t* token) const { jwt_free(token); }
  void operator()(char* text) const { std::free(text); }  // NOLINT: as libjwt allocates
};
using Token = std::unique_ptr<jwt_t, FreeToken>;

absl::Status Rejected(absl::string_view reason, absl::string_view message) {
  return wire::WithReason(absl::UnauthenticatedError(absl::StrCat("token: ", message)), reason);
}

// Without a key it is only taken apart. nullptr: it is not a token, or the signature is another one.
Token Decode(const std::string& text, const std::string* pem) {
  jwt_t* token = nullptr;
  const auto* key = pem == nullptr ? nullptr : reinterpret_cast<const unsigned char*>(pem->c_str());
  const int size = pem == nullptr ? 0 : static_cast<int>(pem->size());
  const int failed = jwt_decode(&token, text.c_str(), key, size);
  Token decoded(token);
  if (failed != 0) return nullptr;
  return decoded;
}

// The signed token. The first look believes nothing but which key to take: libjwt checks by whatever
// algorithm the token names, so that this must be ES256 before a key is given to it.
absl::StatusOr<Token> Signed(const std::string& text, const KeySet& keys) {
  const Token unverified = Decode(text, nullptr);
  if (unverified == nullptr) return Rejected("TOKEN_MALFORMED", "is not a signed token");
  // Not jwt_get_alg: without a key that says "none" of every token.
  const char* algorithm = jwt_get_header(unverified.get(), "alg");
  if (algorithm == nullptr || absl::string_view(algorithm) != "ES256") {
    return Rejected("TOKEN_ALGORITHM", "is not signed by ES256");
  }
  // RFC 7515, 4.1.11: extensions without which the token must not be taken.
  const std::unique_ptr<char, FreeToken> critical(jwt_get_headers_json(unverified.get(), "crit"));
  if (critical != nullptr) {
    return Rejected("TOKEN_MALFORMED", "names extensions (crit) that are not known here");
  }
  const char* id = jwt_get_header(unverified.get(), "kid");
  const std::string* pem = id == nullptr ? nullptr : keys.Find(id);
  if (pem == nullptr) return Rejected("TOKEN_KEY", "names no key (kid) that is known here");
  Token token = Decode(text, pem);
  if (token == nullptr) return Rejected("TOKEN_SIGNATURE", "the signature is not that of its key");
  return token;
}

// A claim; null if there is none.
json Claim(const Token& token, const char* name) {
  const std::unique_ptr<char, FreeToken> all(jwt_get_grants_json(token.get(), nullptr));
  if (all == nullptr) return nullptr;
  json claims = json::parse(all.get(), nullptr, /*allow_exceptions=*/false);
  return claims.is_object() && claims.contains(name) ? claims[name] : json(nullptr);
}

// Seconds since 1970; nothing where the claim is missing, no number or out of range. The clock counts
// nanoseconds in 64 bits, which end in 2262.
std::optional<WallTime> TimeOf(const json& claim) {
  constexpr double kLast = 9'000'000'000;  // in 2255
  if (!claim.is_number()) return std::nullopt;
  const auto seconds = claim.get<double>();
  if (!(seconds >= 0) || seconds > kLast) return std::nullopt;
  return WallTime(std::chrono::seconds(static_cast<int64_t>(seconds)));
}

bool Names(const json& audience, const std::string& wanted) {
  if (audience.is_string()) return audience == wanted;
  return audience.is_array() &&
         std::find(audience.begin(), audience.end(), wanted) != audience.end();
}

// When it ends.
absl::StatusOr<WallTime> CheckTimes(const Token& token, const TokenVerifier::Options& options,
                                    WallTime now) {
  const auto expires = TimeOf(Claim(token, "exp"));
  if (!expires) return Rejected("TOKEN_LIFE", "exp is missing");
  if (*expires + options.leeway <= now) return Rejected("TOKEN_EXPIRED", "has expired");
  if (*expires > now + options.longest_life + options.leeway) {
    return Rejected(
        "TOKEN_LIFE",
        absl::StrCat("exp is more than ",
                     std::chrono::duration_cast<std::chrono::hours>(options.longest_life).count(),
                     " hours ahead"));
  }
  for (const char* name : {"nbf", "iat"}) {
    const json claim = Claim(token, name);
    if (claim.is_null()) continue;
    const auto from = TimeOf(claim);
    if (!from || *from > now + options.leeway) {
      return Rejected("TOKEN_NOT_YET_VALID", absl::StrCat(name, " lies in the future"));
    }
  }
  return *expires + options.leeway;
}

absl::StatusOr<Roles> RolesOf(const json& claim) {
  Roles roles;
  if (claim.is_array()) {
    for (const json& name : claim) {
      const auto role = name.is_string() ? RoleOfName(name.get<std::string>()) : std::nullopt;
      if (role) roles.Add(*role);
    }
  }
  if (roles.empty()) {
    return Rejected("TOKEN_ROLES", absl::StrCat("roles names none of ", RoleNames()));
  }
  return roles;
}

absl::StatusOr<std::string> SubjectOf(const json& claim) {
  std::string subject = claim.is_string() ? claim.get<std::string>() : "";
  const bool visible = std::all_of(subject.begin(), subject.end(), [](char c) {
    return absl::ascii_isgraph(static_cast<unsigned char>(c));
  });
  if (subject.empty() || subject.size() > kLongestSubject || !visible) {
    return Rejected("TOKEN_SUBJECT", "sub is not 1 to 128 visible ASCII characters");
  }
  return subject;
}

absl::StatusOr<std::string> MentorOf(const json& claim) {
  if (claim.is_null()) return std::string();
  std::string mentor = claim.is_string() ? claim.get<std::string>() : "?";
  if (!wire::IdInName("mentors", mentor).ok()) {
    return Rejected("TOKEN_ROLES", "mentor is not \"mentors/{id}\"");
  }
  return mentor;
}

}  // namespace

absl::StatusOr<TokenVerifier::Verified> TokenVerifier::Verify(const std::string& text,
                                                              WallTime now) const {
  PASSUNG_ASSIGN_OR_RETURN(const Token token, Signed(text, keys_));
  if (Claim(token, "iss") != options_.issuer) {
    return Rejected("TOKEN_ISSUER", "is of another issuer (iss)");
  }
  if (!Names(Claim(token, "aud"), options_.audience)) {
    return Rejected("TOKEN_AUDIENCE", "is for another service (aud)");
  }
  PASSUNG_ASSIGN_OR_RETURN(const WallTime until, CheckTimes(token, options_, now));
  PASSUNG_ASSIGN_OR_RETURN(const std::string subject, SubjectOf(Claim(token, "sub")));
  PASSUNG_ASSIGN_OR_RETURN(const Roles roles, RolesOf(Claim(token, "roles")));
  PASSUNG_ASSIGN_OR_RETURN(std::string mentor, MentorOf(Claim(token, "mentor")));
  return Verified{.principal = {.id = absl::StrCat("person/", subject),
                                .roles = roles,
                                .mentor = std::move(mentor),
                                .until = until},
                  .until = until};
}

}  // namespace passung::server
