#include "server/config.h"

#include <algorithm>
#include <iostream>
#include <thread>

#include "CLI/App.hpp"
#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/str_cat.h"
#include "engine/base/status_macros.h"
#include "passung/engine.h"
#include "server/loopback.h"

namespace passung::server {
namespace {

constexpr int kUsage = 2;

constexpr int kLargestPort = 65535;
constexpr int kMostWorkers = 256;

absl::Status CheckRange(absl::string_view option, int value, int least, int most) {
  if (value >= least && value <= most) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(option, ": ", value, " is not between ", least, " and ", most));
}

void AddOptions(CLI::App& app, Config& config) {
  app.add_flag("--dev", config.dev, "One process on this machine, for trying out and development");
  app.add_option("--host", config.host, "Address of this machine itself (default: 127.0.0.1)")
      ->type_name("ADDRESS");
  app.add_option("--port", config.port, "Port of gRPC; 0: any free one (default: 50051)")
      ->type_name("N");
  app.add_option("--http-port", config.http_port,
                 "Port of HTTP; 0: any free one (default: the one after --port)")
      ->type_name("N");
  app.add_option("--db", config.db,
                 "Database file; without it a small made-up market in memory is served")
      ->type_name("FILE");
  app.add_option("--data", config.data,
                 "Folder with tables of law and districts (work_access.csv …) that replace those\n"
                 "built in; read once, at the start")
      ->type_name("DIR");
  app.add_option("--workers", config.workers,
                 "Threads that answer calls, at most 256 (default: one for each core)")
      ->type_name("N");
  app.add_option("--longest-wait-ms", config.longest_wait_ms,
                 "Calls that would wait longer for a thread are refused, 1 to 10000 (default: 50)")
      ->type_name("MS");
  app.add_option(
         "--principal-rate", config.principal_rate,
         "Units a second that one caller may ask for: a lookup is 1, a question 2, a write 4,\n"
         "a stream 20; 0: no limit (default: 20000)")
      ->type_name("N");
  app.set_version_flag("--version", absl::StrCat("passungd ", EngineVersion()));
  app.footer(
      "Examples:\n"
      "  passungd --dev --port 50051\n"
      "  passungd --dev --port 0 --db market.db\n\n"
      "Prints one line with its addresses once it serves. SIGTERM ends it after running calls.");
}

}  // namespace

int32_t HttpPortOf(const Config& config) {
  if (config.http_port >= 0) return config.http_port;
  return config.port == 0 || config.port == kLargestPort ? 0 : config.port + 1;
}

int32_t WorkersOf(const Config& config) {
  if (config.workers > 0) return config.workers;
  return std::max(1, static_cast<int32_t>(std::thread::hardware_concurrency()));
}

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
  PASSUNG_RETURN_IF_ERROR(CheckRange("--port", config.port, 0, kLargestPort));
  PASSUNG_RETURN_IF_ERROR(CheckRange("--http-port", config.http_port, -1, kLargestPort));
  PASSUNG_RETURN_IF_ERROR(CheckRange("--workers", config.workers, 0, kMostWorkers));
  PASSUNG_RETURN_IF_ERROR(CheckRange("--longest-wait-ms", config.longest_wait_ms, 1, 10'000));
  if (!(config.principal_rate >= 0)) {
    return absl::InvalidArgumentError("--principal-rate: must not be negative");
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
