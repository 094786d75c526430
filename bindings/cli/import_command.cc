// `passung import`: files into a database, with a report for every record.
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "bindings/cli/commands.h"
#include "bindings/cli/import_records.h"
#include "bindings/cli/import_report.h"
#include "bindings/cli/options.h"
#include "bindings/cli/outcome_import.h"
#include "bindings/cli/progress.h"
#include "bindings/cli/source.h"
#include "engine/base/status_macros.h"
#include "passung/ingest.h"
#include "passung/knowledge.h"
#include "passung/repository.h"
#include "proto/answer/read_file.h"

namespace passung::cli {
namespace {

struct ImportOptions {
  std::string kind;
  std::string file;
  std::string db;
  std::string kldb;
  std::string dkz;
  std::string neighbours;
  std::string isco;
  std::string esco;
  std::vector<std::string> map;  // "column=field"
  int32_t guess_from = 0;
  bool dry_run = false;
  BasisOptions basis;
  OutputOptions output;
};

// The tables of a classification: the option that names a file, and where its text goes.
struct ClassificationTable {
  std::string ImportOptions::*option;
  std::string ClassificationFiles::*text;
};
constexpr ClassificationTable kClassificationTables[] = {
    {&ImportOptions::kldb, &ClassificationFiles::kldb},
    {&ImportOptions::dkz, &ClassificationFiles::dkz},
    {&ImportOptions::neighbours, &ClassificationFiles::neighbours},
    {&ImportOptions::isco, &ClassificationFiles::isco},
    {&ImportOptions::esco, &ClassificationFiles::esco},
};

bool NamesAnyTable(const ImportOptions& options) {
  return std::any_of(
      std::begin(kClassificationTables), std::end(kClassificationTables),
      [&](const ClassificationTable& table) { return !(options.*table.option).empty(); });
}

// The classification files that were given; empty rows and report where none was.
absl::StatusOr<ClassificationImport> ReadClassificationFiles(const ImportOptions& options) {
  if (!NamesAnyTable(options)) return ClassificationImport{};
  ClassificationFiles files;
  for (const auto& [option, text] : kClassificationTables) {
    if ((options.*option).empty()) continue;
    PASSUNG_ASSIGN_OR_RETURN(files.*text, answer::ReadFile(options.*option));
  }
  return ImportClassification(files);
}

// A part of the classification whose file was given replaces the stored part.
void Replace(const ImportOptions& options, ClassificationRows from, ClassificationRows& stored) {
  if (!options.kldb.empty()) stored.titles = std::move(from.titles);
  if (!options.dkz.empty()) stored.activities = std::move(from.activities);
  if (!options.neighbours.empty()) stored.neighbours = std::move(from.neighbours);
  if (!options.isco.empty()) stored.crosswalk.isco = std::move(from.crosswalk.isco);
  if (!options.esco.empty()) stored.crosswalk.esco = std::move(from.crosswalk.esco);
}

absl::Status RefusedIfNothing(const ImportReport& report) {
  if (report.accepted + report.accepted_with_warnings > 0) return absl::OkStatus();
  return absl::InvalidArgumentError("nothing was accepted");
}

absl::Status RunClassification(const ImportOptions& options, Repository& repository,
                               Console& console) {
  if (!NamesAnyTable(options)) {
    return UsageError("--kind classification needs --kldb, --dkz, --neighbours, --isco or --esco");
  }
  if (!options.file.empty()) {
    return UsageError(
        "--kind classification takes --kldb, --dkz, --neighbours, --isco and --esco, no other "
        "file");
  }
  if (!options.map.empty()) return UsageError("--map: does not work with --kind classification");
  PASSUNG_ASSIGN_OR_RETURN(ClassificationImport import, ReadClassificationFiles(options));
  PASSUNG_ASSIGN_OR_RETURN(ClassificationRows rows, repository.ReadClassification());
  Replace(options, std::move(import.rows), rows);
  PASSUNG_RETURN_IF_ERROR(Knowledge::Create({}, rows).status());
  std::optional<int64_t> revision;
  if (!options.dry_run && RefusedIfNothing(import.report).ok()) {
    PASSUNG_ASSIGN_OR_RETURN(revision, repository.WriteClassification(rows));
  }
  PrintReport(import.report, {.vacancies = false, .revision = revision}, options.output, console);
  return RefusedIfNothing(import.report);
}

// What names and codes are checked against: the stored classification, or what the flags put in its
// place for this import.
absl::StatusOr<std::shared_ptr<const Knowledge>> KnowledgeFor(const ImportOptions& options,
                                                              const Repository& repository) {
  PASSUNG_ASSIGN_OR_RETURN(ClassificationRows rows, repository.ReadClassification());
  PASSUNG_ASSIGN_OR_RETURN(ClassificationImport import, ReadClassificationFiles(options));
  Replace(options, std::move(import.rows), rows);
  return Knowledge::Create({}, rows);
}

// One write for the whole file: all accepted records are stored or none.
absl::StatusOr<std::optional<int64_t>> Store(const WriteBatch& batch, const ImportOptions& options,
                                             Repository& repository) {
  const bool empty =
      batch.upsert_mentees.empty() && batch.upsert_vacancies.empty() && batch.upsert_offers.empty();
  if (options.dry_run || empty) return std::nullopt;
  return repository.Write(batch);
}

// "column=field" each. A heading may hold "=", a field does not.
absl::StatusOr<ReadOptions> ReadOptionsOf(const ImportOptions& options) {
  ReadOptions read;
  if (options.guess_from > 0 && options.kind != "vacancies") {
    return UsageError("--guess-from: works with --kind vacancies only");
  }
  read.guess_from = options.guess_from;
  read.threads = static_cast<int>(std::max(::sysconf(_SC_NPROCESSORS_ONLN), 1L));
  for (const std::string& pair : options.map) {
    const size_t sign = pair.rfind('=');
    if (sign == std::string::npos || sign == 0 || sign + 1 == pair.size()) {
      return UsageError(absl::StrCat("--map: \"", pair, "\" is not COLUMN=FIELD"));
    }
    read.columns.push_back({.column = pair.substr(0, sign), .field = pair.substr(sign + 1)});
  }
  return read;
}

// What a file has of the kind that was asked for.
struct ReadRecords {
  WriteBatch batch;
  ImportReport report;
};

absl::StatusOr<ReadRecords> ReadRecordsOf(const ImportOptions& options, const std::string& content,
                                          const Knowledge& knowledge, Console& console) {
  ReadRecords read;
  PASSUNG_ASSIGN_OR_RETURN(ReadOptions how, ReadOptionsOf(options));
  Progress bar(console, static_cast<int64_t>(content.size()));
  int64_t shown = 0;
  how.progress = [&](int64_t done, int64_t /*total*/) {
    bar.Advance(done - shown);
    shown = done;
  };
  if (options.kind == "vacancies") {
    PASSUNG_ASSIGN_OR_RETURN(VacancyImport import, ImportVacancies(content, knowledge, how));
    read.report = std::move(import.report);
    read.batch.upsert_vacancies = std::move(import.vacancies);
  } else if (options.kind == "offers") {
    PASSUNG_ASSIGN_OR_RETURN(OfferImport import, ImportOffers(content, knowledge, how));
    read.report = std::move(import.report);
    read.batch.upsert_offers = std::move(import.offers);
  } else {
    PASSUNG_ASSIGN_OR_RETURN(MenteeImport import, ImportMentees(content, knowledge, how));
    read.report = std::move(import.report);
    read.batch.upsert_mentees = std::move(import.mentees);
  }
  return read;
}

// Somebody whom a server will show to nobody is not to be a surprise.
void WarnOfInvisible(const std::vector<MenteeRecord>& records, const ImportOptions& options,
                     Console& console) {
  const int64_t count = CountWithoutBasis(records);
  if (count == 0) return;
  const text::Texts& texts = options.output.texts();
  console.err << texts.Get("phrase.without_basis",
                           {{{"count", texts.Number(count)}, {"count_raw", absl::StrCat(count)}}})
              << "\n";
}

absl::Status RunRecords(const ImportOptions& options, Repository& repository, Console& console) {
  if (options.file.empty()) return UsageError("the file to import is missing");
  PASSUNG_ASSIGN_OR_RETURN(const std::string content, answer::ReadFile(options.file));
  PASSUNG_ASSIGN_OR_RETURN(const auto knowledge, KnowledgeFor(options, repository));
  PASSUNG_ASSIGN_OR_RETURN(const std::vector<LegalBasis> bases, BasesOf(options.basis));
  if (options.kind != "mentees" && !bases.empty()) {
    return UsageError("--basis: works with --kind mentees only");
  }
  PASSUNG_ASSIGN_OR_RETURN(ReadRecords read, ReadRecordsOf(options, content, *knowledge, console));
  const UnixTime now{absl::ToUnixSeconds(absl::Now())};
  PASSUNG_ASSIGN_OR_RETURN(read.batch.upsert_records,
                           RecordsOf(read.batch.upsert_mentees, bases, repository, now));
  read.batch.written = now;
  PASSUNG_ASSIGN_OR_RETURN(const auto revision, Store(read.batch, options, repository));
  PrintReport(read.report, {.vacancies = options.kind == "vacancies", .revision = revision},
              options.output, console);
  WarnOfInvisible(read.batch.upsert_records, options, console);
  return RefusedIfNothing(read.report);
}

absl::Status RunOutcomes(const ImportOptions& options, Console& console) {
  if (options.file.empty()) return UsageError("the file to import is missing");
  if (!options.basis.kind.empty()) return UsageError("--basis: works with --kind mentees only");
  PASSUNG_ASSIGN_OR_RETURN(const std::string content, answer::ReadFile(options.file));
  PASSUNG_ASSIGN_OR_RETURN(const ReadOptions how, ReadOptionsOf(options));
  PASSUNG_ASSIGN_OR_RETURN(OutcomeImport import, ImportOutcomes(content, how));
  // Of people and vacancies that are there.
  PASSUNG_ASSIGN_OR_RETURN(const auto source, OpenDatabase(options.db, {.today = console.today}));
  PASSUNG_ASSIGN_OR_RETURN(const OutcomesStored stored,
                           StoreOutcomes(std::move(import), options.dry_run, *source));
  PrintReport(stored.report, {.vacancies = false, .revision = stored.revision}, options.output,
              console);
  return RefusedIfNothing(stored.report);
}

absl::Status RunImport(const ImportOptions& options, Console& console) {
  if (options.kind == "outcomes") return RunOutcomes(options, console);
  // A dry run may look at a database but must not make one.
  std::error_code ignored;
  const bool look_only = options.dry_run && !IsDatabaseServer(options.db) &&
                         !std::filesystem::exists(options.db, ignored);
  PASSUNG_ASSIGN_OR_RETURN(const auto repository,
                           OpenRepository(look_only ? "memory:" : DatabaseUrl(options.db)));
  return options.kind == "classification" ? RunClassification(options, *repository, console)
                                          : RunRecords(options, *repository, console);
}

void AddFileOptions(CLI::App& command, ImportOptions& options) {
  command
      .add_option("file", options.file,
                  "CSV; vacancies also as JSON of the Bundesagentur (job details, results of the "
                  "Jobsuche) and as schema.org JobPosting (JSON or an HTML page); offers also as "
                  "results of the Berufssprachkurssuche; mentees also as JSON lines")
      ->type_name("FILE");
  command
      .add_option("--map", options.map,
                  "A column of the CSV that is to be read as a field, for headings that are not "
                  "ours; may be given several times")
      ->type_name("COLUMN=FIELD")
      ->take_all();
  command
      .add_option("--guess-from", options.guess_from,
                  "With vacancies that name no occupation: from which confidence on, 1 to 100, the "
                  "guess from the title is taken (default: never; see measure-titles)")
      ->type_name("PERCENT")
      ->check(CLI::Range(1, 100).description(""));
  command.add_option("--kldb", options.kldb, "Official table of the KldB 2010")->type_name("FILE");
  command
      .add_option(
          "--dkz", options.dkz,
          "Official table of DKZ names; with vacancies or mentees used for this import only")
      ->type_name("FILE");
  command.add_option("--neighbours", options.neighbours, "Table of neighbouring occupations")
      ->type_name("FILE");
  command
      .add_option(
          "--isco", options.isco,
          "Crosswalk from the KldB 2010 to ISCO-08: occupations that ISCO or ESCO names are "
          "read by it")
      ->type_name("FILE");
  command.add_option("--esco", options.esco, "Table of ESCO's occupations with their ISCO group")
      ->type_name("FILE");
}

}  // namespace

void AddImportCommand(CLI::App& app, Action& chosen) {
  CLI::App* command =
      app.add_subcommand("import", "Reads files into a database; a bad record never stops a file");
  command->footer(
      "Exit code 0 if something was accepted, 1 if nothing was.\n\n"
      "Examples:\n"
      "  passung import --kind classification --kldb kldb.csv --dkz dkz.csv --db work.db\n"
      "  passung import --kind classification --isco kldb_isco.csv --esco esco.csv --db work.db\n"
      "  passung import --kind vacancies jobs.csv --db work.db --dry-run\n"
      "  passung import --kind vacancies ours.csv --map Nr=id --map Stelle=title --db work.db\n"
      "  passung import --kind vacancies page.html --db work.db\n"
      "  passung import --kind offers courses.json --db work.db\n"
      "  passung import --kind outcomes outcomes.csv --db work.db --dry-run\n"
      "  passung import --kind mentees mentees.csv --db work.db --basis public_task \\\n"
      "    --purposes counselling,reporting");
  auto options = std::make_shared<ImportOptions>();
  command
      ->add_option("--kind", options->kind,
                   "vacancies, mentees, offers, outcomes or classification")
      ->required()
      ->check(CLI::IsMember({"vacancies", "mentees", "offers", "outcomes", "classification"})
                  .description(""))
      ->type_name("KIND");
  AddFileOptions(*command, *options);
  AddBasisOptions(*command, options->basis);
  AddDatabaseOption(*command, options->db);
  command->add_flag("--dry-run", options->dry_run, "Report only, store nothing");
  AddOutputOptions(*command, options->output);
  command->callback([&chosen, options] {
    chosen = [options](Console& console) { return RunImport(*options, console); };
  });
}

}  // namespace passung::cli
