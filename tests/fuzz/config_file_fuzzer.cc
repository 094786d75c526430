// Any bytes as the settings of passungd: refused with a reason, or settings that can be checked. Not by way
// of a file, which would take most of the time.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "server/config_file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  passung::server::Config config;
  const auto read = passung::server::ReadConfigText(
      {.name = "settings", .text = std::string(reinterpret_cast<const char*>(data), size)},
      [](const char*) { return nullptr; }, config);
  if (!read.ok() && read.message().empty()) std::abort();
  if (read.ok()) static_cast<void>(passung::server::Validate(config));
  return 0;
}
