#include "server/arguments.h"

#include <cstdlib>
#include <iostream>

#include "CLI/App.hpp"
#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "passung/engine.h"
#include "server/config_file.h"

namespace passung::server {
namespace {

constexpr int kUsage = 2;

// What is kept of people, and of who looked at them.
void AddRecordOptions(CLI::App& app, Config& config) {
  app.add_option("--audit-folder", config.audit_folder,
                 "Folder of the access log: who looked at whom")
      ->type_name("DIR");
  app.add_option("--audit-key", config.audit_key,
                 "Key under which its entries are marked, at least 32 random bytes")
      ->type_name("FILE");
  app.add_option("--keep-access-days", config.keep_access_days,
                 "How long its entries are kept, 183 to 3653 days; 0: for ever (default: 0)")
      ->type_name("N");
  app.add_option("--keep-decisions-days", config.keep_decisions_days,
                 "Likewise of what was ranked and explained (default: 0)")
      ->type_name("N");
  app.add_option("--expiry-interval-minutes", config.expiry_interval_minutes,
                 "How often those whose time is over are purged, 1 to 10080 (default: 1440, a day)")
      ->type_name("N");
  app.add_option("--expire-after-months", config.expire_after_months,
                 "When mentees are purged for whom no end is given, 1 to 120 (default: 12)")
      ->type_name("N");
  app.add_option(
         "--keep-history-days", config.keep_history_days,
         "How long rows that were changed or deleted are kept as they were, so that answers can\n"
         "be given again, 1 to 3653 days; 0: for ever (default: 0)")
      ->type_name("N");
  app.add_option("--backup-folder", config.backup_folder,
                 "Folder for backups that are asked for by call (\"passung backup --server\")")
      ->type_name("DIR");
  app.add_option("--exploration-width", config.exploration_width,
                 "People see vacancies whose scores lie at most so far apart, of 100000000, in an\n"
                 "order that changes by person and day: 1 to 5000000; 0: none (default: 0)")
      ->type_name("N");
  app.add_option("--exploration-first-places", config.exploration_first_places,
                 "How many first places take part, 2 to 20 (default: 10)")
      ->type_name("N");
  app.add_option("--page-key", config.page_key,
                 "Key of page tokens and etags, the same for servers that callers take for one\n"
                 "(default: made from --audit-key)")
      ->type_name("FILE");
}

void AddDataOptions(CLI::App& app, Config& config) {
  app.add_option("--db", config.db,
                 "Database file, or postgresql://USER@HOST/DATABASE, which several servers share;\n"
                 "without it a small made-up market in memory is served")
      ->type_name("FILE|URL");
  app.add_option(
         "--longest-lag-seconds", config.longest_lag_seconds,
         "How far behind a shared database health says NOT_SERVING, 1 to 3600 (default: 30)")
      ->type_name("N");
  app.add_option("--data", config.data,
                 "Folder with tables of law and districts (work_access.csv …) that replace those\n"
                 "built in; read once, at the start")
      ->type_name("DIR");
  app.add_option(
         "--image", config.image,
         "File of vacancies and their index, with which the server is ready sooner; kept by it")
      ->type_name("FILE");
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
  AddDataOptions(app, config);
  app.add_option("--workers", config.workers,
                 "Threads that answer calls, at most 256 (default: one for each core)")
      ->type_name("N");
  app.add_option("--longest-wait-ms", config.longest_wait_ms,
                 "Calls that would wait longer for a thread are refused, 1 to 10000 (default: 40)")
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
  AddRecordOptions(app, config);
  app.add_option("--reflection", config.reflection,
                 "gRPC describes its services to whoever asks: true or false (default: with --dev)")
      ->type_name("BOOL");
  app.add_option(
         "--metrics-for-all", config.metrics_for_all,
         "/metrics answers whoever can connect: true or false (default: false, programs on\n"
         "this machine only)")
      ->type_name("BOOL");
  app.add_option("--page", config.page,
                 "Folder with the page for mentors, served at / (default: with --dev the one that\n"
                 "was built beside the program; else none)")
      ->type_name("FOLDER");
  app.set_version_flag("--version", absl::StrCat("passungd ", EngineVersion()));
  app.footer(
      "Examples:\n"
      "  passungd --dev --port 50051\n"
      "  passungd --dev --port 0 --db market.db\n"
      "  passungd --dev --db postgresql://passung@127.0.0.1/passung\n"
      "  PASSUNGD_DB=/var/lib/passung/passung.db passungd --config "
      "/etc/passung/passungd.textproto\n\n"
      "Prints one line with its addresses once it serves. SIGTERM ends it after running calls.");
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
