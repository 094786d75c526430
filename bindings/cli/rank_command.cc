// `passung rank mentees/ID` and its mirror `passung rank-mentees vacancies/ID`.
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
#include "proto/wire/mentee_wire.h"
#include "proto/wire/result_wire.h"

namespace passung::cli {
namespace {

struct RankOptions {
  std::string name;
  SourceOptions source;
  QuestionOptions question;
  OutputOptions output;
  v1::Audience reader = v1::AUDIENCE_UNSPECIFIED;
  bool explain = false;
  bool hints = false;
  bool no_counts = false;
  bool exact_order = false;  // of vacancies only
};

template <class Request>
absl::Status Fill(const RankOptions& options, const Console& console, Request& request) {
  PASSUNG_RETURN_IF_ERROR(
      FillQuestion(options.question, console, options.output.locale(), request));
  FillReader(options.reader, request);
  // A table for other programs has no counts anyway.
  request.set_skip_summary(options.no_counts || options.output.format == Format::kCsv);
  return FillList(options.question, request);
}

// Who is asked about, and whether enough is known of them.
absl::Status PrintMentee(const std::string& name, Date day, const text::Texts& texts,
                         Source& source, const Console& console) {
  PASSUNG_ASSIGN_OR_RETURN(const auto found, GetAs<v1::Mentee>(source, name));
  PASSUNG_ASSIGN_OR_RETURN(const Mentee mentee, wire::FromProto(found));
  PASSUNG_ASSIGN_OR_RETURN(const auto knowledge, source.LoadKnowledge());
  const Card card = CardOf(mentee, day, texts, *knowledge);
  console.out << texts.Get("phrase.rank_vacancies", {{{"mentee", name}, {"date", texts.Day(day)}}})
              << "\n"
              << card.title << " · " << texts.Get("phrase.german", {{{"german", card.who}}})
              << " · " << card.where << "\n";
  const std::string job = PresentJobLine(mentee, day, texts, *knowledge);
  if (!job.empty()) console.out << job << "\n";
  if (IsNearlyEmpty(mentee)) console.out << texts.Get("note.empty_profile") << "\n";
  return absl::OkStatus();
}

// What stands above the hits.
template <class Response>
absl::Status PrintHead(const Response& response, const VersionsUsed& versions,
                       const text::Texts& texts, std::ostream& out) {
  if (response.has_summary()) {
    PASSUNG_ASSIGN_OR_RETURN(const Summary summary, wire::FromProto(response.summary()));
    PrintCounts(summary, texts, out);
  }
  PrintProfile(versions, texts, out);
  return absl::OkStatus();
}

void PrintHits(const std::vector<Hit>& hits, Found found, const RankOptions& options,
               const Console& console) {
  const text::Texts& texts = options.output.texts();
  PrintList(hits, found, texts, console);
  if (!options.explain) return;
  console.out << "\n";
  for (size_t i = 0; i < hits.size(); ++i) {
    PrintExplanation(hits[i], static_cast<int>(i) + 1, texts, console);
  }
}

std::vector<std::string> HintsFor(const std::vector<Hit>& hits, Found found,
                                  const RankOptions& options) {
  const std::string where = options.source.ToArguments();
  const std::string again = absl::StrCat(found == Found::kVacancies ? "rank " : "rank-mentees ",
                                         options.name, " ", where);
  std::vector<std::string> hints;
  if (!hits.empty()) {
    const std::string& other = hits.front().name;
    hints.push_back(found == Found::kVacancies
                        ? absl::StrCat("explain ", options.name, " ", other, " ", where)
                        : absl::StrCat("explain ", other, " ", options.name, " ", where));
    hints.push_back(
        absl::StrCat(found == Found::kVacancies ? "rank-mentees " : "rank ", other, " ", where));
  }
  hints.push_back(absl::StrCat(again, " --class open"));
  hints.push_back(absl::StrCat(again, " --profile near_home"));
  hints.push_back(absl::StrCat(again, " --weight language_fit=3000 --switch reach=flag"));
  hints.push_back(absl::StrCat(again, " --format json"));
  hints.emplace_back("profile show default");
  return hints;
}

// For the person: no counts, no points.
void PrintMenteeList(const std::vector<Hit>& hits, Date day, const RankOptions& options,
                     Console& console) {
  const text::Texts& texts = options.output.texts();
  console.out << texts.Get("phrase.jobs_for_you", {{{"date", texts.Day(day)}}}) << "\n";
  if (!hits.empty() && hits.front().test_data) console.out << texts.Get("note.test_data") << "\n";
  console.out << "\n";
  if (hits.empty()) console.out << texts.Get("mentee.no_match") << "\n";
  for (size_t i = 0; i < hits.size(); ++i) {
    PrintShortForMentee(hits[i], static_cast<int>(i) + 1, texts, console);
    console.out << "\n";
  }
}

// For the employer, from the messages: in this view they are no whole matches.
absl::Status PrintEmployerList(const v1::RankMenteesResponse& response, const RankOptions& options,
                               Source& source, Console& console) {
  const text::Texts& texts = options.output.texts();
  if (options.output.format == Format::kCsv) {
    return UsageError("--format csv has all numbers: it is for mentors");
  }
  PASSUNG_ASSIGN_OR_RETURN(const VersionsUsed versions, wire::FromProto(response.versions()));
  console.out << texts.Get("phrase.rank_mentees",
                           {{{"vacancy", options.name}, {"date", texts.Day(versions.as_of)}}})
              << "\n\n";
  if (response.matches().empty()) console.out << texts.Get("employer.no_match") << "\n";
  for (int i = 0; i < response.matches_size(); ++i) {
    PASSUNG_ASSIGN_OR_RETURN(
        const Card card, MenteeCard(response.matches(i).mentee(), versions.as_of, texts, source));
    console.out << i + 1 << ". ";
    PrintForEmployer(response.matches(i), card, texts, console);
  }
  console.out << texts.Get("note.percentage") << "\n";
  return absl::OkStatus();
}

absl::Status RunRank(const RankOptions& options, Console& console) {
  v1::RankVacanciesRequest request;
  request.set_mentee(options.name);
  PASSUNG_RETURN_IF_ERROR(Fill(options, console, request));
  PASSUNG_ASSIGN_OR_RETURN(*request.mutable_filter(), FilterOf(options.question));
  // A table of ranks for programs is by score.
  request.set_exact_order(options.exact_order || options.output.format == Format::kCsv);
  PASSUNG_ASSIGN_OR_RETURN(LocalSettings settings, SettingsOf(options.question, console));
  PASSUNG_ASSIGN_OR_RETURN(const auto source, OpenSource(options.source, std::move(settings)));
  PASSUNG_ASSIGN_OR_RETURN(const v1::RankVacanciesResponse response, source->Ask(request));
  if (options.output.format == Format::kJson) {
    console.out << ToJson(response);
    return absl::OkStatus();
  }
  const text::Texts& texts = options.output.texts();
  PASSUNG_ASSIGN_OR_RETURN(const auto hits, VacancyHits(response.matches(), texts, *source));
  if (options.output.format == Format::kCsv) {
    WriteListCsv(hits, console.out);
    return absl::OkStatus();
  }
  PASSUNG_ASSIGN_OR_RETURN(const VersionsUsed versions, wire::FromProto(response.versions()));
  if (options.reader == v1::AUDIENCE_MENTEE) {
    PrintMenteeList(hits, versions.as_of, options, console);
    if (response.has_exploration()) console.out << texts.Get("note.explored") << "\n";
    return absl::OkStatus();
  }
  PASSUNG_RETURN_IF_ERROR(PrintMentee(options.name, versions.as_of, texts, *source, console));
  if (!hits.empty() && hits.front().test_data) console.out << texts.Get("note.test_data") << "\n";
  PASSUNG_RETURN_IF_ERROR(PrintHead(response, versions, texts, console.out));
  PrintHits(hits, Found::kVacancies, options, console);
  PrintNotes(versions, texts, console.out);
  if (response.has_exploration()) console.out << texts.Get("note.explored") << "\n";
  if (options.hints) PrintHints(HintsFor(hits, Found::kVacancies, options), texts, console);
  return absl::OkStatus();
}

absl::Status RunRankMentees(const RankOptions& options, Console& console) {
  v1::RankMenteesRequest request;
  request.set_vacancy(options.name);
  PASSUNG_RETURN_IF_ERROR(Fill(options, console, request));
  PASSUNG_ASSIGN_OR_RETURN(LocalSettings settings, SettingsOf(options.question, console));
  PASSUNG_ASSIGN_OR_RETURN(const auto source, OpenSource(options.source, std::move(settings)));
  PASSUNG_ASSIGN_OR_RETURN(const v1::RankMenteesResponse response, source->Ask(request));
  if (options.output.format == Format::kJson) {
    console.out << ToJson(response);
    return absl::OkStatus();
  }
  if (options.reader == v1::AUDIENCE_EMPLOYER) {
    return PrintEmployerList(response, options, *source, console);
  }
  const text::Texts& texts = options.output.texts();
  PASSUNG_ASSIGN_OR_RETURN(const VersionsUsed versions, wire::FromProto(response.versions()));
  PASSUNG_ASSIGN_OR_RETURN(const auto hits,
                           MenteeHits(response.matches(), versions.as_of, texts, *source));
  if (options.output.format == Format::kCsv) {
    WriteListCsv(hits, console.out);
    return absl::OkStatus();
  }
  console.out << texts.Get("phrase.rank_mentees",
                           {{{"vacancy", options.name}, {"date", texts.Day(versions.as_of)}}})
              << "\n";
  PASSUNG_RETURN_IF_ERROR(PrintHead(response, versions, texts, console.out));
  PrintHits(hits, Found::kMentees, options, console);
  PrintNotes(versions, texts, console.out);
  if (options.hints) PrintHints(HintsFor(hits, Found::kMentees, options), texts, console);
  return absl::OkStatus();
}

std::shared_ptr<RankOptions> AddRank(CLI::App& command,
                                     absl::Status (*run)(const RankOptions&, Console&),
                                     const char* name, const Readers& readers, Action& chosen) {
  auto options = std::make_shared<RankOptions>();
  command.add_option(name, options->name)->required()->type_name("NAME");
  AddSourceOptions(command, options->source);
  AddListOptions(command, options->question);
  AddThreadsOption(command, options->question);
  AddQuestionOptions(command, options->question);
  AddReaderOption(command, readers, options->reader);
  command.add_flag("--explain", options->explain,
                   "Show every contribution and every rule of each hit");
  command.add_flag("--no-counts", options->no_counts,
                   "Leave out the counts over everything: the hits alone come many times faster");
  command.add_flag("--hints", options->hints, "Show commands to try next");
  AddOutputOptions(command, options->output);
  command.callback([&chosen, options, run] {
    chosen = [options, run](Console& console) { return run(*options, console); };
  });
  return options;
}

}  // namespace

void AddRankCommand(CLI::App& app, Action& chosen) {
  CLI::App* command = app.add_subcommand("rank", "The best vacancies for a mentee, with reasons");
  command->footer(
      "Examples:\n"
      "  passung rank mentees/m000001 --db market.db --limit 10 --explain\n"
      "  passung rank mentees/m000001 --db market.db --limit 10 --for mentee\n"
      "  passung rank mentees/m000001 --db market.db --class open,later --profile near_home\n"
      "  passung rank mentees/m000001 --db market.db --district 14713,14729 --occupation 813\n"
      "  passung rank mentees/m000001 --db market.db --weight language_fit=3000 --format json");
  const std::shared_ptr<RankOptions> options =
      AddRank(*command, RunRank, "mentee",
              {{"mentee", v1::AUDIENCE_MENTEE}, {"mentor", v1::AUDIENCE_MENTOR}}, chosen);
  AddFilterOptions(*command, options->question);
  command->add_flag("--exact-order", options->exact_order,
                    "By score alone, also from a server that shows near ties in a changing order");
}

void AddRankMenteesCommand(CLI::App& app, Action& chosen) {
  CLI::App* command =
      app.add_subcommand("rank-mentees", "The best mentees for a vacancy: the same numbers");
  command->footer(
      "Examples:\n"
      "  passung rank-mentees vacancies/v0000001 --db market.db --limit 5\n"
      "  passung rank-mentees vacancies/v0000001 --db market.db --limit 5 --for employer\n"
      "  passung rank-mentees vacancies/v0000001 --server localhost:50051 --format csv");
  AddRank(*command, RunRankMentees, "vacancy",
          {{"mentor", v1::AUDIENCE_MENTOR}, {"employer", v1::AUDIENCE_EMPLOYER}}, chosen);
}

}  // namespace passung::cli
