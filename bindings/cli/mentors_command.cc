// `passung mentors mentees/ID`: who could look after somebody.
#include <memory>

#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "bindings/cli/card.h"
#include "bindings/cli/commands.h"
#include "bindings/cli/layout.h"
#include "bindings/cli/source.h"
#include "engine/base/status_macros.h"
#include "passung/suggestion.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::cli {
namespace {

struct MentorsOptions {
  std::string mentee;
  SourceOptions source;
  OutputOptions output;
  std::string as_of;
  int32_t limit = 0;
  bool include_full = false;
  bool explain = false;
};

std::vector<std::string> ReasonsOf(const v1::MentorSuggestion& suggestion,
                                   const text::Texts& texts) {
  std::vector<std::string> reasons;
  for (const v1::SuggestionPart& part : suggestion.parts()) {
    const auto criterion = wire::FromProto<SuggestionCriterion>(part.criterion(), "criterion");
    if (!criterion.ok()) continue;
    reasons.push_back(absl::StrCat(texts.Of(*criterion), ": ", part.points(), " × ", part.weight(),
                                   " = ", texts.Number(part.contribution()), ". ", part.text()));
  }
  return reasons;
}

void PrintMentors(const v1::RankMentorsResponse& response, const MentorsOptions& options,
                  const Knowledge& knowledge, const Console& console) {
  const text::Texts& texts = options.output.texts();
  Table table({{texts.Get("table.id"), Align::kLeft, 24},
               {texts.Get("table.score"), Align::kRight},
               {texts.Get("table.caseload"), Align::kRight},
               {texts.Get("table.district"), Align::kLeft, 24},
               {texts.Get("table.languages"), Align::kLeft, 24},
               {texts.Get("table.mentor")}},
              console.width);
  for (const v1::MentorSuggestion& suggestion : response.mentors()) {
    const v1::Mentor& mentor = suggestion.mentor();
    table.Add({mentor.name(), texts.Score(suggestion.score()),
               absl::StrCat(suggestion.caseload(), mentor.has_capacity() ? "/" : "",
                            mentor.has_capacity() ? absl::StrCat(mentor.capacity()) : ""),
               DistrictsOf(mentor.districts(), texts, knowledge),
               absl::StrJoin(mentor.languages(), " "), mentor.display_name()},
              options.explain ? ReasonsOf(suggestion, texts) : std::vector<std::string>());
  }
  table.Print(console.out);
}

absl::Status RunMentors(const MentorsOptions& options, Console& console) {
  v1::RankMentorsRequest request;
  request.set_mentee(options.mentee);
  request.set_limit(options.limit);
  request.set_include_full(options.include_full);
  request.set_as_of(options.as_of.empty() ? console.today.ToString() : options.as_of);
  request.set_locale(options.output.locale());
  PASSUNG_ASSIGN_OR_RETURN(const auto source, OpenSource(options.source, {.today = console.today}));
  PASSUNG_ASSIGN_OR_RETURN(const v1::RankMentorsResponse response, source->Ask(request));
  if (options.output.format == Format::kJson) {
    console.out << ToJson(response);
    return absl::OkStatus();
  }
  const text::Texts& texts = options.output.texts();
  if (options.output.format == Format::kCsv) {
    console.out << CsvLine({"mentor", "score", "caseload", "full"});
    for (const v1::MentorSuggestion& suggestion : response.mentors()) {
      console.out << CsvLine({suggestion.mentor().name(), absl::StrCat(suggestion.score()),
                              absl::StrCat(suggestion.caseload()),
                              suggestion.full() ? "true" : "false"});
    }
    return absl::OkStatus();
  }
  PASSUNG_ASSIGN_OR_RETURN(const Date as_of, Date::Parse(response.versions().as_of()));
  console.out << texts.Get("phrase.mentors",
                           {{{"mentee", options.mentee}, {"date", texts.Day(as_of)}}})
              << "\n";
  if (response.mentors().empty() && response.full() == 0) {
    console.out << texts.Get("phrase.no_mentors") << "\n";
    return absl::OkStatus();
  }
  PASSUNG_ASSIGN_OR_RETURN(const auto knowledge, source->LoadKnowledge());
  PrintMentors(response, options, *knowledge, console);
  if (response.full() > 0) {
    console.out << texts.Get("phrase.full_mentors", {{{"count", absl::StrCat(response.full())}}})
                << "\n";
  }
  console.out << texts.Get("note.list") << "\n";
  return absl::OkStatus();
}

}  // namespace

void AddMentorsCommand(CLI::App& app, Action& chosen) {
  CLI::App* command = app.add_subcommand("mentors", "Mentors who could look after a mentee");
  command->footer(
      "Examples:\n"
      "  passung mentors mentees/m000001 --db market.db --explain\n"
      "  passung mentors mentees/m000001 --db market.db --include-full --format csv");
  auto options = std::make_shared<MentorsOptions>();
  command->add_option("mentee", options->mentee)->required()->type_name("NAME");
  AddSourceOptions(*command, options->source);
  command->add_option("--limit", options->limit, "Mentors, at most 1000 (default: 20)")
      ->type_name("N");
  command->add_flag("--include-full", options->include_full, "Also those who have no room");
  command->add_option("--as-of", options->as_of, "Day of facts (default: today)")
      ->type_name("YYYY-MM-DD");
  command->add_flag("--explain", options->explain, "Show every part of the score");
  AddOutputOptions(*command, options->output);
  command->callback([&chosen, options] {
    chosen = [options](Console& console) { return RunMentors(*options, console); };
  });
}

}  // namespace passung::cli
