// `passung steps mentees/ID` and its mirror `passung relaxations vacancies/ID`.
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "bindings/cli/change_view.h"
#include "bindings/cli/commands.h"
#include "bindings/cli/layout.h"
#include "bindings/cli/match_view.h"
#include "bindings/cli/question.h"
#include "engine/base/status_macros.h"
#include "proto/wire/analysis_wire.h"
#include "proto/wire/result_wire.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::cli {
namespace {

struct AnalysisOptions {
  std::string name;
  SourceOptions source;
  QuestionOptions question;
  OutputOptions output;
  int32_t bar_percent = 70;
  int32_t examples = 2;
  int32_t show = 12;
  int32_t bundle = 4;  // most steps of the bundle, of steps alone
  std::string goal = "listed";
  std::vector<std::string> without;
  int32_t offers = 2;
};

constexpr int32_t kScorePerCent = 1'000'000;

template <class Request>
absl::Status FillAnalysis(const AnalysisOptions& options, const Console& console,
                          Request& request) {
  if (options.show < 1) return UsageError("--show: must be at least 1");
  if (options.bar_percent < 0 || options.bar_percent > 100) {
    return UsageError("--bar: must be between 0 and 100 per cent");
  }
  if (options.question.limit == 0) {
    return absl::InvalidArgumentError("limit: 0 is not between 1 and 1000");
  }
  // A line has its sentence also where it is written for other programs.
  const std::string locale = options.output.format == Format::kCsv && options.output.lang.empty()
                                 ? "de"
                                 : options.output.locale();
  PASSUNG_RETURN_IF_ERROR(FillQuestion(options.question, console, locale, request));
  request.set_limit(options.question.limit);
  request.set_bar(options.bar_percent * kScorePerCent);
  request.set_examples(options.examples);
  return absl::OkStatus();
}

// "etwa 24 Wochen", with § where a law says so.
std::string LeadText(const StepResult& result, const text::Texts& texts) {
  constexpr int32_t kDaysAWeek = 7;
  if (result.lead_days == 0) return "";
  const int32_t weeks = (result.lead_days + kDaysAWeek - 1) / kDaysAWeek;
  return absl::StrCat(texts.Get("phrase.weeks", {{{"weeks", texts.Number(weeks)}}}),
                      result.lead_source == LeadSource::kLaw ? " (§)" : "");
}

// "bei voller Anerkennung: 12 Stellen kommen neu infrage."
std::vector<std::string> OutcomeNotes(const StepResult& result, const text::GainScale& scale,
                                      const text::Texts& texts) {
  std::vector<std::string> notes;
  for (const StepOutcome& outcome : result.outcomes) {
    notes.push_back(
        absl::StrCat(text::StepOutcomeText(texts, outcome), ": ",
                     text::GainText(texts, outcome.gain, text::Counted::kVacancies, scale)));
  }
  return notes;
}

template <class Response>
absl::Status PrintHeadOf(const Response& response, const text::Texts& texts,
                         const VersionsUsed& versions, const Console& console) {
  PASSUNG_ASSIGN_OR_RETURN(const ClassCounts before, wire::FromProto(response.before()));
  PrintCounts({.listed = before.listed(),
               .open = before.open,
               .later = before.later,
               .unclear = before.unclear,
               .closed = before.closed},
              texts, console.out);
  PrintProfile(versions, texts, console.out);
  return absl::OkStatus();
}

// "Angebote: Kurs B2, Dresden (ab 01.03.2026) und 3 weitere"; empty for steps that no offer helps with.
std::vector<std::string> OfferNotes(const v1::StepResult& step, const text::Texts& texts) {
  if (!step.has_offers()) return {};
  const v1::StepOffers& offers = step.offers();
  if (offers.offers().empty()) return {texts.Get("phrase.no_step_offer")};
  std::vector<std::string> names;
  for (const v1::StepOffer& offer : offers.offers()) {
    std::string name = offer.title().empty()
                           ? offer.offer()
                           : absl::StrCat(offer.title(), " [", offer.offer(), "]");
    if (offer.full()) absl::StrAppend(&name, " (", texts.Get("phrase.full"), ")");
    const auto start = Date::Parse(offer.start());
    if (start.ok()) {
      name = texts.Get("phrase.offer_from", {{{"offer", name}, {"date", texts.Day(*start)}}});
    }
    names.push_back(std::move(name));
  }
  std::string listed = absl::StrJoin(names, "; ");
  const int64_t more = offers.found() - offers.offers_size();
  if (more > 0) {
    listed =
        texts.Get("phrase.step_offers_more", {{{"offers", listed}, {"more", texts.Number(more)}}});
  }
  return {texts.Get("phrase.step_offers", {{{"offers", listed}}})};
}

// There are offers that lead there, and none fits beside the present job.
bool FitsBesideWork(const v1::StepResult& step) {
  return step.offers().found() > 0 || step.offers().not_beside_work() == 0;
}

absl::Status FillBundle(const AnalysisOptions& options, v1::AnalyzeStepsRequest& request) {
  if (options.offers < 0 || options.offers > 20) {
    return UsageError("--offers: must be between 0 and 20");
  }
  request.set_offers(options.offers);
  if (options.bundle == 0) return absl::OkStatus();
  const auto goal = FromName<StepGoal>(options.goal);
  if (!goal) {
    return UsageError(absl::StrCat("--goal: \"", options.goal,
                                   "\" is not one of: ", absl::StrJoin(Names<StepGoal>(), ", ")));
  }
  v1::BundleQuestion& bundle = *request.mutable_bundle();
  bundle.set_goal(wire::ToProto<v1::StepGoal>(*goal));
  bundle.set_most_steps(options.bundle);
  for (const std::string& name : options.without) {
    const auto act = FromName<Step>(name);
    if (!act || *act == Step::kNone) {
      return UsageError(absl::StrCat("--without: \"", name,
                                     "\" is not one of: ", absl::StrJoin(Names<Step>(), ", ")));
    }
    bundle.add_without(wire::ToProto<v1::Step>(*act));
  }
  return absl::OkStatus();
}

// The steps of the bundle, each with its duration, and what there is to say of them together.
absl::StatusOr<std::vector<std::string>> BundleLines(const v1::AnalyzeStepsResponse& response,
                                                     const AnalysisOptions& options,
                                                     const text::Texts& texts) {
  std::vector<std::string> lines;
  if (!response.has_bundle()) return lines;
  PASSUNG_ASSIGN_OR_RETURN(const StepBundle bundle, wire::FromProto(response.bundle()));
  lines.push_back(texts.Get("phrase.bundle", {{{"most", texts.Number(options.bundle)}}}));
  for (size_t i = 0; i < bundle.steps.size(); ++i) {
    const BundlePart& part = bundle.steps[i];
    const std::string lead =
        LeadText({.lead_days = part.lead_days, .lead_source = part.lead_source}, texts);
    lines.push_back(absl::StrCat("+ ", response.bundle().steps(static_cast<int>(i)).text(),
                                 lead.empty() ? "" : absl::StrCat(" (", lead, ")")));
  }
  for (const std::string& text : response.bundle().texts()) lines.push_back(text);
  return lines;
}

// What tells one report of changes from the other, as keys of texts.
struct ReportWords {
  const char* title;
  const char* subject;  // the parameter of the title that takes its name
  text::Counted counted;
  std::vector<const char*> remarks;     // below the table
  std::vector<std::string> lines = {};  // between table and remarks
};

template <class Response>
absl::Status PrintReport(const std::vector<ChangeLine>& lines, const Response& response,
                         const ReportWords& words, const AnalysisOptions& options, Source& source,
                         const Console& console) {
  if (options.output.format == Format::kCsv) {
    WriteChangesCsv(lines, console.out);
    return absl::OkStatus();
  }
  const text::Texts& texts = options.output.texts();
  PASSUNG_ASSIGN_OR_RETURN(const VersionsUsed versions, wire::FromProto(response.versions()));
  PASSUNG_ASSIGN_OR_RETURN(const ExampleTitles titles,
                           ExampleTitles::Of(lines, words.counted, versions.as_of, texts, source));
  console.out << texts.Get(words.title,
                           {{{words.subject, options.name}, {"date", texts.Day(versions.as_of)}}})
              << "\n";
  PASSUNG_RETURN_IF_ERROR(PrintHeadOf(response, texts, versions, console));
  PrintChanges({.lines = lines,
                .titles = titles,
                .counted = words.counted,
                .scale = {response.limit(), response.bar()},
                .most = static_cast<size_t>(options.show)},
               texts, console);
  for (const std::string& line : words.lines) PrintWrapped(line, console);
  console.out << "\n";
  for (const char* key : words.remarks) PrintWrapped(texts.Get(key), console);
  PrintNotes(versions, texts, console.out);
  return absl::OkStatus();
}

absl::Status RunSteps(const AnalysisOptions& options, Console& console) {
  v1::AnalyzeStepsRequest request;
  request.set_mentee(options.name);
  PASSUNG_RETURN_IF_ERROR(FillAnalysis(options, console, request));
  PASSUNG_ASSIGN_OR_RETURN(*request.mutable_filter(), FilterOf(options.question));
  PASSUNG_RETURN_IF_ERROR(FillBundle(options, request));
  PASSUNG_ASSIGN_OR_RETURN(LocalSettings settings, SettingsOf(options.question, console));
  PASSUNG_ASSIGN_OR_RETURN(const auto source, OpenSource(options.source, std::move(settings)));
  PASSUNG_ASSIGN_OR_RETURN(const v1::AnalyzeStepsResponse response, source->Ask(request));
  if (options.output.format == Format::kJson) {
    console.out << ToJson(response);
    return absl::OkStatus();
  }
  const text::Texts& texts = options.output.texts();
  const text::GainScale scale{response.limit(), response.bar()};
  std::vector<ChangeLine> lines;
  int64_t left_out = 0;
  for (const v1::StepResult& message : response.steps()) {
    if (!FitsBesideWork(message)) {
      ++left_out;
      continue;
    }
    PASSUNG_ASSIGN_OR_RETURN(StepResult result, wire::FromProto(message));
    lines.push_back({.kind = static_cast<int>(result.step.act),
                     .text = message.text(),
                     .lead = LeadText(result, texts),
                     .gain = std::move(result.gain),
                     .notes = OutcomeNotes(result, scale, texts),
                     .offers = OfferNotes(message, texts)});
  }
  PASSUNG_ASSIGN_OR_RETURN(std::vector<std::string> bundle, BundleLines(response, options, texts));
  if (left_out > 0) {
    bundle.push_back(
        texts.Get("phrase.steps_not_beside_work",
                  {{{"n", texts.Number(left_out)}, {"n_raw", absl::StrCat(left_out)}}}));
  }
  return PrintReport(lines, response,
                     {.title = "phrase.steps",
                      .subject = "mentee",
                      .counted = text::Counted::kVacancies,
                      .remarks = {"phrase.steps_columns", "phrase.lead_sources", "note.steps"},
                      .lines = std::move(bundle)},
                     options, *source, console);
}

absl::Status RunRelaxations(const AnalysisOptions& options, Console& console) {
  v1::AnalyzeRelaxationsRequest request;
  request.set_vacancy(options.name);
  PASSUNG_RETURN_IF_ERROR(FillAnalysis(options, console, request));
  PASSUNG_ASSIGN_OR_RETURN(LocalSettings settings, SettingsOf(options.question, console));
  PASSUNG_ASSIGN_OR_RETURN(const auto source, OpenSource(options.source, std::move(settings)));
  PASSUNG_ASSIGN_OR_RETURN(const v1::AnalyzeRelaxationsResponse response, source->Ask(request));
  if (options.output.format == Format::kJson) {
    console.out << ToJson(response);
    return absl::OkStatus();
  }
  std::vector<ChangeLine> lines;
  for (const v1::RelaxationResult& message : response.relaxations()) {
    PASSUNG_ASSIGN_OR_RETURN(RelaxationResult result, wire::FromProto(message));
    lines.push_back({.kind = static_cast<int>(result.relaxation.kind),
                     .text = message.text(),
                     .lead = "",
                     .gain = std::move(result.gain),
                     .notes = {}});
  }
  return PrintReport(lines, response,
                     {.title = "phrase.relaxations",
                      .subject = "vacancy",
                      .counted = text::Counted::kMentees,
                      .remarks = {"phrase.relaxations_columns"}},
                     options, *source, console);
}

std::shared_ptr<AnalysisOptions> AddAnalysis(CLI::App& command,
                                             absl::Status (*run)(const AnalysisOptions&, Console&),
                                             const char* name, Action& chosen) {
  auto options = std::make_shared<AnalysisOptions>();
  command.add_option(name, options->name)->required()->type_name("NAME");
  AddSourceOptions(command, options->source);
  command
      .add_option("--limit", options->question.limit,
                  "How many of the best make up the list that may be entered, 1 to 1000 (default: "
                  "20)")
      ->type_name("K");
  command
      .add_option("--bar", options->bar_percent,
                  "From how many per cent on it is a good fit (default: 70)")
      ->type_name("PERCENT");
  command
      .add_option("--examples", options->examples, "Examples of each line, 0 to 20 (default: 2)")
      ->type_name("N");
  command.add_option("--show", options->show, "Most lines of the table (default: 12)")
      ->type_name("N");
  AddThreadsOption(command, options->question);
  AddQuestionOptions(command, options->question);
  AddOutputOptions(command, options->output);
  command.callback([&chosen, options, run] {
    chosen = [options, run](Console& console) { return run(*options, console); };
  });
  return options;
}

}  // namespace

