// `passung why-not`, `stability`, `questions` and `first-days`: what a mentor asks about a list.
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "bindings/cli/commands.h"
#include "bindings/cli/layout.h"
#include "bindings/cli/match_view.h"
#include "bindings/cli/question.h"
#include "bindings/cli/source.h"
#include "engine/base/status_macros.h"
#include "proto/text/vacancy_label.h"
#include "proto/wire/insight_wire.h"
#include "proto/wire/result_wire.h"
#include "proto/wire/vacancy_wire.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::cli {
namespace {

struct InsightOptions {
  std::string mentee;
  std::string vacancy;  // of why-not
  SourceOptions source;
  QuestionOptions question;
  OutputOptions output;
};

// Lines carry their sentence also where they are written for other programs.
template <class Request>
absl::StatusOr<std::unique_ptr<Source>> Prepare(const InsightOptions& options,
                                                const Console& console, Request& request) {
  if (options.question.limit == 0) {
    return absl::InvalidArgumentError("limit: 0 is not between 1 and 1000");
  }
  const bool is_csv = options.output.format == Format::kCsv;
  const std::string locale = is_csv && options.output.lang.empty() ? "de" : options.output.locale();
  PASSUNG_RETURN_IF_ERROR(FillQuestion(options.question, console, locale, request));
  request.set_mentee(options.mentee);
  request.set_limit(options.question.limit);
  PASSUNG_ASSIGN_OR_RETURN(LocalSettings settings, SettingsOf(options.question, console));
  return OpenSource(options.source, std::move(settings));
}

// Asks, and writes the answer as it is where that is wanted: then there is nothing left to print.
template <class Response, class Request>
absl::StatusOr<std::optional<Response>> AskOrWrite(const InsightOptions& options, Console& console,
                                                   Request request) {
  PASSUNG_ASSIGN_OR_RETURN(const auto source, Prepare(options, console, request));
  PASSUNG_ASSIGN_OR_RETURN(Response response, source->Ask(request));
  if (options.output.format != Format::kJson) return std::optional<Response>(std::move(response));
  console.out << ToJson(response);
  return std::optional<Response>();
}

void PrintTitle(absl::string_view key, const InsightOptions& options, const VersionsUsed& versions,
                const Console& console) {
  const text::Texts& texts = options.output.texts();
  console.out << texts.Get(key, {{{"mentee", options.mentee},
                                  {"vacancy", options.vacancy},
                                  {"limit", texts.Number(options.question.limit)},
                                  {"date", texts.Day(versions.as_of)}}})
              << "\n\n";
}

void PrintLine(absl::string_view line, const Console& console, int indent = 0) {
  for (const std::string& part : Wrap(line, console.width - indent)) {
    console.out << std::string(static_cast<size_t>(indent), ' ') << part << "\n";
  }
}

absl::Status RunWhyNot(const InsightOptions& options, Console& console) {
  v1::ExplainAbsenceRequest request;
  request.set_vacancy(options.vacancy);
  PASSUNG_ASSIGN_OR_RETURN(const auto response, AskOrWrite<v1::ExplainAbsenceResponse>(
                                                    options, console, std::move(request)));
  if (!response) return absl::OkStatus();
  if (options.output.format == Format::kCsv) {
    console.out << CsvLine(
        {"vacancy", "place", "listed", "rank_of_all", "all", "points_missing", "score", "text"});
    for (const std::string& line : response->texts()) {
      console.out << CsvLine({options.vacancy, absl::StrCat(response->place()),
                              absl::StrCat(response->listed()),
                              absl::StrCat(response->rank_of_all()), absl::StrCat(response->all()),
                              absl::StrCat(response->points_missing()),
                              absl::StrCat(response->match().score()), line});
    }
    return absl::OkStatus();
  }
  PASSUNG_ASSIGN_OR_RETURN(const VersionsUsed versions, wire::FromProto(response->versions()));
  PrintTitle("phrase.why_not", options, versions, console);
  for (const std::string& line : response->texts()) PrintLine(line, console);
  console.out << "\n";
  PrintLine(options.output.texts().Get("note.weights"), console);
  PrintNotes(versions, options.output.texts(), console.out);
  return absl::OkStatus();
}

absl::Status RunStability(const InsightOptions& options, Console& console) {
  PASSUNG_ASSIGN_OR_RETURN(
      const auto response,
      AskOrWrite<v1::AnalyzeStabilityResponse>(options, console, v1::AnalyzeStabilityRequest()));
  if (!response) return absl::OkStatus();
  if (options.output.format == Format::kCsv) {
    console.out << CsvLine({"criterion", "weight", "least", "most", "text"});
    for (const v1::WeightStability& message : response->criteria()) {
      PASSUNG_ASSIGN_OR_RETURN(const WeightStability of, wire::FromProto(message));
      console.out << CsvLine({std::string(Name(of.criterion)), absl::StrCat(of.weight),
                              absl::StrCat(of.least), absl::StrCat(of.most), message.text()});
    }
    return absl::OkStatus();
  }
  PASSUNG_ASSIGN_OR_RETURN(const VersionsUsed versions, wire::FromProto(response->versions()));
  const text::Texts& texts = options.output.texts();
  PrintTitle("phrase.stability", options, versions, console);
  for (const v1::WeightStability& message : response->criteria()) {
    PrintLine(message.text(), console);
  }
  if (response->nearest() != v1::CRITERION_UNSPECIFIED) {
    PASSUNG_ASSIGN_OR_RETURN(const CriterionKey nearest,
                             wire::FromProto<CriterionKey>(response->nearest(), "nearest"));
    console.out << "\n" << texts.Get("phrase.nearest", {{{"criterion", texts.Of(nearest)}}});
  }
  console.out << "\n";
  PrintLine(texts.Get("note.weights"), console);
  PrintNotes(versions, texts, console.out);
  return absl::OkStatus();
}

absl::Status RunQuestions(const InsightOptions& options, Console& console) {
  PASSUNG_ASSIGN_OR_RETURN(
      const auto response,
      AskOrWrite<v1::AnalyzeUnknownsResponse>(options, console, v1::AnalyzeUnknownsRequest()));
  if (!response) return absl::OkStatus();
  if (options.output.format == Format::kCsv) {
    console.out << CsvLine({"fact", "answers", "places", "at_once", "text"});
    for (const v1::NextQuestion& message : response->questions()) {
      PASSUNG_ASSIGN_OR_RETURN(const NextQuestion question, wire::FromProto(message));
      console.out << CsvLine({std::string(Name(question.fact)), absl::StrCat(question.answers),
                              absl::StrCat(question.places), absl::StrCat(question.at_once),
                              message.text()});
    }
    return absl::OkStatus();
  }
  PASSUNG_ASSIGN_OR_RETURN(const VersionsUsed versions, wire::FromProto(response->versions()));
  const text::Texts& texts = options.output.texts();
  PrintTitle("phrase.questions", options, versions, console);
  for (const v1::NextQuestion& message : response->questions()) {
    PrintLine(message.text(), console);
  }
  if (response->questions().empty()) PrintLine(texts.Get("phrase.no_questions"), console);
  console.out << "\n";
  if (!response->hits().empty()) PrintLine(texts.Get("phrase.uncertain_hits"), console);
  for (const v1::UncertainHit& hit : response->hits()) {
    PrintLine(absl::StrCat(hit.place(), ". ", hit.text()), console);
  }
  PrintNotes(versions, texts, console.out);
  return absl::OkStatus();
}

// What people call it, and the name by which to ask for it.
absl::Status PrintDayHits(const v1::FirstDayGroup& group, const text::Texts& texts, Source& source,
                          const Console& console) {
  PASSUNG_ASSIGN_OR_RETURN(const auto knowledge, source.LoadKnowledge());
  for (const v1::FirstDayHit& hit : group.best()) {
    const v1::Match& match = hit.match();
    PASSUNG_ASSIGN_OR_RETURN(const auto message, GetAs<v1::Vacancy>(source, match.vacancy()));
    PASSUNG_ASSIGN_OR_RETURN(const Vacancy vacancy, wire::FromProto(message));
    const std::string label = text::VacancyLabel(vacancy, match.occupation_index(),
                                                 match.place_index(), texts, *knowledge);
    PrintLine(absl::StrCat(texts.Score(match.score()), "  ", label, label.empty() ? "" : " ", "(",
                           match.vacancy(), ")"),
              console, 2);
  }
  return absl::OkStatus();
}

absl::Status RunFirstDays(const InsightOptions& options, Console& console) {
  v1::RankByFirstDayRequest request;
  PASSUNG_ASSIGN_OR_RETURN(const auto source, Prepare(options, console, request));
  PASSUNG_ASSIGN_OR_RETURN(const v1::RankByFirstDayResponse response, source->Ask(request));
  if (options.output.format == Format::kJson) {
    console.out << ToJson(response);
    return absl::OkStatus();
  }
  const text::Texts& texts = options.output.texts();
  if (options.output.format == Format::kCsv) {
    console.out << CsvLine({"day", "vacancy", "score", "class_then", "lead_days"});
    for (const v1::FirstDayGroup& message : response.groups()) {
      PASSUNG_ASSIGN_OR_RETURN(const FirstDayGroup group, wire::FromProto(message));
      for (const FirstDayHit& hit : group.best) {
        console.out << CsvLine({group.day.ToString(),
                                absl::StrCat("vacancies/", hit.match.vacancy.value),
                                absl::StrCat(hit.match.score), std::string(Name(hit.class_then)),
                                absl::StrCat(hit.lead_days)});
      }
    }
    return absl::OkStatus();
  }
  PASSUNG_ASSIGN_OR_RETURN(const VersionsUsed versions, wire::FromProto(response.versions()));
  PrintTitle("phrase.first_days", options, versions, console);
  for (const v1::FirstDayGroup& group : response.groups()) {
    PrintLine(group.text(), console);
    PASSUNG_RETURN_IF_ERROR(PrintDayHits(group, texts, *source, console));
  }
  console.out << "\n";
  PrintLine(texts.Get("phrase.without_day", {{{"count", texts.Number(response.without_day())}}}),
            console);
  PrintNotes(versions, texts, console.out);
  return absl::OkStatus();
}

using RunInsight = absl::Status (*)(const InsightOptions&, Console&);

std::shared_ptr<InsightOptions> AddInsight(CLI::App& command, RunInsight run, Action& chosen) {
  auto options = std::make_shared<InsightOptions>();
  command.add_option("mentee", options->mentee)->required()->type_name("mentees/ID");
  AddSourceOptions(command, options->source);
  command
      .add_option("--limit", options->question.limit,
                  "How many of the best make up the list, 1 to 1000 (default: 20)")
      ->type_name("K");
  AddQuestionOptions(command, options->question);
  AddOutputOptions(command, options->output);
  command.callback([&chosen, options, run] {
    chosen = [options, run](Console& console) { return run(*options, console); };
  });
  return options;
}

}  // namespace

