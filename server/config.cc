#include "server/config.h"

#include <iostream>

#include "CLI/App.hpp"
#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "passung/engine.h"

namespace passung::server {
namespace {

constexpr int kUsage = 2;

bool IsLoopback(absl::string_view host) {
  // 127.0.0.0/8 as a whole; a name such as "127.example.org" must not pass for it.
  const bool numeric = host.find_first_not_of("0123456789.") == absl::string_view::npos;
  return host == "localhost" || host == "::1" || host == "[::1]" ||
         (numeric && absl::StartsWith(host, "127."));
}

void AddOptions(CLI::App& app, Config& config) {
  app.add_flag("--dev", config.dev, "One process on this machine, for trying out and development");
  app.add_option("--host", config.host, "Address of this machine itself (default: 127.0.0.1)")
      ->type_name("ADDRESS");
  app.add_option("--port", config.port, "0: any free one (default: 50051)")->type_name("N");
  app.add_option("--db", config.db,
                 "Database file; without it a small made-up market in memory is served")
      ->type_name("FILE");
  app.add_option("--data", config.data,
                 "Folder with tables of law and districts (work_access.csv …) that replace those\n"
                 "built in; read once, at the start")
      ->type_name("DIR");
  app.add_option("--max-calls", config.max_calls,
                 "Calls worked on at once, 2 to 1000 (default: 32)")
      ->type_name("N");
  app.set_version_flag("--version", absl::StrCat("passungd ", EngineVersion()));
  app.footer(
      "Examples:\n"
      "  passungd --dev --port 50051\n"
      "  passungd --dev --port 0 --db market.db\n\n"
      "Prints one line with its address once it serves. SIGTERM ends it after running calls.");
}

}  // namespace

absl::Status Validate(const Config& config) {
  if (!config.dev) {
    return absl::InvalidArgumentError("--dev: must be given, this version has no other mode");
  }
  if (!IsLoopback(config.host)) {
    return absl::InvalidArgumentError(
        absl::StrCat("--host: \"", config.host,
                     "\" is not an address of this machine itself (127.0.0.1, ::1, localhost); "
                     "others are refused because the port knows no passwords and no encryption"));
  }
  if (config.port < 0 || config.port > 65535) {
    return absl::InvalidArgumentError(
        absl::StrCat("--port: ", config.port, " is not between 0 and 65535"));
  }
  if (config.max_calls < 2 || config.max_calls > 1000) {
    return absl::InvalidArgumentError(
        absl::StrCat("--max-calls: ", config.max_calls, " is not between 2 and 1000"));
  }
  return absl::OkStatus();
}

std::optional<int> ReadArguments(int argc, char** argv, Config& config) {
  CLI::App app("Serves matches of mentees and vacancies over gRPC.", "passungd");
  AddOptions(app, config);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& success) {  // --help, --version
    return app.exit(success, std::cout, std::cerr);
  } catch (const CLI::ParseError& error) {
    std::cerr << "passungd: " << error.what() << "\nTry: passungd --help\n";
    return kUsage;
  }
  if (const absl::Status status = Validate(config); !status.ok()) {
    std::cerr << "passungd: " << status.message() << "\n";
    return kUsage;
  }
  return std::nullopt;
}

}  // namespace passung::server
