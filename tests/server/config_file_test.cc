#include "server/config_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>

#include "absl/strings/str_cat.h"
#include "tests/support/status_matchers.h"

namespace passung::server {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class ConfigFileTest : public testing::Test {
 protected:
  ConfigFileTest()
      : path_(testing::TempDir() + "/passungd_" +
              testing::UnitTest::GetInstance()->current_test_info()->name() + ".textproto") {}
  ~ConfigFileTest() override { std::remove(path_.c_str()); }

  absl::StatusOr<Config> Read(const std::string& text) {
    if (!text.empty()) std::ofstream(path_) << text;
    Config config;
    const absl::Status read = ReadConfigFile(
        text.empty() ? "" : path_,
        [this](const char* name) {
          const auto at = environment_.find(name);
          return at == environment_.end() ? nullptr : at->second.c_str();
        },
        config);
    if (!read.ok()) return read;
    return config;
  }

  const std::string path_;
  std::map<std::string, std::string> environment_;
};

constexpr char kWhole[] = R"(
# Everything that can be set.
host: "10.0.0.5"  port: 7001  http_port: 7002
db: "/var/lib/passung/passung.db"  data: "/etc/passung/tables"
workers: 4  longest_wait_ms: 80  principal_rate: 100.5
expiry_interval_minutes: 60  expire_after_months: 24  page_key_file: "page.key"
reflection: true  metrics_for_all: true  page: "/usr/share/passung/page"
tls { certificate: "c.pem" key: "k.pem" client_ca: "ca.pem" }
audit {
  folder: "/var/log/passung" key_file: "audit.key" keep_access_days: 400 keep_decisions_days: 0
}
exploration { width: 1000000 first_places: 12 }
identity {
  jwks: "keys.json" issuer: "https://id" audience: "passung"
  services { name: "import.example" roles: [ROLE_SERVICE, ROLE_BATCH] }
  services { name: "spiffe://x/y" roles: ROLE_VIEWER }
}
)";

TEST_F(ConfigFileTest, EverySettingOfTheFileIsTaken) {
  const auto config = Read(kWhole);
  ASSERT_THAT(config, IsOk());
  EXPECT_EQ(config->host, "10.0.0.5");
  EXPECT_EQ(config->port, 7001);
  EXPECT_EQ(config->http_port, 7002);
  EXPECT_EQ(config->db, "/var/lib/passung/passung.db");
  EXPECT_EQ(config->data, "/etc/passung/tables");
  EXPECT_EQ(config->workers, 4);
  EXPECT_EQ(config->longest_wait_ms, 80);
  EXPECT_EQ(config->principal_rate, 100.5);
  EXPECT_EQ(config->expiry_interval_minutes, 60);
  EXPECT_EQ(config->expire_after_months, 24);
  EXPECT_EQ(config->page_key, "page.key");
  EXPECT_EQ(config->reflection, true);
  EXPECT_TRUE(config->metrics_for_all);
  EXPECT_EQ(config->page, "/usr/share/passung/page");
  EXPECT_EQ(config->exploration_width, 1'000'000);
  EXPECT_EQ(config->exploration_first_places, 12);
  EXPECT_EQ(config->tls.certificate, "c.pem");
  EXPECT_EQ(config->tls.key, "k.pem");
  EXPECT_EQ(config->tls.client_ca, "ca.pem");
  EXPECT_EQ(config->audit_folder, "/var/log/passung");
  EXPECT_EQ(config->audit_key, "audit.key");
  EXPECT_EQ(config->keep_access_days, 400);
  EXPECT_EQ(config->keep_decisions_days, 0);
  EXPECT_EQ(config->jwks, "keys.json");
  EXPECT_EQ(config->issuer, "https://id");
  EXPECT_EQ(config->audience, "passung");
  ASSERT_EQ(config->services.size(), 2u);
  EXPECT_EQ(config->services[0].name, "import.example");
  EXPECT_EQ(config->services[0].roles, (Roles{v1::ROLE_SERVICE, v1::ROLE_BATCH}));
  EXPECT_EQ(config->services[1].roles, Roles{v1::ROLE_VIEWER});
  EXPECT_THAT(Validate(*config), IsOk());
}

TEST_F(ConfigFileTest, WhatIsNotThereHasItsDefault) {
  const auto config = Read("db: \"x\"");
  ASSERT_THAT(config, IsOk());
  EXPECT_EQ(config->host, Config().host);
  EXPECT_EQ(config->port, Config().port);
  EXPECT_EQ(config->principal_rate, Config().principal_rate);
  EXPECT_EQ(config->reflection, std::nullopt) << "with --dev only";
  EXPECT_FALSE(config->metrics_for_all);
  EXPECT_THAT(Read(""), IsOk()) << "no file at all";
}

