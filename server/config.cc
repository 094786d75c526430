#include "server/config.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <thread>

#include "CLI/App.hpp"
#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "engine/base/status_macros.h"
#include "passung/engine.h"
#include "server/config_file.h"
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
  app.add_option("--config", "Settings in protobuf text; see the runbook")->type_name("FILE");
  app.add_flag("--dev", config.dev,
               "Without encryption, everybody may do everything: on this machine, for trying out");
  app.add_option("--host", config.host, "Address to listen on (default: 127.0.0.1)")
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
  app.add_option("--tls-cert", config.tls.certificate, "Certificate with its chain, in PEM")
      ->type_name("FILE");
  app.add_option("--tls-key", config.tls.key, "Its key, in PEM")->type_name("FILE");
  app.add_option("--client-ca", config.tls.client_ca,
                 "By whom the certificates of clients must be signed, in PEM")
      ->type_name("FILE");
  app.add_option("--jwks", config.jwks, "Public keys by which tokens are signed (JWKS, ES256)")
      ->type_name("FILE");
  app.add_option("--issuer", config.issuer, "iss of tokens")->type_name("TEXT");
  app.add_option("--audience", config.audience, "aud of tokens")->type_name("TEXT");
  app.add_option("--audit-folder", config.audit_folder,
                 "Folder of the access log: who looked at whom")
      ->type_name("DIR");
  app.add_option("--audit-key", config.audit_key,
                 "Key under which its entries are marked, at least 32 random bytes")
      ->type_name("FILE");
  app.set_version_flag("--version", absl::StrCat("passungd ", EngineVersion()));
  app.footer(
      "Examples:\n"
      "  passungd --dev --port 50051\n"
      "  passungd --dev --port 0 --db market.db\n"
      "  PASSUNGD_DB=/var/lib/passung/passung.db passungd --config "
      "/etc/passung/passungd.textproto\n\n"
      "Prints one line with its addresses once it serves. SIGTERM ends it after running calls.");
}

absl::Status CheckDev(const Config& config) {
  if (config.audit_folder.empty() != config.audit_key.empty()) {
    return absl::InvalidArgumentError("--audit-folder: is given together with --audit-key");
  }
  if (IsLoopback(config.host)) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("--host: \"", config.host,
                   "\" is not an address of this machine itself (127.0.0.1, ::1, localhost); "
                   "with --dev others are refused, because everybody may do everything"));
}

absl::Status Needed(absl::string_view option, absl::string_view why) {
  return absl::InvalidArgumentError(
      absl::StrCat(option, ": must be given, ", why, "; for trying out there is --dev"));
}

absl::Status CheckGuarded(const Config& config) {
  if (config.db.empty()) return Needed("--db", "what is written must stay");
  if (config.tls.certificate.empty()) return Needed("--tls-cert", "nothing is served unencrypted");
  if (config.tls.key.empty()) return Needed("--tls-key", "nothing is served unencrypted");
  if (config.audit_folder.empty()) return Needed("--audit-folder", "it is noted who looks at whom");
  if (config.audit_key.empty()) return Needed("--audit-key", "nobody may change what was noted");
  if (config.jwks.empty() && config.services.empty()) {
    return Needed("--jwks", "or services in the file of --config, nobody could call");
  }
  if (!config.services.empty() && config.tls.client_ca.empty()) {
    return Needed("--client-ca", "services are known by their certificates");
  }
  // gRPC 1.51 has known faults before authentication (CVE-2023-33953, CVE-2023-4785): nobody may get as
  // far as its HTTP/2 who has no certificate.
  if (!IsLoopback(config.host) && config.tls.client_ca.empty()) {
    return Needed("--client-ca", "others than this machine are to show a certificate");
  }
  return absl::OkStatus();
}

// What is given before everything else: where the settings are.
std::string ConfigPath(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    absl::string_view argument = argv[i];
    if (argument == "--config" && i + 1 < argc) return argv[i + 1];
    if (absl::ConsumePrefix(&argument, "--config=")) return std::string(argument);
  }
  return "";
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
  PASSUNG_RETURN_IF_ERROR(config.dev ? CheckDev(config) : CheckGuarded(config));
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
  const auto environment = [](const char* name) -> const char* { return std::getenv(name); };
  if (const absl::Status read = ReadConfigFile(ConfigPath(argc, argv), environment, config);
      !read.ok()) {
    std::cerr << "passungd: " << read.message() << "\n";
    return kUsage;
  }
  CLI::App app("Serves matches of mentees and vacancies over gRPC and HTTP.", "passungd");
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