void AddWhyNotCommand(CLI::App& app, Action& chosen) {
  CLI::App* command = app.add_subcommand(
      "why-not", "Why a vacancy is not among the first of a mentee, and what would bring it there");
  command->footer(
      "Example:\n"
      "  passung why-not mentees/m000001 vacancies/v0000001 --db market.db --limit 20");
  const auto options = AddInsight(*command, RunWhyNot, chosen);
  command->add_option("vacancy", options->vacancy)->required()->type_name("vacancies/ID");
}

void AddStabilityCommand(CLI::App& app, Action& chosen) {
  CLI::App* command = app.add_subcommand(
      "stability", "How far each weight can be changed before the first vacancies change");
  command->footer("Example:\n  passung stability mentees/m000001 --db market.db --limit 10");
  AddInsight(*command, RunStability, chosen);
}

void AddQuestionsCommand(CLI::App& app, Action& chosen) {
  CLI::App* command =
      app.add_subcommand("questions", "What is not known of a mentee, and what to ask first");
  command->footer("Example:\n  passung questions mentees/m000001 --db market.db --lang de");
  AddInsight(*command, RunQuestions, chosen);
}

void AddFirstDaysCommand(CLI::App& app, Action& chosen) {
  CLI::App* command =
      app.add_subcommand("first-days", "From when on vacancies are possible for a mentee");
  command->footer("Example:\n  passung first-days mentees/m000001 --db market.db --limit 5");
  AddInsight(*command, RunFirstDays, chosen);
}

}  // namespace passung::cli
