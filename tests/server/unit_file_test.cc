// What is installed beside the program: the unit of systemd and the example of settings.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "server/config.h"
#include "server/config_file.h"
#include "tests/support/status_matchers.h"

namespace passung::server {
namespace {

namespace fs = std::filesystem;

constexpr double kMostExposed = 2.0;

std::string OutputOf(const std::string& command) {
  std::string output;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return output;
  std::array<char, 4'096> part{};
  for (size_t size = 0; (size = std::fread(part.data(), 1, part.size(), pipe)) > 0;) {
    output.append(part.data(), size);
  }
  pclose(pipe);
  return output;
}

// Where systemd is not installed there is nothing that could read the unit.
TEST(UnitFileTest, TheUnitShutsTheServerIn) {
  if (!fs::exists("/usr/bin/systemd-analyze")) return;
  const std::string output =
      OutputOf("systemd-analyze security --offline=true --no-pager server/passungd.service 2>&1");
  constexpr char kLast[] = "exposure level for passungd.service: ";
  const size_t at = output.rfind(kLast);
  ASSERT_NE(at, std::string::npos) << output;
  EXPECT_LE(std::atof(output.c_str() + at + sizeof(kLast) - 1), kMostExposed) << output;
}

TEST(UnitFileTest, TheExampleOfSettingsIsGood) {
  Config config;
  ASSERT_THAT(ReadConfigFile(
                  "server/passungd.example.textproto",
                  [](const char*) -> const char* { return nullptr; }, config),
              IsOk());
  EXPECT_THAT(Validate(config), IsOk());
  EXPECT_EQ(config.services.size(), 2u);
}

}  // namespace
}  // namespace passung::server
