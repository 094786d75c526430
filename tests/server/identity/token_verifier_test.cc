#include "server/identity/token_verifier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/server/identity/token_maker.h"
#include "tests/server/reason.h"
#include "tests/support/status_matchers.h"

namespace passung::server {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

constexpr int64_t kVerifiedAt = 1'780'000'000;  // 2026-05-28
const WallTime kToday{std::chrono::seconds(kVerifiedAt)};

class TokenVerifierTest : public testing::Test {
 protected:
  TokenVerifierTest()
      : verifier_({.issuer = "https://id.example", .audience = "passung"},
                  *KeySet::FromJwks(Jwks({key_.PublicJwk(), second_.PublicJwk()}))) {}

  static json Claims() {
    return {{"iss", "https://id.example"}, {"aud", "passung"},    {"sub", "u-17"},
            {"exp", kVerifiedAt + 600},    {"roles", {"mentor"}}, {"mentor", "mentors/m1"}};
  }
  static json With(const char* name, const json& value) {
    json claims = Claims();
    claims[name] = value;
    return claims;
  }
  static json Without(const char* name) {
    json claims = Claims();
    claims.erase(name);
    return claims;
  }
  std::string Token(const json& claims) const { return SignedToken(key_, HeaderOf(key_), claims); }
  std::string ReasonFor(const json& claims) const {
    return ReasonOf(verifier_.Verify(Token(claims), kToday).status());
  }

