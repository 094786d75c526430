// `passung evaluate` and `passung tune`: how good a profile is by its outcomes, and a better one.
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "bindings/cli/columns_file.h"
#include "bindings/cli/commands.h"
#include "bindings/cli/evaluation_view.h"
#include "bindings/cli/layout.h"
#include "bindings/cli/options.h"
#include "bindings/cli/question.h"
#include "bindings/cli/source.h"
#include "engine/base/status_macros.h"
#include "passung/evaluation.h"
#include "passung/tuning.h"
#include "passung/v1/profile_service.pb.h"
#include "proto/wire/profile_wire.h"
#include "proto/wire/resource_name.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::cli {
namespace {

struct EvaluateOptions {
  std::string name;
  std::string profile_file;
  std::string compare_with;
  std::string as_of;
  int32_t k = 0;
  std::string good;
  std::string scope;
  std::string labels;
  bool explored = false;
  SourceOptions source;
  OutputOptions output;
};

struct TuneOptions {
  std::string name;
  std::string out;
  std::string as_of;
  std::vector<std::string> ladders;
  std::string preferences;
  int32_t counts_for = 0;
  int32_t threads = 1;
  SourceOptions source;
  OutputOptions output;
};

std::string InCollection(absl::string_view collection, const std::string& name) {
  return absl::StrContains(name, '/') ? name : absl::StrCat(collection, "/", name);
}

absl::Status AddLabels(const std::string& path, v1::EvaluateProfileRequest& request) {
  if (path.empty()) return absl::OkStatus();
  PASSUNG_ASSIGN_OR_RETURN(const auto rows, ReadColumns(path, {"mentee", "label"}));
  for (const std::vector<std::string>& row : rows) {
    v1::GroupLabel& label = *request.add_labels();
    label.set_mentee(InCollection("mentees", row[0]));
    label.set_label(row[1]);
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> FullProfileName(const std::string& name) {
  PASSUNG_ASSIGN_OR_RETURN(const std::string id, wire::ParseProfileName(name));
  return absl::StrCat(wire::kProfiles, "/", id);
}

absl::StatusOr<v1::EvaluateProfileRequest> EvaluateRequest(const EvaluateOptions& options,
                                                           const Console& console) {
  v1::EvaluateProfileRequest request;
  if (options.profile_file.empty()) {
    PASSUNG_ASSIGN_OR_RETURN(*request.mutable_name(), FullProfileName(options.name));
  } else {
    PASSUNG_ASSIGN_OR_RETURN(const ScoringProfile profile, ReadProfileFile(options.profile_file));
    *request.mutable_profile() = wire::ToProto(profile);
    request.mutable_profile()->set_version(0);
  }
  if (!options.compare_with.empty()) {
    PASSUNG_ASSIGN_OR_RETURN(*request.mutable_compare_with(),
                             FullProfileName(options.compare_with));
  }
  request.set_as_of(options.as_of.empty() ? console.today.ToString() : options.as_of);
  request.set_k(options.k);
  if (options.good == "contacted") request.set_good(kGradeContacted);
  if (options.good == "interview") request.set_good(kGradeInterview);
  if (options.good == "placed") request.set_good(kGradePlaced);
  if (!options.scope.empty()) {
    request.set_scope(
        wire::ToProto<v1::EvaluationScope>(*FromName<EvaluationScope>(options.scope)));
  }
  request.set_explored(options.explored);
  PASSUNG_RETURN_IF_ERROR(AddLabels(options.labels, request));
  return request;
}

absl::Status RunEvaluate(const EvaluateOptions& options, Console& console) {
  PASSUNG_ASSIGN_OR_RETURN(const v1::EvaluateProfileRequest request,
                           EvaluateRequest(options, console));
  PASSUNG_ASSIGN_OR_RETURN(const auto source, OpenSource(options.source, {.today = console.today}));
  PASSUNG_ASSIGN_OR_RETURN(const v1::EvaluateProfileResponse response, source->Ask(request));
  if (options.output.format == Format::kJson) {
    console.out << ToJson(response);
  } else {
    PrintEvaluation(response, options.output.texts(), console);
  }
  return absl::OkStatus();
}

absl::Status AddPreferences(const std::string& path, v1::TuneProfileRequest& request) {
  if (path.empty()) return absl::OkStatus();
  PASSUNG_ASSIGN_OR_RETURN(const auto rows, ReadColumns(path, {"mentee", "better", "worse"}));
  for (const std::vector<std::string>& row : rows) {
    v1::Preference& preference = *request.add_preferences();
    preference.set_mentee(InCollection("mentees", row[0]));
    preference.set_better(InCollection("vacancies", row[1]));
    preference.set_worse(InCollection("vacancies", row[2]));
  }
  return absl::OkStatus();
}

// A file that is there is left as it is.
absl::Status CheckIsNew(const std::string& path) {
  std::error_code ignored;
  if (path.empty() || !std::filesystem::exists(path, ignored)) return absl::OkStatus();
  return absl::AlreadyExistsError(
      absl::StrCat("--out: \"", path, "\" is there already; a profile is never written over"));
}

absl::Status WriteProfile(const std::string& path, const v1::ScoringProfile& message) {
  PASSUNG_ASSIGN_OR_RETURN(const ScoringProfile profile, wire::FromProto(message));
  std::ofstream file(path, std::ios::binary);
  file << wire::ProfileToText(profile);
  file.close();
  if (file) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat("--out: \"", path, "\" could not be written"));
}

absl::Status RunTune(const TuneOptions& options, Console& console) {
  PASSUNG_RETURN_IF_ERROR(CheckIsNew(options.out));
  v1::TuneProfileRequest request;
  PASSUNG_ASSIGN_OR_RETURN(*request.mutable_name(), FullProfileName(options.name));
  request.set_as_of(options.as_of.empty() ? console.today.ToString() : options.as_of);
  for (const std::string& ladder : options.ladders) {
    request.add_ladders(wire::ToProto<v1::Ladder>(*FromName<Ladder>(ladder)));
  }
  request.set_current_counts_for(options.counts_for);
  PASSUNG_RETURN_IF_ERROR(AddPreferences(options.preferences, request));
  PASSUNG_ASSIGN_OR_RETURN(
      const auto source,
      OpenSource(options.source, {.today = console.today, .threads = options.threads}));
  PASSUNG_ASSIGN_OR_RETURN(const v1::TuneProfileResponse response, source->Ask(request));
  if (!options.out.empty()) PASSUNG_RETURN_IF_ERROR(WriteProfile(options.out, response.profile()));
  if (options.output.format == Format::kJson) {
    console.out << ToJson(response);
    return absl::OkStatus();
  }
  const text::Texts& texts = options.output.texts();
  PrintTuning(response, texts, console);
  if (options.out.empty()) {
    console.out << texts.Get("cli.tuned_not_written") << "\n";
    return absl::OkStatus();
  }
  console.out << texts.Get("cli.tuned",
                           {{{"file", options.out},
                             {"preview", absl::StrCat(console.program, " profile preview ",
                                                      options.out, " --compare-with ", options.name,
                                                      " ", options.source.ToArguments())}}})
              << "\n";
  return absl::OkStatus();
}

std::vector<std::string> LadderNames() {
  std::vector<std::string> names;
  for (const absl::string_view name : Names<Ladder>()) names.emplace_back(name);
  return names;
}

}  // namespace

void AddEvaluateCommand(CLI::App& app, Action& chosen) {
  CLI::App* command = app.add_subcommand(
      "evaluate", "How good a profile's lists are, by what became of suggestions");
  command->footer(
      "Every figure has its interval of 95 %; two profiles are compared person by person.\n"
      "Changes nothing.\n\n"
      "Examples:\n"
      "  passung evaluate default --db market.db\n"
      "  passung evaluate --profile-file tuned.txt --compare-with default --db market.db\n"
      "  passung evaluate default --labels labels.csv --scope market --db market.db --format json\n"
      "  passung evaluate --profile-file tuned.txt --explored --server localhost:50051 …");
  auto options = std::make_shared<EvaluateOptions>();
  CLI::Option* name =
      command->add_option("name", options->name, "Profile (default: default)")->type_name("NAME");
  options->name = "default";
  command
      ->add_option("--profile-file", options->profile_file,
                   "A profile of one's own instead, which need not be stored")
      ->type_name("FILE")
      ->excludes(name);
  command->add_option("--compare-with", options->compare_with, "Profile to compare with")
      ->type_name("NAME");
  command->add_option("--as-of", options->as_of, "Day of the question (default: today)")
      ->type_name("DATE");
  command->add_option("--k", options->k, "How many first places count: 1 to 1000 (default: 10)")
      ->type_name("N");
  command
      ->add_option("--good", options->good,
                   "From where on an outcome is good: contacted, interview, placed\n"
                   "(default: interview)")
      ->check(CLI::IsMember({"contacted", "interview", "placed"}).description(""))
      ->type_name("STAGE");
  command
      ->add_option("--scope", options->scope,
                   "Lists of what is judged alone (judged, default) or of everything (market)")
      ->check(CLI::IsMember({"judged", "market"}).description(""))
      ->type_name("SCOPE");
  command
      ->add_option("--labels", options->labels,
                   "Table mentee,label: groups to report on; stored nowhere, changes no figure")
      ->type_name("FILE");
  command->add_flag(
      "--explored", options->explored,
      "Also from lists that a server showed in a drawn order: what the profile's order\n"
      "of near ties would have brought (IPS, SNIPS, doubly robust); with --server");
  AddSourceOptions(*command, options->source);
  AddOutputOptions(*command, options->output, {{"table", Format::kTable}, {"json", Format::kJson}},
                   "table or json");
  command->callback([&chosen, options] {
    chosen = [options](Console& console) { return RunEvaluate(*options, console); };
  });
}

void AddTuneCommand(CLI::App& app, Action& chosen) {
  CLI::App* command = app.add_subcommand(
      "tune", "Weights learned from what became of suggestions, as a new version of a profile");
  command->footer(
      "Nothing is stored: the new version goes to a file, which `passung profile preview` and\n"
      "`passung evaluate` read before anybody uses it. No weight becomes negative and no table\n"
      "leaves its order.\n\n"
      "Examples:\n"
      "  passung tune default --db market.db\n"
      "  passung tune default --ladder language_missing --out tuned.txt --db market.db\n"
      "  passung tune default --preferences words.csv --counts-for 500 --db market.db");
  auto options = std::make_shared<TuneOptions>();
  options->name = "default";
  command->add_option("name", options->name, "Profile (default: default)")->type_name("NAME");
  command
      ->add_option("--out", options->out,
                   "New file for the new version; without it there is the report only")
      ->type_name("FILE");
  command->add_option("--as-of", options->as_of, "Day of the question (default: today)")
      ->type_name("DATE");
  command
      ->add_option("--ladder", options->ladders,
                   "Table to learn beside the weights, may be repeated: language_missing,\n"
                   "district_relation, district_minutes, working_time_share, start_weeks_late")
      ->check(CLI::IsMember(LadderNames()).description(""))
      ->type_name("TABLE");
  command
      ->add_option("--preferences", options->preferences,
                   "Table mentee,better,worse: mentors' words on two vacancies for one person")
      ->type_name("FILE");
  command
      ->add_option("--counts-for", options->counts_for,
                   "How many outcomes the profile as it is counts for (default: 100)")
      ->type_name("N");
  command->add_option("--threads", options->threads, "Threads, with --db (default: 1)")
      ->check(CLI::Range(1, 64).description(""))
      ->type_name("N");
  AddSourceOptions(*command, options->source);
  AddOutputOptions(*command, options->output, {{"table", Format::kTable}, {"json", Format::kJson}},
                   "table or json");
  command->callback([&chosen, options] {
    chosen = [options](Console& console) { return RunTune(*options, console); };
  });
}

}  // namespace passung::cli
