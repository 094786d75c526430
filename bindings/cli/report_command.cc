// `passung report NAME`: figures over many people.
#include <memory>
#include <utility>

#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/str_cat.h"
#include "bindings/cli/commands.h"
#include "bindings/cli/layout.h"
#include "bindings/cli/report_sheet.h"
#include "bindings/cli/source.h"
#include "engine/base/status_macros.h"
#include "passung/course_plan.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::cli {
namespace {

struct ReportOptions {
  std::string name;
  SourceOptions source;
  OutputOptions output;
  bool csv = false;
  std::string profile = "default";
  std::string as_of;
  std::optional<int32_t> bar;
  int32_t limit = 0;
  std::string goal;
  int32_t courses = 0;
  int32_t places = 0;
  bool only_offered = false;
  int32_t threads = 1;
  std::string from;
  std::string until;

  bool tells_of_outcomes() const { return name == "programme" || name == "worked"; }
  Format format() const { return csv ? Format::kCsv : output.format; }
};

// What all reports are asked with, as far as they take it.
template <class Request>
Request RequestFor(const ReportOptions& options, const Console& console) {
  Request request;
  if constexpr (requires { request.set_profile(""); }) {
    request.set_profile("profiles/" + options.profile);
    request.set_as_of(options.as_of.empty() ? console.today.ToString() : options.as_of);
  }
  if constexpr (requires { request.set_until(""); }) {
    request.set_from(options.from);
    request.set_until(options.until.empty() ? console.today.ToString() : options.until);
  }
  if constexpr (requires { request.set_bar(0); }) {
    if (options.bar) request.set_bar(*options.bar);
  }
  if constexpr (requires { request.set_limit(0); }) request.set_limit(options.limit);
  if constexpr (requires { request.set_locale(""); }) {
    // The words of a spreadsheet stand beside its data, too.
    const bool german = options.output.texts().locale() == text::Locale::kDe;
    request.set_locale(options.format() == Format::kJson ? options.output.locale()
                       : german                          ? "de"
                                                         : "en");
  }
  return request;
}

template <class Request>
absl::Status Report(const Request& request, const ReportOptions& options, Source& source,
                    Console& console) {
  PASSUNG_ASSIGN_OR_RETURN(const auto response, source.Ask(request));
  if (options.format() == Format::kJson) {
    console.out << ToJson(response);
    return absl::OkStatus();
  }
  PASSUNG_ASSIGN_OR_RETURN(const auto knowledge, source.LoadKnowledge());
  const text::Texts& texts = options.output.texts();
  const Sheet sheet = SheetOf(response, {texts, *knowledge});
  if (options.format() == Format::kCsv) {
    sheet.WriteCsv(console.out);
    return absl::OkStatus();
  }
  sheet.Print(texts, console.width, console.out);
  console.out << texts.Get("note.few") << "\n";
  if (options.tells_of_outcomes()) console.out << texts.Get("note." + options.name) << "\n";
  return absl::OkStatus();
}

absl::Status ReportCourses(const ReportOptions& options, Source& source, Console& console) {
  auto request = RequestFor<v1::PlanCoursesRequest>(options, console);
  if (!options.goal.empty()) {
    request.set_goal(wire::ToProto<v1::PlanGoal>(*FromName<PlanGoal>(options.goal)));
  }
  request.set_courses(options.courses);
  request.set_places(options.places);
  request.set_only_offered(options.only_offered);
  return Report(request, options, source, console);
}

// An option that the report does not take is a mistake, not something to pass over.
absl::Status CheckReportOptions(const ReportOptions& options) {
  const auto only_for = [&](bool given, absl::string_view option, absl::string_view one,
                            absl::string_view other) -> absl::Status {
    if (!given || options.name == one || options.name == other) return absl::OkStatus();
    return absl::InvalidArgumentError(
        absl::StrCat(option, ": the report ", options.name, " does not take it, only ", one,
                     one == other ? "" : " and ", one == other ? "" : other));
  };
  const bool plans =
      !options.goal.empty() || options.courses != 0 || options.places != 0 || options.only_offered;
  PASSUNG_RETURN_IF_ERROR(
      only_for(plans, "--goal, --courses, --places, --only-offered", "courses", "courses"));
  PASSUNG_RETURN_IF_ERROR(only_for(options.limit != 0, "--limit", "adequacy", "employers"));
  PASSUNG_RETURN_IF_ERROR(only_for(!options.from.empty() || !options.until.empty(),
                                   "--from, --until", "programme", "worked"));
  const bool judges = options.profile != "default" || !options.as_of.empty();
  if (judges && options.tells_of_outcomes()) {
    return absl::InvalidArgumentError(
        absl::StrCat("--profile, --as-of: the report ", options.name, " does not take them"));
  }
  if (options.bar && (options.name == "adequacy" || options.tells_of_outcomes())) {
    return absl::InvalidArgumentError(
        absl::StrCat("--bar: the report ", options.name, " does not take it"));
  }
  return absl::OkStatus();
}

absl::Status RunReport(const ReportOptions& options, Console& console) {
  PASSUNG_RETURN_IF_ERROR(CheckReportOptions(options));
  PASSUNG_ASSIGN_OR_RETURN(
      const auto source,
      OpenSource(options.source, {.today = console.today, .threads = options.threads}));
  const auto report = [&](const auto& request) {
    return Report(request, options, *source, console);
  };
  if (options.name == "stumbling-blocks") {
    return report(RequestFor<v1::ListStumblingBlocksRequest>(options, console));
  }
  if (options.name == "adequacy") {
    return report(RequestFor<v1::ReportAdequacyRequest>(options, console));
  }
  if (options.name == "unmatched") {
    return report(RequestFor<v1::ListUnmatchedMenteesRequest>(options, console));
  }
  if (options.name == "employers") {
    return report(RequestFor<v1::ListEmployersToCallRequest>(options, console));
  }
  if (options.name == "programme") {
    return report(RequestFor<v1::ReportProgrammeRequest>(options, console));
  }
  if (options.name == "worked") {
    return report(RequestFor<v1::ReportWhatWorkedRequest>(options, console));
  }
  return ReportCourses(options, *source, console);
}

void AddReportOptions(CLI::App& command, ReportOptions& options) {
  command.add_option("--profile", options.profile, "Profile (default: default)")->type_name("ID");
  command.add_option("--as-of", options.as_of, "Day of facts, law and vacancies (default: today)")
      ->type_name("YYYY-MM-DD");
  command
      .add_option("--bar", options.bar,
                  "Least score of a good vacancy, at most 100000000 (default: 70000000)")
      ->type_name("SCORE");
  command
      .add_option("--limit", options.limit,
                  "adequacy: vacancies of each person; employers: how many (default: 20)")
      ->type_name("N");
  command.add_option("--goal", options.goal, "courses: bring most openings, or people")
      ->check(CLI::IsMember({"openings", "people"}).description(""))
      ->type_name("GOAL");
  command.add_option("--courses", options.courses, "courses: how many, at most 20 (default: 5)")
      ->type_name("N");
  command
      .add_option("--places", options.places,
                  "courses: places in one that is to be set up (default: as many as want)")
      ->type_name("N");
  command
      .add_option("--from", options.from,
                  "programme, worked: first day (default: 1 January of the year of --until)")
      ->type_name("YYYY-MM-DD");
  command.add_option("--until", options.until, "programme, worked: last day (default: today)")
      ->type_name("YYYY-MM-DD");
  command.add_flag("--only-offered", options.only_offered, "courses: only offers that are there");
  command
      .add_option("--threads", options.threads,
                  "With --db: 1 to 64; the answer does not depend on it (default: 1)")
      ->type_name("N");
  command.add_flag("--csv", options.csv, "The same as --format csv");
}

}  // namespace

