// `passung matrix FILE --data DIR`: a published table of commuters, times or lengths as district_matrix.csv.
#include <filesystem>
#include <fstream>
#include <memory>
#include <system_error>
#include <utility>

#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/str_cat.h"
#include "bindings/cli/commands.h"
#include "bindings/cli/hints.h"
#include "bindings/cli/import_report.h"
#include "bindings/cli/options.h"
#include "engine/base/status_macros.h"
#include "passung/ingest.h"
#include "passung/knowledge.h"
#include "proto/answer/data_folder.h"
#include "proto/answer/read_file.h"

namespace passung::cli {
namespace {

namespace fs = std::filesystem;

struct MatrixCommandOptions {
  std::string file;
  std::string data;
  MatrixColumns columns;
  bool force = false;
  OutputOptions output;
};

constexpr char kMatrixFile[] = "district_matrix.csv";

// The other tables of the folder, which the matrix will stand beside; of a folder without any, those
// built in.
absl::StatusOr<KnowledgeFiles> TablesBeside(const std::string& folder) {
  std::error_code ignored;
  for (const KnowledgeFile& file : KnowledgeFileList()) {
    if (file.name == kMatrixFile) continue;
    if (fs::exists(fs::path(folder) / std::string(file.name), ignored)) {
      return answer::ReadDataFolder(folder);
    }
  }
  return KnowledgeFiles{};
}

absl::Status NotWritten(const std::string& path, const std::error_code& error) {
  return absl::UnavailableError(
      absl::StrCat("--data: \"", path, "\" could not be written",
                   error ? absl::StrCat(": ", error.message()) : std::string()));
}

// Whole or not at all: a reader never sees a part.
absl::Status WriteWhole(const std::string& folder, const std::string& text) {
  const fs::path path = fs::path(folder) / kMatrixFile;
  const fs::path part = path.string() + ".part";
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return NotWritten(folder, error);
  std::ofstream out(part, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (out) fs::rename(part, path, error);
  if (out && !error) return absl::OkStatus();
  std::error_code ignored;
  fs::remove(part, ignored);
  return NotWritten(path.string(), error);
}

absl::Status RunMatrix(const MatrixCommandOptions& options, Console& console) {
  const std::string path = (fs::path(options.data) / kMatrixFile).string();
  std::error_code ignored;
  if (!options.force && fs::exists(path, ignored)) {
    return absl::FailedPreconditionError(absl::StrCat(
        "--data: \"", path, "\" is there already; name another folder, or give --force"));
  }
  PASSUNG_ASSIGN_OR_RETURN(const std::string content, answer::ReadFile(options.file));
  PASSUNG_ASSIGN_OR_RETURN(KnowledgeFiles tables, TablesBeside(options.data));
  tables.district_matrix_csv.clear();
  PASSUNG_ASSIGN_OR_RETURN(const auto knowledge, Knowledge::Create(tables, {}));
  const auto import = ImportDistrictMatrix(content, options.columns, *knowledge);
  if (!import.ok()) {
    return absl::Status(import.status().code(),
                        absl::StrCat(options.file, ": ", import.status().message()));
  }
  tables.district_matrix_csv = import->csv;
  PASSUNG_RETURN_IF_ERROR(Knowledge::Create(tables, {}).status());
  PASSUNG_RETURN_IF_ERROR(WriteWhole(options.data, import->csv));
  PrintReport(import->report, {.vacancies = false, .revision = {}, .file = path}, options.output,
              console);
  if (options.output.format == Format::kTable) {
    PrintHints({absl::StrCat("rank mentees/m000001 --db market.db --data ", options.data)},
               options.output.texts(), console);
  }
  return absl::OkStatus();
}

void AddColumnOptions(CLI::App& command, MatrixColumns& columns) {
  const auto add = [&](const char* name, std::string& column, const char* about) {
    command.add_option(name, column, about)->type_name("COLUMN");
  };
  add("--home", columns.home,
      "Column with the district people live in (AGS); else home, home_ags …");
  add("--work", columns.work, "Column with the district they work in (AGS); else work, work_ags …");
  add("--commuters", columns.commuters, "Column with people; else commuters, pendler, insgesamt …");
  add("--minutes", columns.minutes, "Column with travel times; else minutes, fahrzeit_min …");
  add("--km", columns.km, "Column with lengths; else km, entfernung_km …; needs --kmh");
  command.add_option("--kmh", columns.kmh, "Speed over the whole way, 5 to 300, for lengths");
}

}  // namespace

void AddMatrixCommand(CLI::App& app, Action& chosen) {
  CLI::App* command = app.add_subcommand(
      "matrix", "Makes district_matrix.csv of a published table of commuters, times or lengths");
  command->footer(
      "A faulty line refuses the whole file and nothing is written. Rows without a figure and "
      "rows\n"
      "of districts that are none today are left out and named.\n\n"
      "Examples:\n"
      "  passung matrix pendler.csv --data tables --source \"commuters of 2020, BA\"\n"
      "  passung matrix times.csv --data tables --home from --work to --minutes car_min \\\n"
      "    --source \"timetable of 2026\"\n"
      "  passung rank mentees/m000001 --db market.db --data tables");
  auto options = std::make_shared<MatrixCommandOptions>();
  command->add_option("file", options->file, "CSV with one row for each pair of districts")
      ->required()
      ->type_name("FILE");
  command
      ->add_option("--data", options->data,
                   "Folder of tables, as other commands take it; made where there is none")
      ->required()
      ->type_name("DIR");
  command
      ->add_option("--source", options->columns.source,
                   "Who published the figures, and of which day or year")
      ->required()
      ->type_name("TEXT");
  AddColumnOptions(*command, options->columns);
  command->add_flag("--force", options->force, "Replace a matrix that is there");
  AddOutputOptions(*command, options->output);
  command->callback([&chosen, options] {
    chosen = [options](Console& console) { return RunMatrix(*options, console); };
  });
}

}  // namespace passung::cli
