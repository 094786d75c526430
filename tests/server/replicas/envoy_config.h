// server/deploy/envoy.yaml for tests: whoever runs it as it is has other names and folders than a test.
#ifndef PASSUNG_TESTS_SERVER_REPLICAS_ENVOY_CONFIG_H_
#define PASSUNG_TESTS_SERVER_REPLICAS_ENVOY_CONFIG_H_

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"

namespace passung::server {

// Where `./dev test` puts it; it is no package of Debian.
inline std::string EnvoyProgram() {
  EXPECT_TRUE(std::ifstream(PASSUNG_ENVOY).good())
      << PASSUNG_ENVOY << " is put there by ./dev test";
  return PASSUNG_ENVOY;
}

inline std::string ShippedEnvoyConfig() {
  std::ifstream file(PASSUNG_SERVER_FOLDER "/deploy/envoy.yaml");
  return std::string((std::istreambuf_iterator<char>(file)), {});
}

// The text with `from`, which must be there, replaced.
inline std::string Replaced(const std::string& text, const std::string& from,
                            const std::string& to) {
  EXPECT_TRUE(absl::StrContains(text, from)) << from;
  return absl::StrReplaceAll(text, {{from, to}});
}

// Without the blocks that encrypt: everything indented more than `transport_socket:` below it.
inline std::string WithoutEncryption(const std::string& yaml) {
  std::string plain;
  size_t skipping = std::string::npos;  // indentation of the block that is left out
  for (absl::string_view line : absl::StrSplit(yaml, '\n')) {
    const size_t indent = line.find_first_not_of(" -");
    if (skipping != std::string::npos && indent != std::string::npos && indent > skipping) continue;
    skipping = std::string::npos;
    const size_t at = line.find("transport_socket:");
    if (at == std::string::npos) {
      absl::StrAppend(&plain, line, "\n");
      continue;
    }
    skipping = at;
    // What it was the first key of begins with the next one.
    if (absl::StrContains(line, "- transport_socket:")) {
      absl::StrAppend(&plain, std::string(at - 2, ' '), "-\n");
    }
  }
  return plain;
}

// Before these two servers, listening there, nothing encrypted.
inline std::string PlainEnvoyConfig(int listen, int a, int b) {
  std::string yaml = WithoutEncryption(ShippedEnvoyConfig());
  yaml = Replaced(yaml, "{address: 0.0.0.0, port_value: 443}",
                  absl::StrCat("{address: 127.0.0.1, port_value: ", listen, "}"));
  const std::string endpoint =
      "              - endpoint:\n"
      "                  address:\n"
      "                    socket_address: {address: passungd, port_value: 50051}\n";
  std::string both;
  for (const int port : {a, b}) {
    absl::StrAppend(&both, Replaced(endpoint, "passungd, port_value: 50051",
                                    absl::StrCat("127.0.0.1, port_value: ", port)));
  }
  return Replaced(yaml, endpoint, both);
}

}  // namespace passung::server

#endif  // PASSUNG_TESTS_SERVER_REPLICAS_ENVOY_CONFIG_H_