void AddReportCommand(CLI::App& app, Action& chosen) {
  CLI::App* command = app.add_subcommand("report", "Figures over all mentees, as tables or CSV");
  command->footer(
      "stumbling-blocks  good vacancies that rules close, by district and rule\n"
      "adequacy          how adequate the best vacancies are, by district\n"
      "unmatched         who has no good match, and why\n"
      "employers         which employers to call for them\n"
      "courses           which courses, where and when, would open most\n"
      "programme         what became of suggestions in a time, by kind, district and who says so\n"
      "worked            gap by gap: how far those came before whom it stood\n\n"
      "Figures that tell of fewer than five people are left out.\n\n"
      "Examples:\n"
      "  passung report stumbling-blocks --db market.db\n"
      "  passung report courses --db market.db --goal people --places 20\n"
      "  passung report programme --db market.db --from 2026-01-01 --until 2026-06-30 --csv\n"
      "  passung report employers --db market.db --csv > calls.csv");
  auto options = std::make_shared<ReportOptions>();
  command->add_option("name", options->name, "Which report")
      ->required()
      ->check(CLI::IsMember({"stumbling-blocks", "adequacy", "unmatched", "employers", "courses",
                             "programme", "worked"})
                  .description(""))
      ->type_name("REPORT");
  AddSourceOptions(*command, options->source);
  AddReportOptions(*command, *options);
  AddOutputOptions(*command, options->output);
  command->callback([&chosen, options] {
    chosen = [options](Console& console) { return RunReport(*options, console); };
  });
}

}  // namespace passung::cli