TEST_F(ConfigFileTest, LogsAreKeptForSixMonthsAtLeastOrForEver) {
  for (const int days : {0, 183, 3'653}) {
    Config config = Read(kWhole).value();
    config.keep_access_days = config.keep_decisions_days = days;
    EXPECT_THAT(Validate(config), IsOk()) << days;
  }
  for (const int days : {-1, 1, 182, 3'654}) {
    Config config = Read(kWhole).value();
    config.keep_access_days = days;
    EXPECT_THAT(Validate(config), StatusIs(absl::StatusCode::kInvalidArgument,
                                           HasSubstr(absl::StrCat("--keep-access-days: ", days))));
    config.keep_access_days = 0;
    config.keep_decisions_days = days;
    EXPECT_THAT(Validate(config),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("--keep-decisions-days")));
  }
}

TEST_F(ConfigFileTest, TheEnvironmentGoesBeforeTheFile) {
  environment_ = {{"PASSUNGD_PORT", "9000"},
                  {"PASSUNGD_TLS_KEY", "other.pem"},
                  {"PASSUNGD_IDENTITY_ISSUER", "https://other"},
                  {"PASSUNGD_PRINCIPAL_RATE", "0"}};
  const auto config = Read(kWhole);
  ASSERT_THAT(config, IsOk());
  EXPECT_EQ(config->port, 9000);
  EXPECT_EQ(config->tls.key, "other.pem");
  EXPECT_EQ(config->tls.certificate, "c.pem");
  EXPECT_EQ(config->issuer, "https://other");
  EXPECT_EQ(config->principal_rate, 0);
}

TEST_F(ConfigFileTest, TimesOutOfRangeAreRefused) {
  const auto refused = [&](const char* variable, const char* value, const std::string& option) {
    environment_ = {{variable, value}};
    const auto config = Read(kWhole);
    ASSERT_THAT(config, IsOk());
    EXPECT_THAT(Validate(*config), StatusIs(absl::StatusCode::kInvalidArgument,
                                            HasSubstr(option + ": " + value + " is not between")));
  };
  for (const char* value : {"0", "-1", "10081"}) {
    refused("PASSUNGD_EXPIRY_INTERVAL_MINUTES", value, "--expiry-interval-minutes");
  }
  for (const char* value : {"0", "-1", "121"}) {
    refused("PASSUNGD_EXPIRE_AFTER_MONTHS", value, "--expire-after-months");
  }
}

TEST_F(ConfigFileTest, AFaultyFileIsToldByItsLine) {
  const auto refused = [&](const std::string& text, const char* what) {
    EXPECT_THAT(Read(text), StatusIs(absl::StatusCode::kInvalidArgument,
                                     AllOf(HasSubstr(path_), HasSubstr(what))))
        << text;
  };
  refused("host: \"a\"\nprot: 5", "line 2");
  refused("port: \"five\"", "line 1");
  refused("identity { services { name: \"x\" roles: ROLE_KING } }", "ROLE_KING");
  refused("tls { certificate: ", "line 1");
  refused("port: 99999999999", "line 1");
}

// The text format takes any number where a role is meant: 37 became the bit of another role.
TEST_F(ConfigFileTest, ARoleThatIsNoneIsRefused) {
  for (const char* role : {"0", "7", "37", "-1", "ROLE_UNSPECIFIED"}) {
    EXPECT_THAT(
        Read(absl::StrCat("identity { services { name: \"a.example\" roles: ", role, " } }")),
        StatusIs(absl::StatusCode::kInvalidArgument,
                 AllOf(HasSubstr("identity.services.roles"), HasSubstr("a.example"),
                       HasSubstr("coordinator"))))
        << role;
  }
}

TEST_F(ConfigFileTest, AFaultyVariableIsToldByItsName) {
  environment_ = {{"PASSUNGD_PORT", "five"}};
  EXPECT_THAT(Read(kWhole), StatusIs(absl::StatusCode::kInvalidArgument,
                                     AllOf(HasSubstr("PASSUNGD_PORT"), HasSubstr("five"))));
}

// Nothing is drawn unless it is said so, and nothing that is not logged.
TEST_F(ConfigFileTest, WhatIsDrawnIsWithinItsRangeAndLogged) {
  const auto none = Read("port: 1");
  ASSERT_THAT(none, IsOk());
  EXPECT_EQ(none->exploration_width, 0);
  EXPECT_EQ(none->exploration_first_places, 10);
  environment_["PASSUNGD_EXPLORATION_WIDTH"] = "250000";
  auto config = Read("port: 1");
  ASSERT_THAT(config, IsOk());
  EXPECT_EQ(config->exploration_width, 250'000);
  config->dev = true;
  EXPECT_THAT(Validate(*config),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       AllOf(HasSubstr("--exploration-width"), HasSubstr("--audit-folder"))));
  config->audit_folder = "folder";
  config->audit_key = "key";
  EXPECT_THAT(Validate(*config), IsOk());
  for (const int32_t width : {-1, 5'000'001}) {
    config->exploration_width = width;
    EXPECT_THAT(
        Validate(*config),
        StatusIs(absl::StatusCode::kInvalidArgument,
                 HasSubstr(absl::StrCat("--exploration-width: ", width, " is not between 0 and"))));
  }
  config->exploration_width = 1;
  for (const int32_t places : {1, 21}) {
    config->exploration_first_places = places;
    EXPECT_THAT(Validate(*config), StatusIs(absl::StatusCode::kInvalidArgument,
                                            HasSubstr("--exploration-first-places:")));
  }
  environment_["PASSUNGD_EXPLORATION_WIDTH"] = "wide";
  EXPECT_THAT(Read("port: 1").status(),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("PASSUNGD_EXPLORATION_WIDTH: \"wide\"")));
}

}  // namespace
}  // namespace passung::server
