#ifndef PASSUNG_SERVER_ARGUMENTS_H_
#define PASSUNG_SERVER_ARGUMENTS_H_

#include <optional>

#include "server/config.h"

namespace passung::server {

// Fills `config` from the file of --config, the environment and the command line. An exit code if the
// program is to end now: 0 after --help, 2 for misuse.
std::optional<int> ReadArguments(int argc, char** argv, Config& config);

}  // namespace passung::server

#endif  // PASSUNG_SERVER_ARGUMENTS_H_
