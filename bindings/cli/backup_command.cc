// `passung backup`, `restore` and `verify`: copies of the database that can be trusted.
#include <memory>
#include <string>

#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/str_cat.h"
#include "bindings/cli/commands.h"
#include "bindings/cli/source.h"
#include "engine/base/status_macros.h"
#include "passung/backup.h"
#include "passung/repository.h"

namespace passung::cli {
namespace {

struct BackupOptions {
  std::string db;
  std::string file;
  ServerAccess server;
  bool replace = false;
};

void Say(absl::string_view what, const BackupState& state, Console& console) {
  console.out << absl::StrCat(what, ": revision ", state.revision, ", schema ",
                              state.schema_version, ", ", state.rows, " rows, ", state.bytes,
                              " bytes\n");
}

// Into the folder that the server's settings name.
absl::Status RunServerBackup(const BackupOptions& options, Console& console) {
  if (!options.file.empty()) {
    return UsageError("--to works with --db only: a server writes into its backup_folder");
  }
  PASSUNG_ASSIGN_OR_RETURN(const auto source, ConnectServer(options.server));
  PASSUNG_ASSIGN_OR_RETURN(const v1::BackUpResponse backup, source->Ask(v1::BackUpRequest()));
  console.out << absl::StrCat("the server backed up and verified ", backup.file(), ": revision ",
                              backup.revision(), ", ", backup.rows(), " rows, ",
                              backup.size_bytes(), " bytes\n");
  return absl::OkStatus();
}

absl::Status CheckIsFile(const std::string& db) {
  if (!IsDatabaseServer(db)) return absl::OkStatus();
  return absl::InvalidArgumentError(
      "--db: backups of a PostgreSQL database are made by its own programs: pg_dump "
      "--schema=passung "
      "--format=custom, or pg_basebackup with WAL archiving (server/deploy/README.md)");
}

absl::Status RunBackup(const BackupOptions& options, Console& console) {
  if (!options.server.address.empty()) return RunServerBackup(options, console);
  if (options.db.empty()) return UsageError("--db FILE or --server HOST:PORT is required");
  if (options.file.empty()) return UsageError("--to FILE is required with --db");
  PASSUNG_RETURN_IF_ERROR(CheckIsFile(options.db));
  PASSUNG_ASSIGN_OR_RETURN(const BackupState state, BackUpDatabase(options.db, options.file));
  Say(absl::StrCat("backed up and verified ", options.file), state, console);
  return absl::OkStatus();
}

absl::Status RunRestore(const BackupOptions& options, Console& console) {
  PASSUNG_RETURN_IF_ERROR(CheckIsFile(options.db));
  const auto state = RestoreDatabase(options.file, options.db, {.replace = options.replace});
  if (absl::IsAlreadyExists(state.status()) && !options.replace) {
    return absl::Status(
        state.status().code(),
        absl::StrCat("--db: ", state.status().message(),
                     "; --replace keeps it aside and puts the backup in its place"));
  }
  PASSUNG_RETURN_IF_ERROR(state.status());
  Say(absl::StrCat("restored ", options.db), *state, console);
  return absl::OkStatus();
}

absl::Status RunVerify(const BackupOptions& options, Console& console) {
  PASSUNG_ASSIGN_OR_RETURN(const BackupState state, VerifyBackup(options.file));
  Say(absl::StrCat("whole: ", options.file), state, console);
  return absl::OkStatus();
}

using BackupStep = absl::Status (*)(const BackupOptions&, Console&);

CLI::App* Add(CLI::App& app, const char* name, const char* about,
              const std::shared_ptr<BackupOptions>& options, BackupStep run, Action& chosen) {
  CLI::App* command = app.add_subcommand(name, about);
  command->callback([&chosen, options, run] {
    chosen = [options, run](Console& console) { return run(*options, console); };
  });
  return command;
}

}  // namespace

void AddBackupCommand(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<BackupOptions>();
  CLI::App* command =
      Add(app, "backup", "Copies a database into one checked file, also while a server uses it",
          options, RunBackup, chosen);
  command->footer(
      "The file appears when it is whole, was read again and every row was checked. Purged people\n"
      "are still in older backups. A server writes into the folder of its setting backup_folder "
      "and\n"
      "names the file after the time.\n\n"
      "Examples:\n"
      "  passung backup --db market.db --to market.backup\n"
      "  passung backup --server localhost:50051");
  CLI::Option* db = command->add_option("--db", options->db, "Database file")->type_name("FILE");
  command->add_option("--to", options->file, "File that is made; must not be there yet")
      ->type_name("FILE");
  command->add_option("--server", options->server.address, "A running passungd that makes it")
      ->excludes(db)
      ->type_name("HOST:PORT");
  AddServerAccessOptions(*command, options->server);
}

void AddRestoreCommand(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<BackupOptions>();
  CLI::App* command =
      Add(app, "restore", "Makes a database of a backup, once the backup was checked", options,
          RunRestore, chosen);
  command->footer(
      "Stop the server first. With --replace the database that is there is kept as\n"
      "FILE.before-restore.\n\n"
      "Example:\n  passung restore market.backup --db market.db --replace");
  command->add_option("file", options->file, "Made by \"passung backup\"")
      ->required()
      ->type_name("FILE");
  command->add_option("--db", options->db, "Database file that is made")
      ->required()
      ->type_name("FILE");
  command->add_flag("--replace", options->replace, "Also where there is a database");
}

void AddVerifyCommand(CLI::App& app, Action& chosen) {
  auto options = std::make_shared<BackupOptions>();
  CLI::App* command =
      Add(app, "verify", "Reads a backup and says whether it is whole", options, RunVerify, chosen);
  command->footer(
      "A database is looked at by \"passung doctor --db FILE\".\n\n"
      "Example:\n  passung verify market.backup");
  command->add_option("file", options->file, "Made by \"passung backup\"")
      ->required()
      ->type_name("FILE");
}

}  // namespace passung::cli
