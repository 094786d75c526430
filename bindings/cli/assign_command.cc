// `passung assign`: everyone at once. It stores nothing and tells nobody.
#include <google/protobuf/util/json_util.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "bindings/cli/arrivals_file.h"
#include "bindings/cli/assignment_sheet.h"
#include "bindings/cli/commands.h"
#include "bindings/cli/layout.h"
#include "bindings/cli/online_report.h"
#include "bindings/cli/source.h"
#include "engine/base/status_macros.h"
#include "proto/answer/assignment_answers.h"
#include "proto/answer/read_file.h"
#include "proto/wire/assignment_wire.h"

namespace passung::cli {
namespace {

struct AssignOptions {
  SourceOptions source;
  OutputOptions output;
  std::string profile = "default";
  std::string as_of;
  int32_t candidates = 0;
  int32_t per_mentee = 0;
  int32_t per_opening = 0;
  std::optional<int32_t> per_vacancy;
  std::optional<int32_t> per_employer;
  std::optional<int32_t> per_mentor;
  int32_t stay = 0;
  int32_t congestion = 0;
  std::vector<std::string> groups;
  std::string labels;  // file
  std::vector<std::string> locked;
  std::vector<std::string> forbidden;
  bool stable = false;
  std::string online;  // file
  bool price_limits = false;
  int32_t threads = 1;
};

// "mentees/a" for "a".
std::string Under(absl::string_view collection, absl::string_view name) {
  return name.find('/') != absl::string_view::npos ? std::string(name)
                                                   : absl::StrCat(collection, "/", name);
}

// "MENTEE:VACANCY", ids or names.
absl::Status ReadPairs(absl::string_view option, const std::vector<std::string>& given,
                       google::protobuf::RepeatedPtrField<v1::AssignmentPair>& pairs) {
  for (const std::string& text : given) {
    const std::vector<std::string> parts = absl::StrSplit(text, ':');
    if (parts.size() != 2 || parts[0].empty() || parts[1].empty()) {
      return absl::InvalidArgumentError(
          absl::StrCat(option, ": \"", text, "\" is not MENTEE:VACANCY"));
    }
    v1::AssignmentPair& pair = *pairs.Add();
    pair.set_mentee(Under("mentees", parts[0]));
    pair.set_vacancy(Under("vacancies", parts[1]));
  }
  return absl::OkStatus();
}

// "LABEL:LEAST" or "LABEL:LEAST:MOST".
absl::Status ReadGroups(const std::vector<std::string>& given, v1::AssignmentLimits& limits) {
  for (const std::string& text : given) {
    const std::vector<std::string> parts = absl::StrSplit(text, ':');
    int32_t least = 0;
    int32_t most = 0;
    if (parts.size() < 2 || parts.size() > 3 || !absl::SimpleAtoi(parts[1], &least) ||
        (parts.size() == 3 && !absl::SimpleAtoi(parts[2], &most))) {
      return absl::InvalidArgumentError(
          absl::StrCat("--group: \"", text, "\" is not LABEL:LEAST or LABEL:LEAST:MOST"));
    }
    v1::GroupLimit& group = *limits.add_groups();
    group.set_label(parts[0]);
    group.set_least(least);
    if (parts.size() == 3) group.set_most(most);
  }
  return absl::OkStatus();
}

// Lines "MENTEE,LABEL".
absl::Status ReadLabels(const std::string& path, v1::SolveAssignmentRequest& request) {
  if (path.empty()) return absl::OkStatus();
  PASSUNG_ASSIGN_OR_RETURN(const std::string text, answer::ReadFile(path));
  int number = 0;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    ++number;
    line = absl::StripAsciiWhitespace(line);
    if (line.empty() || line == "mentee,label") continue;
    const std::vector<std::string> parts = absl::StrSplit(line, ',');
    if (parts.size() != 2) {
      return absl::InvalidArgumentError(
          absl::StrCat("--labels: ", path, ", line ", number, ": is not MENTEE,LABEL"));
    }
    v1::MenteeLabel& label = *request.add_labels();
    label.set_mentee(Under("mentees", absl::StripAsciiWhitespace(parts[0])));
    label.set_label(std::string(absl::StripAsciiWhitespace(parts[1])));
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::SolveAssignmentRequest> RequestOf(const AssignOptions& options,
                                                     const Console& console) {
  v1::SolveAssignmentRequest request;
  request.set_profile("profiles/" + options.profile);
  request.set_as_of(options.as_of.empty() ? console.today.ToString() : options.as_of);
  request.set_candidates(options.candidates);
  v1::AssignmentLimits& limits = *request.mutable_limits();
  limits.set_per_mentee(options.per_mentee);
  limits.set_per_opening(options.per_opening);
  if (options.per_vacancy) limits.set_per_vacancy(*options.per_vacancy);
  if (options.per_employer) limits.set_per_employer(*options.per_employer);
  if (options.per_mentor) limits.set_per_mentor(*options.per_mentor);
  limits.set_stay(options.stay);
  limits.set_congestion(options.congestion);
  PASSUNG_RETURN_IF_ERROR(ReadGroups(options.groups, limits));
  PASSUNG_RETURN_IF_ERROR(ReadLabels(options.labels, request));
  PASSUNG_RETURN_IF_ERROR(ReadPairs("--lock", options.locked, *limits.mutable_locked()));
  PASSUNG_RETURN_IF_ERROR(ReadPairs("--forbid", options.forbidden, *limits.mutable_forbidden()));
  if (options.stable) request.set_mode(v1::ASSIGNMENT_MODE_STABLE);
  request.set_price_limits(options.price_limits);
  const bool german = options.output.texts().locale() == text::Locale::kDe;
  request.set_locale(options.output.format == Format::kJson ? options.output.locale()
                     : german                               ? "de"
                                                            : "en");
  return request;
}

// What days are played without.
absl::Status CheckOnline(const AssignOptions& options) {
  if (options.online.empty()) return absl::OkStatus();
  const auto refuse = [](absl::string_view option) {
    return UsageError(absl::StrCat("--online: does not work with ", option));
  };
  if (options.stable) return refuse("--stable");
  if (options.price_limits) return refuse("--price-limits");
  if (!options.labels.empty()) return refuse("--labels");
  if (!options.groups.empty()) return refuse("--group");
  if (!options.locked.empty()) return refuse("--lock");
  if (options.per_employer) return refuse("--per-employer");
  if (options.per_mentor) return refuse("--per-mentor");
  if (options.congestion != 0) return refuse("--congestion");
  if (options.per_mentee > 1) return refuse("--per-mentee");
  return absl::OkStatus();
}

absl::Status RunAssign(const AssignOptions& options, Console& console) {
  PASSUNG_RETURN_IF_ERROR(CheckOnline(options));
  if (options.source.db.empty() && options.source.server.address.empty()) {
    return UsageError("--db or --server must be given");
  }
  PASSUNG_ASSIGN_OR_RETURN(const v1::SolveAssignmentRequest request, RequestOf(options, console));
  PASSUNG_ASSIGN_OR_RETURN(
      const auto source,
      OpenSource(options.source, {.today = console.today, .threads = options.threads}));
  PASSUNG_ASSIGN_OR_RETURN(const v1::SolveAssignmentResponse response, source->Ask(request));
  if (!options.online.empty()) {
    PASSUNG_ASSIGN_OR_RETURN(AssignmentProblem problem,
                             wire::FromProto(response.problem(), "problem"));
    PASSUNG_ASSIGN_OR_RETURN(const OnlineProblem online,
                             WithArrivals(std::move(problem), options.online));
    return ReportOnline(online, options.output, console);
  }
  if (options.output.format == Format::kJson) {
    console.out << ToJson(response);
    return absl::OkStatus();
  }
  PASSUNG_ASSIGN_OR_RETURN(const auto knowledge, source->LoadKnowledge());
  const text::Texts& texts = options.output.texts();
  PASSUNG_ASSIGN_OR_RETURN(const Sheet sheet, SheetOf(response, {texts, *knowledge}));
  if (options.output.format == Format::kCsv) {
    sheet.WriteCsv(console.out);
    return absl::OkStatus();
  }
  sheet.Print(texts, console.width, console.out);
  console.out << AssignmentNotes(response, texts);
  return absl::OkStatus();
}

struct VerifyOptions {
  std::string path;
  OutputOptions output;
};

absl::Status RunVerifyAnswer(const VerifyOptions& options, Console& console) {
  PASSUNG_ASSIGN_OR_RETURN(const std::string json, answer::ReadFile(options.path));
  v1::SolveAssignmentResponse given;
  const auto read = google::protobuf::util::JsonStringToMessage(json, &given);
  if (!read.ok()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "\"", options.path, "\" is no answer of assign in JSON: ", std::string(read.message())));
  }
  v1::VerifyAssignmentRequest request;
  if (given.has_problem()) request.mutable_problem()->Swap(given.mutable_problem());
  if (given.has_assignment()) request.mutable_assignment()->Swap(given.mutable_assignment());
  PASSUNG_ASSIGN_OR_RETURN(const v1::VerifyAssignmentResponse response,
                           answer::CheckAssignment(request));
  if (options.output.format == Format::kJson) {
    console.out << ToJson(response);
  } else if (response.holds()) {
    console.out << options.output.texts().Get("assignment.holds") << "\n";
  }
  if (response.holds()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("the answer does not hold: ", response.fault()));
}

void AddLimitOptions(CLI::App& command, AssignOptions& options) {
  command
      .add_option("--candidates", options.candidates,
                  "Best vacancies of each mentee, at most 1000 (default: 50)")
      ->type_name("N");
  command.add_option("--per-mentee", options.per_mentee, "Proposals of each (default: 1)")
      ->type_name("N");
  command
      .add_option("--per-opening", options.per_opening,
                  "Proposals for each opening of a vacancy (default: 1)")
      ->type_name("N");
  command.add_option("--per-vacancy", options.per_vacancy, "Proposals of a vacancy at most")
      ->type_name("N");
  command.add_option("--per-employer", options.per_employer, "Proposals of an employer at most")
      ->type_name("N");
  command
      .add_option("--per-mentor", options.per_mentor,
                  "Proposals of all mentees of a mentor at most")
      ->type_name("N");
  command
      .add_option("--stay", options.stay,
                  "Propose only what scores more, at most 100000000 (default: 0)")
      ->type_name("SCORE");
  command
      .add_option("--congestion", options.congestion,
                  "What each further round of proposals to a vacancy costs (default: 0)")
      ->type_name("SCORE");
  command.add_option("--group", options.groups, "Least and most proposals of a label; repeatable")
      ->type_name("LABEL:LEAST[:MOST]");
  command.add_option("--labels", options.labels, "Lines MENTEE,LABEL for --group")
      ->type_name("FILE");
  command.add_option("--lock", options.locked, "Propose in any case; repeatable")
      ->type_name("MENTEE:VACANCY");
  command.add_option("--forbid", options.forbidden, "Never propose; repeatable")
      ->type_name("MENTEE:VACANCY");
}

void AddAssignOptions(CLI::App& command, AssignOptions& options) {
  command.add_option("--profile", options.profile, "Profile (default: default)")->type_name("ID");
  command.add_option("--as-of", options.as_of, "Day of facts, law and vacancies (default: today)")
      ->type_name("YYYY-MM-DD");
  AddLimitOptions(command, options);
  command.add_flag("--stable", options.stable,
                   "No two would rather have each other, instead of the greatest total");
  command
      .add_option(
          "--online", options.online,
          "Instead: lines NAME,FIRST,LAST of who comes and goes when; play them day by day,\n"
          "at once and with holding back, against the optimum in hindsight")
      ->type_name("FILE");
  command.add_flag("--price-limits", options.price_limits,
                   "Also what each limit costs of the total score");
  command
      .add_option("--threads", options.threads,
                  "With --db: 1 to 64; the answer does not depend on it (default: 1)")
      ->type_name("N");
}

void AddVerifyAnswer(CLI::App& assign, Action& chosen) {
  CLI::App* command = assign.add_subcommand(
      "verify", "Check an answer of assign (--format json) from itself alone");
  auto options = std::make_shared<VerifyOptions>();
  command->add_option("answer", options->path, "File")->required()->type_name("ANSWER");
  AddOutputOptions(*command, options->output);
  command->callback([&chosen, options] {
    chosen = [options](Console& console) { return RunVerifyAnswer(*options, console); };
  });
}

}  // namespace

void AddAssignCommand(CLI::App& app, Action& chosen) {
  CLI::App* command = app.add_subcommand(
      "assign", "Propose vacancies to everyone at once, with the greatest total score");
  command->footer(
      "Nothing is stored and nobody is told. The JSON holds what the answer was made from and a\n"
      "certificate that nothing is better; `assign verify` checks both.\n\n"
      "Examples:\n"
      "  passung assign --db market.db --format json > answer.json\n"
      "  passung assign verify answer.json\n"
      "  passung assign --db market.db --per-mentee 3 --per-employer 10 --price-limits\n"
      "  passung assign --db market.db --candidates 200 --online arrivals.csv\n"
      "  passung assign --db market.db --lock m000001:v0000007 --forbid m000002:v0000007");
  auto options = std::make_shared<AssignOptions>();
  AddVerifyAnswer(*command, chosen);
  AddOptionalSourceOptions(*command, options->source);
  AddAssignOptions(*command, *options);
  AddOutputOptions(*command, options->output);
  command->callback([&chosen, command, options] {
    if (!command->get_subcommands().empty()) return;
    chosen = [options](Console& console) { return RunAssign(*options, console); };
  });
}

}  // namespace passung::cli
