// Any bytes as the settings of passungd: refused with a reason, or settings that can be checked.
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <string>

#include "server/config_file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const std::string path = [] {
    const char* folder = std::getenv("TMPDIR");
    return std::string(folder == nullptr ? "/tmp" : folder) + "/passungd_fuzz_" +
           std::to_string(getpid());
  }();
  std::ofstream(path, std::ios::binary | std::ios::trunc)
      .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
  passung::server::Config config;
  const auto read = passung::server::ReadConfigFile(
      path, [](const char*) { return nullptr; }, config);
  if (!read.ok() && read.message().empty()) std::abort();
  if (read.ok()) static_cast<void>(passung::server::Validate(config));
  std::remove(path.c_str());
  return 0;
}
