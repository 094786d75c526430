// `passung profile list|show`: the numbers behind every score.
#include <memory>

#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/str_cat.h"
#include "bindings/cli/commands.h"
#include "bindings/cli/layout.h"
#include "bindings/cli/options.h"
#include "engine/base/status_macros.h"
#include "passung/profile.h"
#include "proto/wire/profile_wire.h"
#include "proto/wire/resource_name.h"

namespace passung::cli {
namespace {

struct ProfileOptions {
  std::string name = "default";
  OutputOptions output;
};

void AddFormatWithText(CLI::App& command, OutputOptions& output) {
  AddOutputOptions(command, output,
                   {{"table", Format::kTable}, {"json", Format::kJson}, {"text", Format::kText}},
                   "table, json (every table) or text (what --profile-file reads)");
}

void PrintWeights(const AppliedProfile& applied, const text::Texts& texts, Console& console) {
  Table table({{texts.Get("table.criterion")}, {""}, {texts.Get("table.weight"), Align::kRight}},
              console.width);
  for (size_t i = 0; i < applied.weights.size(); ++i) {
    const auto key = static_cast<CriterionKey>(i);
    table.Add({texts.Of(key), std::string(Name(key)), texts.Number(applied.weights[i])});
  }
  table.Print(console.out);
}

void PrintSwitches(const ScoringProfile& profile, const text::Texts& texts, Console& console) {
  Table table({{texts.Get("table.rule")}, {""}, {""}}, console.width);
  for (size_t i = 0; i < profile.switches.size(); ++i) {
    const auto key = static_cast<RuleKey>(i);
    table.Add({texts.Of(key), std::string(Name(key)), texts.Of(profile.switches[i])});
  }
  table.Print(console.out);
}

absl::Status RunShow(const ProfileOptions& options, Console& console) {
  PASSUNG_ASSIGN_OR_RETURN(const std::string id, wire::ParseProfileName(options.name));
  PASSUNG_ASSIGN_OR_RETURN(const ScoringProfile profile, ShippedProfile(id));
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
  console.out << texts.Get("phrase.profile",
                           {{{"profile", profile.id}, {"version", absl::StrCat(profile.version)}}})
              << " (" << applied.digest << ")\n";
  for (const std::string& line : Wrap(profile.note, console.width)) console.out << line << "\n";
  console.out << "\n";
  PrintWeights(applied, texts, console);
  console.out << "\n";
  PrintSwitches(profile, texts, console);
  console.out << "\n"
              << texts.Get("cli.all_tables",
                           {{{"command", absl::StrCat(console.program, " profile show ", profile.id,
                                                      " --format text")}}})
              << "\n";
  return absl::OkStatus();
}

absl::Status RunList(const OutputOptions& output, Console& console) {
  const text::Texts& texts = output.texts();
  Table table({{texts.Get("cli.profile")},
               {texts.Get("cli.version"), Align::kRight},
               {texts.Get("cli.digest")},
               {texts.Get("cli.note")}},
              console.width);
  for (const ScoringProfile& profile : ShippedProfiles()) {
    PASSUNG_ASSIGN_OR_RETURN(const AppliedProfile applied, Apply(profile, {}));
    table.Add({profile.id, absl::StrCat(profile.version), applied.digest, profile.note});
  }
  table.Print(console.out);
  return absl::OkStatus();
}

}  // namespace

void AddProfileCommand(CLI::App& app, Action& chosen) {
  CLI::App* command = app.add_subcommand("profile", "The shipped scoring profiles");
  command->require_subcommand(1);
  command->footer(
      "Examples:\n"
      "  passung profile list\n"
      "  passung profile show near_home --format json\n"
      "  passung profile show default --format text > mine.txt");

  auto options = std::make_shared<ProfileOptions>();
  CLI::App* show = command->add_subcommand("show", "Weights, switches and every table");
  show->add_option("name", options->name,
                   "default, training_first, adequate_employment, near_home");
  AddFormatWithText(*show, options->output);
  show->callback([&chosen, options] {
    chosen = [options](Console& console) { return RunShow(*options, console); };
  });

  CLI::App* list = command->add_subcommand("list", "All profiles");
  list->add_option("--lang", options->output.lang, "Language of the texts: de or en")
      ->check(CLI::IsMember({"de", "en"}).description(""))
      ->type_name("LANG");
  list->callback([&chosen, options] {
    chosen = [options](Console& console) { return RunList(options->output, console); };
  });
}

}  // namespace passung::cli
