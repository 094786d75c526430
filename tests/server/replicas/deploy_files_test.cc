// What server/deploy ships is what the programs read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "passung/repository.h"
#include "server/config.h"
#include "server/config_file.h"
#include "tests/server/replicas/envoy_config.h"
#include "tests/server/tls/certificate_maker.h"
#include "tests/support/program.h"
#include "tests/support/status_matchers.h"

namespace passung::server {
namespace {

std::string ReadShipped(const std::string& name) {
  std::ifstream file(absl::StrCat(PASSUNG_SERVER_FOLDER, "/deploy/", name));
  return std::string((std::istreambuf_iterator<char>(file)), {});
}

// The lines of a block that begins behind `key: |`, without what they are indented by.
std::string BlockOf(const std::string& yaml, absl::string_view key) {
  std::string block;
  bool inside = false;
  for (const absl::string_view line : absl::StrSplit(yaml, '\n')) {
    if (inside && !absl::StartsWith(line, "    ")) break;
    if (inside) absl::StrAppend(&block, line.substr(4), "\n");
    inside = inside || absl::StrContains(line, absl::StrCat(key, ": |"));
  }
  return block;
}

TEST(DeployFilesTest, SettingsOfKubernetesAreThoseThatThePassungdOfThisTreeTakes) {
  const std::string settings = BlockOf(ReadShipped("kubernetes.yaml"), "passungd.textproto");
  ASSERT_THAT(settings, testing::HasSubstr("db:"));
  Config config;
  ASSERT_OK(ReadConfigText(
      {.name = "kubernetes.yaml", .text = settings},
      [](const char*) -> const char* { return nullptr; }, config));
  EXPECT_OK(Validate(config));
  EXPECT_TRUE(IsDatabaseServer(config.db));
}

TEST(DeployFilesTest, ConfigurationOfHaproxyIsFreeOfErrors) {
  for (const char* name : {"PASSUNG_LISTEN", "PASSUNG_A", "PASSUNG_B"}) {
    setenv(name, "127.0.0.1:1", 1);
  }
  for (const char* name : {"PASSUNG_A_HTTP_PORT", "PASSUNG_B_HTTP_PORT"}) setenv(name, "2", 1);
  const Program haproxy("/usr/sbin/haproxy",
                        {"-c", "-f", PASSUNG_SERVER_FOLDER "/deploy/haproxy.cfg"});
  EXPECT_THAT(haproxy.ReadLine(), testing::HasSubstr("valid"));
  EXPECT_EQ(haproxy.Wait(), 0);
}

TEST(DeployFilesTest, ConfigurationOfEnvoyIsFreeOfErrors) {
  const std::filesystem::path folder =
      std::filesystem::path(testing::TempDir()) / "envoy_configuration";
  std::filesystem::create_directories(folder);
  const Authority authority;
  const MadeCertificate made = authority.Sign("DNS:localhost");
  for (const char* name : {"proxy", "to_servers"}) {
    std::ofstream(folder / absl::StrCat(name, ".pem")) << made.certificate;
    std::ofstream(folder / absl::StrCat(name, ".key")) << made.key;
  }
  for (const char* name : {"client_ca.pem", "servers_ca.pem"}) {
    std::ofstream(folder / name) << authority.Pem();
  }
  const Program envoy(EnvoyProgram(),
                      {"--mode", "validate", "--log-level", "error", "--config-yaml",
                       Replaced(ShippedEnvoyConfig(), "/etc/envoy/tls", folder.string())});
  EXPECT_EQ(envoy.Wait(), 0) << envoy.ReadAll();
}

}  // namespace
}  // namespace passung::server
