// `passung doctor`: is everything there that a server needs?
#include <algorithm>
#include <cstdlib>
#include <memory>

#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "bindings/cli/commands.h"
#include "bindings/cli/doctor.h"
#include "bindings/cli/options.h"
#include "server/config_file.h"

namespace passung::cli {
namespace {

struct DoctorOptions {
  std::string config;
  std::string db;
  ServerAccess server;
  std::string lang;
};

const char* GradeKey(Grade grade) {
  switch (grade) {
    case Grade::kOk:
      return "doctor.ok";
    case Grade::kWarning:
      return "doctor.warning";
    case Grade::kProblem:
      break;
  }
  return "doctor.problem";
}

void ShowExploration(const server::Config& config, Findings& findings) {
  if (config.exploration_width == 0) return;
  findings.push_back({Grade::kOk,
                      "exploration_on",
                      {{"width", absl::StrCat(config.exploration_width)},
                       {"places", absl::StrCat(config.exploration_first_places)}}});
}

// What the server itself would say of its settings, then everything that they name.
void CheckConfig(const std::string& path, Moment now, Findings& findings) {
  server::Config config;
  absl::Status status = server::ReadConfigFile(
      path, [](const char* name) -> const char* { return std::getenv(name); }, config);
  if (status.ok()) status = server::Validate(config);
  if (!status.ok()) {
    findings.push_back(
        {Grade::kProblem, "config_faulty", {{"why", std::string(status.message())}}});
  } else {
    findings.push_back({Grade::kOk, "config_ok", {{"file", path}}});
  }
  if (!config.tls.certificate.empty()) CheckTls(config.tls, now, findings);
  if (!config.jwks.empty()) CheckTokens(config.jwks, findings);
  if (!config.audit_folder.empty()) CheckAudit(config, now, findings);
  if (!config.page_key.empty()) CheckPageKey(config.page_key, findings);
  if (!config.db.empty()) CheckDatabase(config.db, FiguresOf(config.db), findings);
  if (!status.ok()) return;
  ShowExploration(config, findings);
  CheckPort(config, config.port, findings);
  CheckPort(config, server::HttpPortOf(config), findings);
}

void PrintFindings(const Findings& findings, const text::Texts& texts, std::ostream& out) {
  for (const Finding& finding : findings) {
    const std::string key = absl::StrCat("doctor.", finding.key);
    out << absl::StrFormat("%-9s", texts.Get(GradeKey(finding.grade)))
        << texts.Get(key, finding.arguments) << "\n";
    if (finding.grade == Grade::kOk) continue;
    out << "         → " << texts.Get(absl::StrCat(key, ".do"), finding.arguments) << "\n";
  }
}

absl::Status RunDoctor(const DoctorOptions& options, Console& console) {
  Findings findings;
  const Moment now = std::chrono::system_clock::now();
  CheckClock(now, findings);
  if (!options.config.empty()) CheckConfig(options.config, now, findings);
  if (!options.db.empty()) CheckDatabase(options.db, FiguresOf(options.db), findings);
  if (!options.server.address.empty()) {
    CheckServer(options.server, std::getenv("PASSUNG_TOKEN"), findings);
  }
  const auto& texts =
      text::Texts::For(options.lang == "en" ? text::Locale::kEn : text::Locale::kDe);
  PrintFindings(findings, texts, console.out);
  const auto problems = std::count_if(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.grade == Grade::kProblem;
  });
  if (problems == 0) return absl::OkStatus();
  return absl::FailedPreconditionError(
      texts.Get("doctor.count", {{{"count", absl::StrCat(problems)}}}));
}

}  // namespace

void AddDoctorCommand(CLI::App& app, Action& chosen) {
  CLI::App* command =
      app.add_subcommand("doctor", "Checks what a server needs, and says what to do");
  command->footer(
      "Reads only; exit code 1 if there is a problem.\n\n"
      "Examples:\n"
      "  passung doctor --config /etc/passung/passungd.textproto\n"
      "  passung doctor --db market.db --lang en\n"
      "  passung doctor --server passung.example:50051 --ca ca.pem --cert me.pem --key me.key");
  auto options = std::make_shared<DoctorOptions>();
  CLI::Option_group* group = command->add_option_group("What", "exactly one of");
  group->add_option("--config", options->config, "Settings of passungd, with the environment")
      ->type_name("FILE");
  group->add_option("--db", options->db, "A database file")->type_name("FILE");
  group->add_option("--server", options->server.address, "A running passungd")
      ->type_name("HOST:PORT");
  group->require_option(1);
  AddServerAccessOptions(*command, options->server);
  command->add_option("--lang", options->lang, "Language of the texts: de or en (default: de)")
      ->check(CLI::IsMember({"de", "en"}).description(""))
      ->type_name("LANG");
  command->callback([&chosen, options] {
    chosen = [options](Console& console) { return RunDoctor(*options, console); };
  });
}

}  // namespace passung::cli