  const SigningKey key_{"k1"};
  const SigningKey second_{"k2"};
  const SigningKey foreign_{"k1"};  // another key under a known id
  const TokenVerifier verifier_;
};

TEST_F(TokenVerifierTest, AGoodTokenGivesItsRolesAndWhoseMenteesItMaySee) {
  const auto verified = verifier_.Verify(Token(Claims()), kToday);
  ASSERT_THAT(verified, IsOk());
  EXPECT_EQ(verified->principal.id, "person/u-17");
  EXPECT_EQ(verified->principal.roles, Roles{v1::ROLE_MENTOR});
  EXPECT_EQ(verified->principal.mentor, "mentors/m1");
}

TEST_F(TokenVerifierTest, EachKeyOfTheSetIsFoundByItsId) {
  const auto token = SignedToken(second_, HeaderOf(second_), Claims());
  EXPECT_THAT(verifier_.Verify(token, kToday), IsOk());
}

TEST_F(TokenVerifierTest, AnAudienceMayBeOneOfAList) {
  EXPECT_THAT(verifier_.Verify(Token(With("aud", {"other", "passung"})), kToday), IsOk());
  EXPECT_EQ(ReasonFor(With("aud", {"other"})), "TOKEN_AUDIENCE");
  EXPECT_EQ(ReasonFor(With("aud", "other")), "TOKEN_AUDIENCE");
  EXPECT_EQ(ReasonFor(Without("aud")), "TOKEN_AUDIENCE");
}

TEST_F(TokenVerifierTest, OnlyTheConfiguredIssuerIsBelieved) {
  EXPECT_EQ(ReasonFor(With("iss", "https://id.example.evil")), "TOKEN_ISSUER");
  EXPECT_EQ(ReasonFor(Without("iss")), "TOKEN_ISSUER");
}

TEST_F(TokenVerifierTest, ATokenEndsAMinuteAfterItsTime) {
  EXPECT_THAT(verifier_.Verify(Token(With("exp", kVerifiedAt - 59)), kToday), IsOk());
  EXPECT_EQ(ReasonFor(With("exp", kVerifiedAt - 60)), "TOKEN_EXPIRED");
  EXPECT_EQ(ReasonFor(Without("exp")), "TOKEN_LIFE");
  EXPECT_EQ(ReasonFor(With("exp", "tomorrow")), "TOKEN_LIFE");
  EXPECT_EQ(ReasonFor(With("exp", -1)), "TOKEN_LIFE");
  EXPECT_EQ(ReasonFor(With("exp", 1e300)), "TOKEN_LIFE");
}

TEST_F(TokenVerifierTest, ATokenThatLivesForWeeksIsRefused) {
  EXPECT_THAT(verifier_.Verify(Token(With("exp", kVerifiedAt + 86'400)), kToday), IsOk());
  EXPECT_EQ(ReasonFor(With("exp", kVerifiedAt + 86'461)), "TOKEN_LIFE");
}

TEST_F(TokenVerifierTest, ATokenOfTheFutureIsNotValidYet) {
  for (const char* name : {"nbf", "iat"}) {
    EXPECT_THAT(verifier_.Verify(Token(With(name, kVerifiedAt + 60)), kToday), IsOk()) << name;
    EXPECT_EQ(ReasonFor(With(name, kVerifiedAt + 61)), "TOKEN_NOT_YET_VALID") << name;
    EXPECT_EQ(ReasonFor(With(name, "x")), "TOKEN_NOT_YET_VALID") << name;
  }
}

// Nanoseconds in 64 bits end in 2262: later seconds came out as years long past.
TEST_F(TokenVerifierTest, TimesBeyondTheClockAreNoTimes) {
  for (const char* name : {"nbf", "iat"}) {
    EXPECT_EQ(ReasonFor(With(name, 10'413'792'000)), "TOKEN_NOT_YET_VALID") << name << ": 2300";
  }
  EXPECT_EQ(ReasonFor(With("exp", 10'413'792'000)), "TOKEN_LIFE");
  EXPECT_EQ(ReasonFor(With("exp", 253'402'300'799)), "TOKEN_LIFE");
}

// RFC 7515, 4.1.11.
TEST_F(TokenVerifierTest, ATokenWithExtensionsThatMustBeKnownIsRefused) {
  json header = HeaderOf(key_);
  header["crit"] = json::array({"b64"});
  header["b64"] = false;
  EXPECT_EQ(ReasonOf(verifier_.Verify(SignedToken(key_, header, Claims()), kToday).status()),
            "TOKEN_MALFORMED");
}

TEST_F(TokenVerifierTest, ThePrincipalKnowsWhenTheTokenEnds) {
  const auto verified = verifier_.Verify(Token(Claims()), kToday);
  ASSERT_THAT(verified, IsOk());
  EXPECT_EQ(verified->principal.until, verified->until);
}

TEST_F(TokenVerifierTest, AlgNoneIsRefusedWithAndWithoutASignature) {
  for (const char* alg : {"none", "None", "NONE", ""}) {
    const std::string text =
        absl::StrCat(Base64Url(json{{"alg", alg}, {"typ", "JWT"}, {"kid", "k1"}}.dump()), ".",
                     Base64Url(Claims().dump()), ".");
    EXPECT_THAT(verifier_.Verify(text, kToday), StatusIs(absl::StatusCode::kUnauthenticated))
        << alg;
    EXPECT_THAT(verifier_.Verify(absl::StrCat(text, Base64Url(key_.Sign(text))), kToday),
                StatusIs(absl::StatusCode::kUnauthenticated))
        << alg;
  }
}

// The public key is no secret: whoever takes it for one lets everybody sign.
TEST_F(TokenVerifierTest, ThePublicKeyIsNoSecretOfHs256) {
  const KeySet keys = *KeySet::FromJwks(Jwks({key_.PublicJwk()}));
  const std::string& pem = *keys.Find("k1");
  const std::string text =
      absl::StrCat(Base64Url(json{{"alg", "HS256"}, {"typ", "JWT"}, {"kid", "k1"}}.dump()), ".",
                   Base64Url(Claims().dump()));
  unsigned char mac[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  HMAC(EVP_sha256(), pem.data(), static_cast<int>(pem.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), mac, &size);
  const std::string token =
      absl::StrCat(text, ".", Base64Url(std::string(reinterpret_cast<const char*>(mac), size)));
  const auto verified = verifier_.Verify(token, kToday);
  EXPECT_EQ(ReasonOf(verified.status()), "TOKEN_ALGORITHM");
}

TEST_F(TokenVerifierTest, AnotherKeysSignatureIsRefused) {
  const auto token = SignedToken(foreign_, HeaderOf(key_), Claims());
  EXPECT_EQ(ReasonOf(verifier_.Verify(token, kToday).status()), "TOKEN_SIGNATURE");
}

TEST_F(TokenVerifierTest, AnUnknownOrMissingKeyIdIsRefused) {
  json header = HeaderOf(key_);
  header["kid"] = "k3";
  EXPECT_EQ(ReasonOf(verifier_.Verify(SignedToken(key_, header, Claims()), kToday).status()),
            "TOKEN_KEY");
  header.erase("kid");
  EXPECT_EQ(ReasonOf(verifier_.Verify(SignedToken(key_, header, Claims()), kToday).status()),
            "TOKEN_KEY");
}

TEST_F(TokenVerifierTest, NoByteOfATokenCanBeChanged) {
  const std::string token = Token(Claims());
  const size_t signature = token.rfind('.') + 1;
  for (size_t at = 0; at < token.size(); ++at) {
    // The last letter of 64 bytes has two bits that say nothing.
    if (token[at] == '.' || at + 1 == token.size() || at + 1 == signature) continue;
    std::string changed = token;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    if (changed == token) continue;
    EXPECT_FALSE(verifier_.Verify(changed, kToday).ok()) << "letter " << at;
  }
}

TEST_F(TokenVerifierTest, WhatIsNoTokenIsRefusedWithoutItsBytesInTheMessage) {
  const std::string secret = "geheim123";
  for (const std::string& text :
       {std::string(), std::string("."), std::string(".."), std::string("..."), secret,
        secret + "." + secret, secret + "." + secret + "." + secret, std::string(8000, 'a'),
        std::string(3000, '.'), Token(Claims()) + ".x", std::string("a\0b.c.d", 7),
        Base64Url("[[[[") + "." + Base64Url("{}") + ".",
        Base64Url(std::string(4000, '[')) + ".e.f"}) {
    const auto verified = verifier_.Verify(text, kToday);
    ASSERT_THAT(verified, StatusIs(absl::StatusCode::kUnauthenticated)) << text.substr(0, 40);
    EXPECT_THAT(std::string(verified.status().message()), Not(HasSubstr(secret)));
  }
}

TEST_F(TokenVerifierTest, ASubjectIsAnIdAndNoName) {
  EXPECT_EQ(ReasonFor(With("sub", "Anna Muster")), "TOKEN_SUBJECT");
  EXPECT_EQ(ReasonFor(With("sub", "")), "TOKEN_SUBJECT");
  EXPECT_EQ(ReasonFor(With("sub", std::string(129, 'a'))), "TOKEN_SUBJECT");
  EXPECT_EQ(ReasonFor(With("sub", 7)), "TOKEN_SUBJECT");
  EXPECT_EQ(ReasonFor(Without("sub")), "TOKEN_SUBJECT");
}

TEST_F(TokenVerifierTest, UnknownRolesGiveNothingAndNoneIsNotEnough) {
  const auto verified = verifier_.Verify(Token(With("roles", {"root", "viewer", 5})), kToday);
  ASSERT_THAT(verified, IsOk());
  EXPECT_EQ(verified->principal.roles, Roles{v1::ROLE_VIEWER});
  for (const json& roles : {json::array(), json({"root"}), json({"MENTOR"}), json("mentor"),
                            json({"unspecified"}), json(nullptr)}) {
    EXPECT_EQ(ReasonFor(With("roles", roles)), "TOKEN_ROLES") << roles;
  }
}

TEST_F(TokenVerifierTest, AMentorClaimIsAName) {
  for (const json& mentor : {json("m1"), json("mentees/m1"), json("mentors/"), json(3)}) {
    EXPECT_EQ(ReasonFor(With("mentor", mentor)), "TOKEN_ROLES") << mentor;
  }
  EXPECT_THAT(verifier_.Verify(Token(Without("mentor")), kToday), IsOk());
}

TEST(KeySetTest, KeysForOtherAlgorithmsAreLeftOut) {
  const SigningKey key("k1");
  json other = key.PublicJwk();
  other["kid"] = "rsa";
  other["kty"] = "RSA";
  json encryption = key.PublicJwk();
  encryption["kid"] = "enc";
  encryption["use"] = "enc";
  const auto keys = KeySet::FromJwks(Jwks({other, encryption, key.PublicJwk(), json(7)}));
  ASSERT_THAT(keys, IsOk());
  EXPECT_EQ(keys->size(), 1u);
  EXPECT_NE(keys->Find("k1"), nullptr);
  EXPECT_THAT(KeySet::FromJwks(Jwks({other})),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("none is for ES256")));
}

TEST(KeySetTest, FaultyKeysAreNamed) {
  const SigningKey key("k1");
  const auto refused = [&](const char* name, const json& value, const char* message) {
    json changed = key.PublicJwk();
    changed[name] = value;
    EXPECT_THAT(KeySet::FromJwks(Jwks({changed})),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(message)))
        << name << " " << value;
  };
  refused("kid", "", "kid is missing");
  refused("kid", 5, "kid is missing");
  refused("x", "AAAA", "\"k1\": x is not 32 bytes");
  refused("y", "!!", "\"k1\": y is not 32 bytes");
  refused("x", Base64Url(std::string(32, '\x01')), "no point of P-256");
  refused("d", "secret", "private part");
  EXPECT_THAT(KeySet::FromJwks(Jwks({key.PublicJwk(), key.PublicJwk()})),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("\"k1\": comes twice")));
  for (const char* text : {"", "[]", "{", "{\"keys\": 3}", "null"}) {
    EXPECT_THAT(KeySet::FromJwks(text), StatusIs(absl::StatusCode::kInvalidArgument)) << text;
  }
}

}  // namespace
}  // namespace passung::server
