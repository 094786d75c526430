// `passung profile list|show`, and preview, import, activate and roll-back in files of their own: the numbers behind
// every score.
#include <memory>
#include <string>
#include <vector>

#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/str_cat.h"
#include "bindings/cli/commands.h"
#include "bindings/cli/layout.h"
#include "bindings/cli/options.h"
#include "bindings/cli/page_view.h"
#include "bindings/cli/profile_versions.h"
#include "bindings/cli/question.h"
#include "bindings/cli/source.h"
#include "engine/base/status_macros.h"
#include "passung/profile.h"
#include "passung/v1/profile_service.pb.h"
#include "proto/text/page.h"
#include "proto/text/profile_page.h"
#include "proto/wire/profile_wire.h"
#include "proto/wire/resource_name.h"

namespace passung::cli {
namespace {

struct ProfileOptions {
  std::string name = "default";
  std::string file;
  SourceOptions source;
  OutputOptions output;
};

void AddProfileFormat(CLI::App& command, OutputOptions& output) {
  AddOutputOptions(command, output,
                   {{"table", Format::kTable},
                    {"markdown", Format::kMarkdown},
                    {"json", Format::kJson},
                    {"text", Format::kText}},
                   "table or markdown (reasons and every table, for people), json, or text (what\n"
                   "--profile-file reads)");
}

// The profile of a file, of a database or server, or else a shipped one.
absl::StatusOr<ScoringProfile> ReadProfile(const ProfileOptions& options, const Console& console) {
  if (!options.file.empty()) return ReadProfileFile(options.file);
  PASSUNG_ASSIGN_OR_RETURN(const std::string id, wire::ParseProfileName(options.name));
  if (options.source.db.empty() && options.source.server.address.empty()) return ShippedProfile(id);
  PASSUNG_ASSIGN_OR_RETURN(const auto source, OpenSource(options.source, {.today = console.today}));
  PASSUNG_ASSIGN_OR_RETURN(
      const auto version,
      GetAs<v1::ProfileVersion>(*source, absl::StrCat(wire::kProfiles, "/", id)));
  return wire::FromProto(version.profile());
}

// How the same profile is shown again.
std::string AgainAs(const ProfileOptions& options, const ScoringProfile& profile,
                    absl::string_view format, const Console& console) {
  std::string command = absl::StrCat(console.program, " profile show ");
  if (options.file.empty()) {
    absl::StrAppend(&command, profile.id);
  } else {
    absl::StrAppend(&command, "--profile-file ", options.file);
  }
  if (!options.source.db.empty() || !options.source.server.address.empty()) {
    absl::StrAppend(&command, " ", options.source.ToArguments());
  }
  return absl::StrCat(command, " --format ", format);
}

absl::Status RunShow(const ProfileOptions& options, Console& console) {
  PASSUNG_ASSIGN_OR_RETURN(const ScoringProfile profile, ReadProfile(options, console));
  if (options.output.format == Format::kJson) {
    console.out << ToJson(wire::ToProto(profile));
    return absl::OkStatus();
  }
  if (options.output.format == Format::kText) {
    console.out << wire::ProfileToText(profile);
    return absl::OkStatus();
  }
  const text::Texts& texts = options.output.texts();
  PASSUNG_ASSIGN_OR_RETURN(const AppliedProfile applied, Apply(profile, {}));
  const text::Page page = text::ProfilePage(applied, texts);
  if (options.output.format == Format::kMarkdown) {
    console.out << text::ToMarkdown(page);
    return absl::OkStatus();
  }
  PrintPage(page, console);
  console.out << texts.Get("cli.profile_forms",
                           {{{"markdown", AgainAs(options, profile, "markdown", console)},
                             {"file", AgainAs(options, profile, "text", console)}}})
              << "\n";
  return absl::OkStatus();
}

// Those of a database or server, or else the shipped ones.
absl::StatusOr<std::vector<v1::ProfileVersion>> ProfilesOf(const SourceOptions& options,
                                                           const Console& console) {
  if (!options.db.empty() || !options.server.address.empty()) {
    PASSUNG_ASSIGN_OR_RETURN(const auto source, OpenSource(options, {.today = console.today}));
    return ListAllProfiles(*source);
  }
  std::vector<v1::ProfileVersion> shipped;
  for (const ScoringProfile& profile : ShippedProfiles()) {
    PASSUNG_ASSIGN_OR_RETURN(const AppliedProfile applied, Apply(profile, {}));
    v1::ProfileVersion& version = shipped.emplace_back();
    *version.mutable_profile() = wire::ToProto(profile);
    version.set_active(true);
    version.set_shipped(true);
    version.set_digest(applied.digest);
  }
  return shipped;
}

absl::Status RunList(const ProfileOptions& options, Console& console) {
  PASSUNG_ASSIGN_OR_RETURN(const std::vector<v1::ProfileVersion> profiles,
                           ProfilesOf(options.source, console));
  if (options.output.format == Format::kJson) {
    v1::ListProfilesResponse response;
    response.mutable_profiles()->Add(profiles.begin(), profiles.end());
    console.out << ToJson(response);
    return absl::OkStatus();
  }
  const text::Texts& texts = options.output.texts();
  Table table({{texts.Get("cli.profile")},
               {texts.Get("cli.version"), Align::kRight},
               {texts.Get("cli.in_use")},
               {texts.Get("cli.digest")},
               {texts.Get("cli.note")}},
              console.width);
  for (const v1::ProfileVersion& version : profiles) {
    PASSUNG_ASSIGN_OR_RETURN(const std::string id,
                             wire::ParseProfileName(version.profile().name()));
    table.Add({id, absl::StrCat(version.profile().version()),
               version.active() ? texts.Get("cli.yes") : "", version.digest(),
               version.profile().note()});
  }
  table.Print(console.out);
  return absl::OkStatus();
}

}  // namespace

void AddProfileCommand(CLI::App& app, Action& chosen) {
  CLI::App* command =
      app.add_subcommand("profile", "Scoring profiles: the reasons and numbers behind every score");
  command->require_subcommand(1);
  command->footer(
      "Examples:\n"
      "  passung profile list\n"
      "  passung profile show near_home\n"
      "  passung profile show near_home --lang en --format markdown > near_home.md\n"
      "  passung profile show default --format text > mine.txt\n"
      "  passung profile show --profile-file mine.txt\n"
      "  passung profile show mine --server localhost:50051 --ca ca.pem\n"
      "  passung profile preview mine.txt --compare-with default --db work.db\n"
      "  passung profile import mine.txt --db work.db\n"
      "  passung profile list --db work.db\n"
      "  passung profile activate default 2 --db work.db\n"
      "  passung profile roll-back default --db work.db");

  auto options = std::make_shared<ProfileOptions>();
  CLI::App* show = command->add_subcommand("show", "Reasons, weights, every table and every rule");
  CLI::Option* name = show->add_option(
      "name", options->name,
      "default, training_first, adequate_employment, near_home; with --db or --server also one's\n"
      "own (default: default)");
  CLI::Option* file =
      show->add_option("--profile-file", options->file,
                       "A profile of one's own from a file, checked as for a question")
          ->type_name("FILE")
          ->excludes(name);
  AddOptionalSourceOptions(*show, options->source)->excludes(file);
  AddProfileFormat(*show, options->output);
  show->callback([&chosen, options] {
    chosen = [options](Console& console) { return RunShow(*options, console); };
  });

  auto listed = std::make_shared<ProfileOptions>();
  CLI::App* list = command->add_subcommand(
      "list", "The shipped profiles; with --db or --server all versions of all");
  AddOptionalSourceOptions(*list, listed->source);
  AddOutputOptions(*list, listed->output, {{"table", Format::kTable}, {"json", Format::kJson}},
                   "table or json");
  list->callback([&chosen, listed] {
    chosen = [listed](Console& console) { return RunList(*listed, console); };
  });
  AddProfilePreviewCommand(*command, chosen);
  AddProfileStoreCommands(*command, chosen);
}

}  // namespace passung::cli
