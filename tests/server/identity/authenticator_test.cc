#include "server/identity/authenticator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/match.h"
#include "server/identity/rights.h"
#include "tests/server/identity/token_maker.h"
#include "tests/server/reason.h"
#include "tests/support/status_matchers.h"

namespace passung::server {
namespace {

using nlohmann::json;
using testing::HasSubstr;

constexpr int64_t kNow = 1'780'000'000;

class AuthenticatorTest : public testing::Test {
 protected:
  AuthenticatorTest()
      : path_(testing::TempDir() + "/jwks_" +
              testing::UnitTest::GetInstance()->current_test_info()->name() + ".json") {
    WriteKeys({key_.PublicJwk()});
  }
  ~AuthenticatorTest() override { std::filesystem::remove(path_); }

  void WriteKeys(const std::vector<json>& keys) const {
    std::ofstream(path_, std::ios::trunc) << Jwks(keys);
  }
  Authenticator::Options Options() const {
    return {.jwks = path_,
            .tokens = {.issuer = "i", .audience = "a"},
            .services = {{"import.example", {v1::ROLE_SERVICE}},
                         {"spiffe://x/night", {v1::ROLE_BATCH}}}};
  }
  std::unique_ptr<Authenticator> Make() const {
    return *Authenticator::Create(Options(), [] { return WallTime(std::chrono::seconds(kNow)); });
  }
  static std::string Header(const SigningKey& key) {
    return "Bearer " + SignedToken(key, HeaderOf(key),
                                   {{"iss", "i"},
                                    {"aud", "a"},
                                    {"sub", "u1"},
                                    {"exp", kNow + 60},
                                    {"roles", {"coordinator"}}});
  }
  const std::string path_;
  const SigningKey key_{"k1"};
};

TEST_F(AuthenticatorTest, WhoShowsNothingIsNobody) {
  const auto principal = Make()->Authenticate({.peer = "10.0.0.1"});
  EXPECT_THAT(principal, StatusIs(absl::StatusCode::kUnauthenticated));
  EXPECT_EQ(ReasonOf(principal.status()), "CREDENTIALS_MISSING");
}

TEST_F(AuthenticatorTest, AServiceIsKnownByANameOfItsCertificate) {
  const auto made = Make();
  const auto service = made->Authenticate({.certificate_names = {"x", "import.example"}});
  ASSERT_THAT(service, IsOk());
  EXPECT_EQ(service->id, "service/import.example");
  EXPECT_EQ(service->roles, Roles{v1::ROLE_SERVICE});
  const auto unknown = made->Authenticate({.certificate_names = {"evil.import.example"}});
  EXPECT_EQ(ReasonOf(unknown.status()), "CREDENTIALS_UNKNOWN_SERVICE");
}

TEST_F(AuthenticatorTest, APersonThroughAServiceIsThePerson) {
  const std::string header = Header(key_);
  const auto person =
      Make()->Authenticate({.certificate_names = {"import.example"}, .authorization = header});
  ASSERT_THAT(person, IsOk());
  EXPECT_EQ(person->id, "person/u1");
  EXPECT_EQ(person->roles, Roles{v1::ROLE_COORDINATOR});
  EXPECT_EQ(person->through, "import.example");
}

TEST_F(AuthenticatorTest, AFaultyTokenIsNotForgivenForAGoodCertificate) {
  const auto made = Make();
  for (const char* header : {"Bearer x", "Basic dXNlcjpwYXNz", "bearer", "Bearer"}) {
    EXPECT_THAT(
        made->Authenticate({.certificate_names = {"import.example"}, .authorization = header}),
        StatusIs(absl::StatusCode::kUnauthenticated))
        << header;
  }
  const std::string good = Header(key_);
  EXPECT_EQ(
      ReasonOf(made->Authenticate({.certificate_names = {"evil"}, .authorization = good}).status()),
      "CREDENTIALS_UNKNOWN_SERVICE");
}

TEST_F(AuthenticatorTest, NewKeysAreTakenAndFaultyOnesLeaveTheOldInUse) {
  const auto made = Make();
  const SigningKey second("k2");
  EXPECT_FALSE(made->Authenticate({.authorization = Header(second)}).ok());
  EXPECT_EQ(*made->Reload(), false) << "nothing has changed";

  WriteKeys({key_.PublicJwk(), second.PublicJwk()});
  EXPECT_EQ(*made->Reload(), true);
  EXPECT_THAT(made->Authenticate({.authorization = Header(second)}), IsOk());

  std::ofstream(path_, std::ios::trunc) << "half a fi";
  EXPECT_THAT(made->Reload(), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(path_)));
  EXPECT_THAT(made->Authenticate({.authorization = Header(second)}), IsOk());

  WriteKeys({second.PublicJwk()});
  EXPECT_EQ(*made->Reload(), true);
  EXPECT_EQ(ReasonOf(made->Authenticate({.authorization = Header(key_)}).status()), "TOKEN_KEY");
}

TEST_F(AuthenticatorTest, SettingsThatWouldLetAnybodyInAreRefused) {
  const auto refused = [&](auto change, const char* setting) {
    Authenticator::Options options = Options();
    change(options);
    EXPECT_THAT(Authenticator::Create(options, [] { return WallTime(); }),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr(setting)));
  };
  refused([](auto& o) { o.tokens.issuer.clear(); }, "identity.issuer");
  refused([](auto& o) { o.tokens.audience.clear(); }, "identity.audience");
  refused([](auto& o) { o.services[0].name = "*.example"; }, "*.example");
  refused([](auto& o) { o.services[0].name.clear(); }, "identity.services.name");
  refused([](auto& o) { o.services[0].roles = {}; }, "identity.services.roles");
}

TEST_F(AuthenticatorTest, OpenLetsEverybodyInWithEveryRole) {
  const auto made = *Authenticator::Create({.open = true}, [] { return WallTime(); });
  const auto principal = made->Authenticate({.peer = "127.0.0.1"});
  ASSERT_THAT(principal, IsOk());
  EXPECT_EQ(principal->id, "dev/127.0.0.1");
  EXPECT_EQ(principal->roles, Roles::All());
}

TEST(RightsTest, OnlyTheRolesOfTheMethodMay) {
  const AccessFacts access{.roles = {v1::ROLE_ADMIN, v1::ROLE_BATCH}};
  for (int role = 1; v1::Role_IsValid(role); ++role) {
    const Principal principal{.id = "p", .roles = {static_cast<v1::Role>(role)}};
    const bool may = role == v1::ROLE_ADMIN || role == v1::ROLE_BATCH;
    const absl::Status status = Authorise(principal, access);
    EXPECT_EQ(status.ok(), may) << NameOfRole(static_cast<v1::Role>(role));
    EXPECT_EQ(absl::StrContains(status.message(), "admin, batch"), !may);
  }
  EXPECT_THAT(Authorise({.id = "p"}, access), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Authorise({.id = "p", .roles = Roles::All()}, {}),
              StatusIs(absl::StatusCode::kPermissionDenied))
      << "a method without roles is for nobody";
}

TEST(RolesTest, NamesAreThoseOfTheContract) {
  for (int number = 1; v1::Role_IsValid(number); ++number) {
    const auto role = static_cast<v1::Role>(number);
    EXPECT_EQ(RoleOfName(NameOfRole(role)), role);
  }
  EXPECT_EQ(RoleOfName("Mentor"), std::nullopt);
  EXPECT_EQ(RoleOfName("unspecified"), std::nullopt);
  EXPECT_EQ(RoleNames(), "viewer, mentor, coordinator, service, admin, batch");
}

}  // namespace
}  // namespace passung::server
