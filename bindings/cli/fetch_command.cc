// `passung fetch`: vacancies of another system into a database.
#include <chrono>
#include <cstdlib>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "bindings/cli/commands.h"
#include "bindings/cli/import_report.h"
#include "bindings/cli/options.h"
#include "bindings/cli/progress.h"
#include "bindings/cli/source.h"
#include "engine/base/status_macros.h"
#include "passung/knowledge.h"
#include "passung/repository.h"
#include "proto/answer/read_file.h"
#include "server/fetch/fetch.h"
#include "server/fetch/http_client.h"
#include "server/fetch/url.h"
#include "server/tls/tls_files.h"

namespace passung::cli {
namespace {

namespace fetch = passung::server;

constexpr char kKeyVariable[] = "PASSUNG_JOBSUCHE_KEY";

struct FetchOptions {
  std::string source;
  std::string db;
  std::string journal;
  std::string address{fetch::kJobsucheAddress};
  std::string key_file;
  std::string authorities_file;
  double per_second = 2;
  int seconds = 30;
  int attempts = 5;
  bool no_close = false;
  fetch::FetchSettings settings;
  OutputOptions output;
};

class SystemWaiter final : public fetch::Waiter {
 public:
  absl::Time Now() override { return absl::Now(); }
  void Wait(absl::Duration time) override { absl::SleepFor(time); }
};

// It becomes a field of each request: a line that ends in it would begin another one.
absl::StatusOr<std::string> CheckedKey(absl::string_view from, absl::string_view text) {
  std::string key(absl::StripAsciiWhitespace(text));
  const bool good = std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c <= '~'; });
  if (good && !key.empty()) return key;
  return absl::InvalidArgumentError(
      absl::StrCat(from, " has not one line with the key, of printable characters"));
}

// Of the file, else of the environment: the command line is read by others.
absl::StatusOr<std::string> KeyOf(const FetchOptions& options) {
  if (options.key_file.empty()) {
    const char* key = std::getenv(kKeyVariable);
    return key == nullptr || *key == '\0' ? std::string() : CheckedKey(kKeyVariable, key);
  }
  PASSUNG_ASSIGN_OR_RETURN(const std::string text, answer::ReadFile(options.key_file));
  return CheckedKey(absl::StrCat("--key-file: \"", options.key_file, "\""), text);
}

absl::StatusOr<std::unique_ptr<fetch::HttpAsker>> AskerOf(const FetchOptions& options) {
  const absl::StatusOr<fetch::Url> url = fetch::ParseUrl(options.address);
  if (!url.ok()) {
    return UsageError(absl::StrCat("--base-url: ", absl::string_view(url.status().message())));
  }
  fetch::HttpSettings settings;
  settings.time = std::chrono::seconds(options.seconds);
  if (!options.authorities_file.empty()) {
    PASSUNG_ASSIGN_OR_RETURN(settings.authorities,
                             server::ReadCertificates(options.authorities_file));
  }
  return fetch::MakeHttpClient(*url, settings);
}

absl::string_view NameOf(fetch::FormatChange change) {
  switch (change) {
    case fetch::FormatChange::kUnknown:
      return "cli.fetch_unknown";
    case fetch::FormatChange::kMissing:
      return "cli.fetch_missing";
    case fetch::FormatChange::kOtherType:
      return "cli.fetch_other_type";
  }
  return "";
}

// Beside tables on standard output; with data formats where they do not spoil it.
void PrintRun(const fetch::FetchReport& report, const FetchOptions& options, Console& console) {
  const text::Texts& texts = options.output.texts();
  std::ostream& out = options.output.format == Format::kTable ? console.out : console.err;
  const auto line = [&](absl::string_view key, const std::vector<text::Argument>& values) {
    out << texts.Get(key, values) << "\n";
  };
  if (report.first_page > 1) line("cli.fetch_resumed", {{"page", texts.Number(report.first_page)}});
  line("cli.fetch_listed", {{"listed", texts.Number(report.listed)},
                            {"total", texts.Number(report.total)},
                            {"unchanged", texts.Number(report.unchanged)},
                            {"gone", texts.Number(report.gone)},
                            {"failed", texts.Number(report.failed)}});
  line("cli.fetch_requests",
       {{"requests", texts.Number(report.requests)}, {"repeated", texts.Number(report.repeated)}});
  if (report.kept_closed > 0) {
    line("cli.fetch_kept_closed", {{"count", texts.Number(report.kept_closed)}});
  }
  if (report.complete) {
    line("cli.fetch_complete",
         {{"closed", texts.Number(report.closed)}, {"left", texts.Number(report.left_search)}});
  } else {
    line("cli.fetch_incomplete", {{"reason", report.incomplete}});
  }
  if (report.close_refused > 0) {
    line("cli.fetch_close_refused", {{"count", texts.Number(report.close_refused)}});
  }
  if (!report.drift.empty()) line("cli.fetch_drift", {});
  for (const fetch::FormatFinding& finding : report.drift) {
    line(NameOf(finding.change),
         {{"field", finding.field}, {"count", texts.Number(finding.records)}});
  }
}

