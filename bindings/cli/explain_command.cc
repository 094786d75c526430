// `passung explain mentees/ID vacancies/ID`: one pair with everything.
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "bindings/cli/commands.h"
#include "bindings/cli/hints.h"
#include "bindings/cli/layout.h"
#include "bindings/cli/match_csv.h"
#include "bindings/cli/match_view.h"
#include "bindings/cli/question.h"
#include "bindings/cli/reader.h"
#include "engine/base/status_macros.h"
#include "proto/wire/result_wire.h"

namespace passung::cli {
namespace {

struct ExplainOptions {
  std::string mentee;
  std::string vacancy;
  SourceOptions source;
  QuestionOptions question;
  OutputOptions output;
  v1::Audience reader = v1::AUDIENCE_UNSPECIFIED;
  bool hints = false;
};

absl::Status PrintPair(const Hit& hit, const VersionsUsed& versions, const ExplainOptions& options,
                       const Console& console) {
  const text::Texts& texts = options.output.texts();
  console.out << texts.Get("phrase.explain", {{{"mentee", options.mentee},
                                               {"vacancy", options.vacancy},
                                               {"date", texts.Day(versions.as_of)}}})
              << "\n";
  if (hit.test_data) console.out << texts.Get("note.test_data") << "\n";
  console.out << "\n";
  PrintExplanation(hit, 0, texts, console);
  PrintNotes(versions, texts, console.out);
  if (options.hints) {
    const std::string where = options.source.ToArguments();
    PrintHints({absl::StrCat("rank ", options.mentee, " ", where),
                absl::StrCat("rank-mentees ", options.vacancy, " ", where)},
               texts, console);
  }
  return absl::OkStatus();
}

// For a mentee or an employer: without points and hints.
absl::Status PrintSheet(const v1::ExplainMatchResponse& response, const ExplainOptions& options,
                        Source& source, Console& console) {
  const text::Texts& texts = options.output.texts();
  if (options.reader == v1::AUDIENCE_EMPLOYER) {
    PASSUNG_ASSIGN_OR_RETURN(const VersionsUsed versions, wire::FromProto(response.versions()));
    PASSUNG_ASSIGN_OR_RETURN(const auto card,
                             MenteeCard(options.mentee, versions.as_of, texts, source));
    PrintForEmployer(response.match(), card, texts, console);
    console.out << texts.Get("note.percentage") << "\n";
    return absl::OkStatus();
  }
  google::protobuf::RepeatedPtrField<v1::Match> matches;
  *matches.Add() = response.match();
  PASSUNG_ASSIGN_OR_RETURN(const auto hits, VacancyHits(matches, texts, source));
  PrintForMentee(hits.front(), texts, console);
  return absl::OkStatus();
}

absl::Status RunExplain(const ExplainOptions& options, Console& console) {
  v1::ExplainMatchRequest request;
  request.set_mentee(options.mentee);
  request.set_vacancy(options.vacancy);
  PASSUNG_RETURN_IF_ERROR(
      FillQuestion(options.question, console, options.output.locale(), request));
  FillReader(options.reader, request);
  PASSUNG_ASSIGN_OR_RETURN(LocalSettings settings, SettingsOf(options.question, console));
  PASSUNG_ASSIGN_OR_RETURN(const auto source, OpenSource(options.source, std::move(settings)));
  PASSUNG_ASSIGN_OR_RETURN(const v1::ExplainMatchResponse response, source->Ask(request));
  if (options.output.format == Format::kJson) {
    console.out << ToJson(response);
    return absl::OkStatus();
  }
  const bool has_sheet =
      options.reader == v1::AUDIENCE_MENTEE || options.reader == v1::AUDIENCE_EMPLOYER;
  if (has_sheet && options.output.format == Format::kCsv) {
    return UsageError("--format csv has all numbers: it is for mentors");
  }
  if (has_sheet) return PrintSheet(response, options, *source, console);
  google::protobuf::RepeatedPtrField<v1::Match> matches;
  *matches.Add() = response.match();
  PASSUNG_ASSIGN_OR_RETURN(const auto hits, VacancyHits(matches, options.output.texts(), *source));
  if (options.output.format == Format::kCsv) {
    WriteExplanationCsv(hits.front(), console.out);
    return absl::OkStatus();
  }
  PASSUNG_ASSIGN_OR_RETURN(const VersionsUsed versions, wire::FromProto(response.versions()));
  return PrintPair(hits.front(), versions, options, console);
}

}  // namespace

void AddExplainCommand(CLI::App& app, Action& chosen) {
  CLI::App* command =
      app.add_subcommand("explain", "One mentee and one vacancy: every point and every rule");
  command->footer(
      "Examples:\n"
      "  passung explain mentees/m000001 vacancies/v0000001 --db market.db --lang de\n"
      "  passung explain mentees/m000001 vacancies/v0000001 --db market.db --for mentee\n"
      "  passung explain mentees/m000001 vacancies/v0000001 --db market.db --for employer");
  auto options = std::make_shared<ExplainOptions>();
  command->add_option("mentee", options->mentee)->required()->type_name("mentees/ID");
  command->add_option("vacancy", options->vacancy)->required()->type_name("vacancies/ID");
  AddSourceOptions(*command, options->source);
  AddQuestionOptions(*command, options->question);
  AddReaderOption(*command, AllReaders(), options->reader);
  command->add_flag("--hints", options->hints, "Show commands to try next");
  AddOutputOptions(*command, options->output);
  command->callback([&chosen, options] {
    chosen = [options](Console& console) { return RunExplain(*options, console); };
  });
}

}  // namespace passung::cli
