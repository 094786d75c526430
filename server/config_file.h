// Settings from a file and the environment.
#ifndef PASSUNG_SERVER_CONFIG_FILE_H_
#define PASSUNG_SERVER_CONFIG_FILE_H_

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "server/config.h"

namespace passung::server {

// Value of a variable of the environment; nullptr: it is not set.
using Environment = std::function<const char*(const char* name)>;

// Fills `config` from the file in protobuf text (passung/config/v1/passungd.proto; empty: none), then from
// the environment. InvalidArgument naming file and line, or the variable and what it may be; NotFound for
// the file.
absl::Status ReadConfigFile(const std::string& path, const Environment& environment,
                            Config& config);

// Likewise from what is in a file; errors call it by its name.
struct ConfigText {
  std::string name;
  std::string text;
};
absl::Status ReadConfigText(const ConfigText& text, const Environment& environment, Config& config);

}  // namespace passung::server

#endif  // PASSUNG_SERVER_CONFIG_FILE_H_