void AddStepsCommand(CLI::App& app, Action& chosen) {
  CLI::App* command = app.add_subcommand(
      "steps",
      "What single steps of a mentee would open: German, recognition, licences, the way …");
  command->footer(
      "Examples:\n"
      "  passung steps mentees/m000001 --db market.db\n"
      "  passung steps mentees/m000001 --db market.db --bar 80 --district 14713 --lang en\n"
      "  passung steps mentees/m000001 --db market.db --bundle 3 --goal open --without move_home\n"
      "  passung steps mentees/m000001 --server localhost:8090 --format json");
  const auto options = AddAnalysis(*command, RunSteps, "mentee", chosen);
  AddFilterOptions(*command, options->question);
  command
      ->add_option("--bundle", options->bundle,
                   "Most steps of the best bundle, 1 to 4; 0: none is looked for (default: 4)")
      ->type_name("N");
  command
      ->add_option("--goal", options->goal,
                   "What the bundle is to bring most of: vacancies that become listed, or open, or "
                   "enter the top (default: listed)")
      ->type_name("listed|open|top");
  command
      ->add_option("--without", options->without,
                   "An act that is out of the question in a bundle, such as move_home")
      ->type_name("STEP")
      ->take_all();
  command->add_option("--offers", options->offers, "Offers of each step, 0 to 20 (default: 2)")
      ->type_name("N");
}

void AddRelaxationsCommand(CLI::App& app, Action& chosen) {
  CLI::App* command = app.add_subcommand(
      "relaxations", "Whom it would bring if a vacancy asked less, or offered more");
  command->footer(
      "Examples:\n"
      "  passung relaxations vacancies/v0000001 --db market.db\n"
      "  passung relaxations vacancies/v0000001 --db market.db --bar 60 --format csv");
  AddAnalysis(*command, RunRelaxations, "vacancy", chosen);
}

}  // namespace passung::cli
