// `passung profile import|activate|roll-back`: a version is stored, put into use, and left again.
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/str_cat.h"
#include "bindings/cli/commands.h"
#include "bindings/cli/layout.h"
#include "bindings/cli/options.h"
#include "bindings/cli/profile_versions.h"
#include "bindings/cli/question.h"
#include "bindings/cli/source.h"
#include "engine/base/status_macros.h"
#include "passung/v1/profile_service.pb.h"
#include "proto/wire/profile_wire.h"
#include "proto/wire/resource_name.h"

namespace passung::cli {
namespace {

struct StoreOptions {
  std::string file;  // import
  std::string name;  // the others
  int32_t version = 0;
  std::string request_id;
  bool dry_run = false;
  SourceOptions source;
  OutputOptions output;
};

absl::StatusOr<std::string> FullNameOf(const std::string& name) {
  PASSUNG_ASSIGN_OR_RETURN(const std::string id, wire::ParseProfileName(name));
  return absl::StrCat(wire::kProfiles, "/", id);
}

// The versions of one profile by number. NotFound without any.
absl::StatusOr<std::map<int32_t, v1::ProfileVersion>> VersionsOf(const std::string& name,
                                                                 Source& source) {
  std::map<int32_t, v1::ProfileVersion> versions;
  PASSUNG_ASSIGN_OR_RETURN(std::vector<v1::ProfileVersion> all, ListAllProfiles(source));
  for (v1::ProfileVersion& one : all) {
    if (one.profile().name() != name) continue;
    const int32_t number = one.profile().version();
    versions.emplace(number, std::move(one));
  }
  if (!versions.empty()) return versions;
  return absl::NotFoundError(absl::StrCat("there is no profile \"", name, "\""));
}

int32_t ActiveOf(const std::map<int32_t, v1::ProfileVersion>& versions) {
  for (const auto& [number, version] : versions) {
    if (version.active()) return number;
  }
  return 0;
}

std::string CommandWith(const StoreOptions& options, const Console& console,
                        const std::string& arguments) {
  return absl::StrCat(console.program, " profile ", arguments, " ", options.source.ToArguments());
}

std::vector<text::Argument> WordsFor(const v1::ProfileVersion& version, const text::Texts& texts) {
  return {{"profile", version.profile().name()},
          {"version", texts.Number(version.profile().version())},
          {"digest", version.digest()}};
}

absl::Status Show(const v1::ProfileVersion& version, absl::string_view key,
                  std::vector<text::Argument> more, const StoreOptions& options, Console& console) {
  if (options.output.format == Format::kJson) {
    console.out << ToJson(version);
    return absl::OkStatus();
  }
  const text::Texts& texts = options.output.texts();
  std::vector<text::Argument> words = WordsFor(version, texts);
  words.insert(words.end(), more.begin(), more.end());
  console.out << texts.Get(key, words) << "\n";
  return absl::OkStatus();
}

absl::Status RunProfileImport(const StoreOptions& options, Console& console) {
  v1::CreateProfileVersionRequest request;
  PASSUNG_ASSIGN_OR_RETURN(const ScoringProfile profile, ReadProfileFile(options.file));
  *request.mutable_profile() = wire::ToProto(profile);
  // The next one, whatever the file says: versions are never edited.
  request.mutable_profile()->set_version(0);
  request.set_request_id(options.request_id);
  request.set_validate_only(options.dry_run);
  PASSUNG_ASSIGN_OR_RETURN(const auto source, OpenSource(options.source, {.today = console.today}));
  PASSUNG_ASSIGN_OR_RETURN(const v1::ProfileVersion stored, source->Ask(request));
  if (options.dry_run) return Show(stored, "cli.profile_would_store", {}, options, console);
  if (stored.active()) return Show(stored, "cli.profile_stored_first", {}, options, console);
  const std::string activate =
      absl::StrCat("activate ", stored.profile().name(), " ", stored.profile().version());
  return Show(stored, "cli.profile_stored", {{"activate", CommandWith(options, console, activate)}},
              options, console);
}

absl::Status Activate(const std::string& name, int32_t version, int32_t before,
                      const StoreOptions& options, Source& source, Console& console) {
  v1::ActivateProfileRequest request;
  request.set_name(name);
  request.set_version(version);
  request.set_request_id(options.request_id);
  request.set_validate_only(options.dry_run);
  PASSUNG_ASSIGN_OR_RETURN(const v1::ProfileVersion active, source.Ask(request));
  const std::string number = options.output.texts().Number(before);
  if (options.dry_run) {
    return Show(active, "cli.profile_would_activate", {{"before", number}}, options, console);
  }
  const std::string back = absl::StrCat("activate ", name, " ", before);
  return Show(active, "cli.profile_activated",
              {{"before", number}, {"back", CommandWith(options, console, back)}}, options,
              console);
}

absl::Status RunProfileActivate(const StoreOptions& options, Console& console) {
  PASSUNG_ASSIGN_OR_RETURN(const std::string name, FullNameOf(options.name));
  PASSUNG_ASSIGN_OR_RETURN(const auto source, OpenSource(options.source, {.today = console.today}));
  PASSUNG_ASSIGN_OR_RETURN(const auto versions, VersionsOf(name, *source));
  return Activate(name, options.version, ActiveOf(versions), options, *source, console);
}

absl::Status RunProfileRollBack(const StoreOptions& options, Console& console) {
  PASSUNG_ASSIGN_OR_RETURN(const std::string name, FullNameOf(options.name));
  PASSUNG_ASSIGN_OR_RETURN(const auto source, OpenSource(options.source, {.today = console.today}));
  PASSUNG_ASSIGN_OR_RETURN(const auto versions, VersionsOf(name, *source));
  const int32_t active = ActiveOf(versions);
  const auto at = versions.lower_bound(active);
  if (at == versions.begin()) {
    return absl::FailedPreconditionError(absl::StrCat(
        name, ": version ", active, " is in use, and there is none before it to go back to"));
  }
  return Activate(name, std::prev(at)->first, active, options, *source, console);
}

// What the three of them share. Which version is the next lower one changes with the first call: no id makes a second
// one the same.
void AddStoreOptions(CLI::App& command, StoreOptions& options, bool repeatable = true) {
  if (repeatable) {
    command
        .add_option("--request-id", options.request_id,
                    "The same id and request within 24 hours change nothing a second time")
        ->type_name("ID");
  }
  command.add_flag("--dry-run", options.dry_run, "Check only, change nothing");
  AddSourceOptions(command, options.source);
  AddOutputOptions(command, options.output, {{"table", Format::kTable}, {"json", Format::kJson}},
                   "table (a sentence) or json");
}

using StoreRun = absl::Status (*)(const StoreOptions& options, Console& console);

void SetStoreAction(CLI::App& command, Action& chosen, const std::shared_ptr<StoreOptions>& options,
                    StoreRun run) {
  command.callback([&chosen, options, run] {
    chosen = [options, run](Console& console) { return run(*options, console); };
  });
}

}  // namespace

void AddProfileStoreCommands(CLI::App& profile, Action& chosen) {
  auto imported = std::make_shared<StoreOptions>();
  CLI::App* import = profile.add_subcommand(
      "import", "Store a profile of a file as the next version of its name, not yet in use");
  import
      ->add_option("file", imported->file,
                   "What `passung tune --out` or `passung profile show --format text` wrote")
      ->required()
      ->type_name("FILE");
  AddStoreOptions(*import, *imported);
  SetStoreAction(*import, chosen, imported, RunProfileImport);

  auto activated = std::make_shared<StoreOptions>();
  CLI::App* activate =
      profile.add_subcommand("activate", "Put a version into use for whoever names the profile");
  activate->add_option("name", activated->name, "Profile")->required()->type_name("NAME");
  activate->add_option("version", activated->version, "Which version, from 1")
      ->required()
      ->type_name("N");
  AddStoreOptions(*activate, *activated);
  SetStoreAction(*activate, chosen, activated, RunProfileActivate);

  auto left = std::make_shared<StoreOptions>();
  CLI::App* roll_back = profile.add_subcommand(
      "roll-back", "Put the next lower version into use, whether or not it ever was");
  roll_back->add_option("name", left->name, "Profile")->required()->type_name("NAME");
  AddStoreOptions(*roll_back, *left, /*repeatable=*/false);
  SetStoreAction(*roll_back, chosen, left, RunProfileRollBack);
}

}  // namespace passung::cli