absl::Status RunFetch(FetchOptions options, Console& console) {
  PASSUNG_ASSIGN_OR_RETURN(options.settings.key, KeyOf(options));
  PASSUNG_ASSIGN_OR_RETURN(const auto asker, AskerOf(options));
  const bool dry = options.settings.dry_run;
  options.settings.close = !options.no_close;
  if (options.journal.empty() && IsDatabaseServer(options.db)) {
    return UsageError("--journal FILE is required with a PostgreSQL database");
  }
  const std::string path =
      options.journal.empty() ? absl::StrCat(options.db, ".jobsuche") : options.journal;
  PASSUNG_ASSIGN_OR_RETURN(const auto repository,
                           dry ? OpenStored(options.db) : OpenRepository(DatabaseUrl(options.db)));
  PASSUNG_ASSIGN_OR_RETURN(const ClassificationRows rows, repository->ReadClassification());
  PASSUNG_ASSIGN_OR_RETURN(const auto knowledge, Knowledge::Create({}, rows));
  PASSUNG_ASSIGN_OR_RETURN(fetch::FetchJournal journal,
                           fetch::FetchJournal::Open(path, dry ? fetch::FetchJournal::Mode::kForget
                                                               : fetch::FetchJournal::Mode::kKeep));
  SystemWaiter waiter;
  fetch::PatientClient client(*asker, waiter,
                              {.per_second = options.per_second, .attempts = options.attempts});
  std::optional<Progress> bar;
  int64_t shown = 0;
  const fetch::FetchReport report =
      fetch::FetchJobsuche(options.settings, {.client = client,
                                              .waiter = waiter,
                                              .knowledge = *knowledge,
                                              .repository = *repository,
                                              .journal = journal,
                                              .progress = [&](int64_t done, int64_t total) {
                                                if (!bar) bar.emplace(console, total);
                                                bar->Advance(done - shown);
                                                shown = done;
                                              }});
  bar.reset();
  // Where nothing was new the database is as it was; only a dry run is one.
  std::optional<int64_t> revision = report.revision;
  if (!dry && !revision) {
    PASSUNG_ASSIGN_OR_RETURN(revision, repository->revision());
  }
  PrintReport(report.import, {.vacancies = true, .revision = revision}, options.output, console);
  PrintRun(report, options, console);
  return report.status;
}

void AddQueryOptions(CLI::App& command, fetch::JobsucheQuery& query) {
  command.add_option("--where", query.where, "A place: town or postal code")->type_name("PLACE");
  command.add_option("--radius", query.radius_km, "Around it, in km")
      ->type_name("KM")
      ->check(CLI::Range(0, 500).description(""));
  command.add_option("--what", query.what, "Words of the title")->type_name("TEXT");
  command
      .add_option("--offer-kind", query.kind,
                  "1 work, 2 self-employment, 4 training, 34 internship (default: all)")
      ->type_name("N")
      ->check(CLI::IsMember({"1", "2", "4", "34"}).description(""));
  command
      .add_option("--days", query.days,
                  "Only what was published within so many days; then nothing is closed")
      ->type_name("N")
      ->check(CLI::Range(0, 100).description(""));
  command.add_option("--page-size", query.page_size, "Vacancies a page (default: 100)")
      ->type_name("N")
      ->check(CLI::Range(1, 100).description(""));
}

void AddConnectionOptions(CLI::App& command, FetchOptions& options) {
  command.add_option("--base-url", options.address, "Address of the service")->type_name("URL");
  command
      .add_option("--key-file", options.key_file,
                  absl::StrCat("File with the client's id for the field X-API-Key (else the "
                               "variable ",
                               kKeyVariable, ")"))
      ->type_name("FILE");
  command
      .add_option("--ca", options.authorities_file,
                  "Certificates of who may sign the service's (default: those of the system)")
      ->type_name("FILE");
  command.add_option("--per-second", options.per_second, "Requests a second (default: 2)")
      ->type_name("N")
      ->check(CLI::Range(0.01, 100.0).description(""));
  command.add_option("--timeout", options.seconds, "Seconds for one request (default: 30)")
      ->type_name("N")
      ->check(CLI::Range(1, 600).description(""));
  command.add_option("--attempts", options.attempts, "Attempts for one request (default: 5)")
      ->type_name("N")
      ->check(CLI::Range(1, 20).description(""));
}

}  // namespace

void AddFetchCommand(CLI::App& app, Action& chosen) {
  CLI::App* command = app.add_subcommand(
      "fetch", "Asks another system for vacancies, keeps them up to date and closes what vanished");
  command->footer(
      "What is known of fetched vacancies (number, time of change, query) is kept in a journal "
      "beside the database: a run that\nends early goes on there, and what has not changed is not "
      "asked for again. Only after a complete run what vanished\nis closed, and only where the "
      "source itself says that it is not there any more.\n\n"
      "Examples:\n"
      "  passung fetch --source jobsuche --where Dresden --radius 25 --db work.db --key-file "
      "key.txt\n"
      "  passung fetch --source jobsuche --where 04103 --offer-kind 4 --db work.db --dry-run");
  auto options = std::make_shared<FetchOptions>();
  command->add_option("--source", options->source, "jobsuche: the Bundesagentur für Arbeit")
      ->required()
      ->check(CLI::IsMember({"jobsuche"}).description(""))
      ->type_name("NAME");
  AddQueryOptions(*command, options->settings.query);
  AddDatabaseOption(*command, options->db);
  command
      ->add_option("--journal", options->journal, "Default: the database file's name and .jobsuche")
      ->type_name("FILE");
  command->add_flag("--dry-run", options->settings.dry_run, "Ask and report, store nothing");
  command->add_flag("--no-close", options->no_close, "Close nothing");
  command->add_flag("--anew", options->settings.anew,
                    "Ask for what has not changed, too, and go on with no earlier run");
  command->add_option("--most-pages", options->settings.most_pages, "Stop after so many pages")
      ->type_name("N")
      ->check(CLI::Range(1, 100'000).description(""));
  AddConnectionOptions(*command, *options);
  AddOutputOptions(*command, options->output);
  command->callback([&chosen, options] {
    chosen = [options](Console& console) { return RunFetch(*options, console); };
  });
}

}  // namespace passung::cli
