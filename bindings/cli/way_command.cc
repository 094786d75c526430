// `passung way mentees/ID vacancies/ID`: the cheapest steps that make a vacancy possible.
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "bindings/cli/commands.h"
#include "bindings/cli/layout.h"
#include "bindings/cli/match_view.h"
#include "bindings/cli/question.h"
#include "engine/base/status_macros.h"
#include "proto/wire/insight_wire.h"
#include "proto/wire/result_wire.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::cli {
namespace {

constexpr int32_t kScoreOfOnePercent = 1'000'000;

struct WayOptions {
  std::string mentee;
  std::string vacancy;
  std::string by = "days";
  std::vector<std::string> prices;  // learn_german=90:0
  int32_t percent = 0;
  int32_t most_steps = 3;
  SourceOptions source;
  QuestionOptions question;
  OutputOptions output;
};

absl::Status AddPrice(const std::string& text, v1::FindCheapestWayRequest& request) {
  const std::pair<std::string, std::string> parts = absl::StrSplit(text, absl::MaxSplits('=', 1));
  const std::pair<std::string, std::string> amounts =
      absl::StrSplit(parts.second, absl::MaxSplits(':', 1));
  int32_t days = 0;
  int32_t euros = 0;
  const auto act = FromName<Step>(parts.first);
  if (!act || *act == Step::kNone || !absl::SimpleAtoi(amounts.first, &days) ||
      !absl::SimpleAtoi(amounts.second, &euros)) {
    return UsageError(absl::StrCat("--price: \"", text,
                                   "\" is not of the form STEP=DAYS:EUROS, the step one of: ",
                                   absl::StrJoin(Names<Step>(), ", ")));
  }
  *request.add_prices() = wire::ToProto(StepPrice{.act = *act, .days = days, .euros = euros});
  return absl::OkStatus();
}

absl::StatusOr<v1::FindCheapestWayRequest> RequestOf(const WayOptions& options,
                                                     const Console& console) {
  v1::FindCheapestWayRequest request;
  PASSUNG_RETURN_IF_ERROR(
      FillQuestion(options.question, console, options.output.locale(), request));
  request.set_mentee(options.mentee);
  request.set_vacancy(options.vacancy);
  const auto by = FromName<CheapestBy>(options.by);
  if (!by) {
    return UsageError(absl::StrCat("--by: \"", options.by, "\" is not one of: days, euros"));
  }
  request.set_by(wire::ToProto<v1::CheapestBy>(*by));
  if (options.percent < 0 || options.percent > 100) {
    return UsageError("--bar: must be between 0 and 100 per cent");
  }
  request.set_min_score(options.percent * kScoreOfOnePercent);
  // In a request 0 stands for "as usual".
  if (options.most_steps == 0) return UsageError("--most-steps: must be between 1 and 4");
  request.set_most_steps(options.most_steps);
  for (const std::string& price : options.prices) {
    PASSUNG_RETURN_IF_ERROR(AddPrice(price, request));
  }
  return request;
}

void WriteWayCsv(const v1::FindCheapestWayResponse& response, Console& console) {
  console.out << CsvLine({"step", "days", "euros", "text"});
  for (const v1::PricedStep& step : response.plan().steps()) {
    console.out << CsvLine({v1::Step_Name(step.step().act()), absl::StrCat(step.days()),
                            absl::StrCat(step.euros()), step.text()});
  }
}

absl::Status RunWay(const WayOptions& options, Console& console) {
  PASSUNG_ASSIGN_OR_RETURN(const v1::FindCheapestWayRequest request, RequestOf(options, console));
  PASSUNG_ASSIGN_OR_RETURN(LocalSettings settings, SettingsOf(options.question, console));
  PASSUNG_ASSIGN_OR_RETURN(const auto source, OpenSource(options.source, std::move(settings)));
  PASSUNG_ASSIGN_OR_RETURN(const v1::FindCheapestWayResponse response, source->Ask(request));
  if (options.output.format == Format::kJson) {
    console.out << ToJson(response);
    return absl::OkStatus();
  }
  if (options.output.format == Format::kCsv) {
    WriteWayCsv(response, console);
    return absl::OkStatus();
  }
  PASSUNG_ASSIGN_OR_RETURN(const VersionsUsed versions, wire::FromProto(response.versions()));
  const text::Texts& texts = options.output.texts();
  console.out << texts.Get("phrase.way", {{{"mentee", options.mentee},
                                           {"vacancy", options.vacancy},
                                           {"date", texts.Day(versions.as_of)}}})
              << "\n\n";
  for (const std::string& text : response.texts()) {
    for (const std::string& line : Wrap(text, console.width)) console.out << line << "\n";
  }
  console.out << "\n" << texts.Get("note.steps");
  PrintNotes(versions, texts, console.out);
  return absl::OkStatus();
}

}  // namespace

void AddWayCommand(CLI::App& app, Action& chosen) {
  CLI::App* command =
      app.add_subcommand("way", "The cheapest steps that make a vacancy possible for a mentee");
  command->footer(
      "Examples:\n"
      "  passung way mentees/m000001 vacancies/v0000001 --db market.db\n"
      "  passung way mentees/m000001 vacancies/v0000001 --db market.db --by euros \\\n"
      "    --price learn_german=120:0 --price obtain_licence=140:2800");
  auto options = std::make_shared<WayOptions>();
  command->add_option("mentee", options->mentee)->required()->type_name("mentees/ID");
  command->add_option("vacancy", options->vacancy)->required()->type_name("vacancies/ID");
  AddSourceOptions(*command, options->source);
  command->add_option("--by", options->by, "What is to be least: days or euros (default: days)")
      ->type_name("days|euros");
  command
      ->add_option("--price", options->prices,
                   "What a step takes, such as learn_german=120:0; before the shipped prices")
      ->type_name("STEP=DAYS:EUROS")
      ->take_all();
  command
      ->add_option("--bar", options->percent,
                   "Agreement that is to be reached, in per cent (default: 0)")
      ->type_name("PERCENT");
  command->add_option("--most-steps", options->most_steps, "1 to 4 (default: 3)")->type_name("N");
  AddQuestionOptions(*command, options->question);
  AddOutputOptions(*command, options->output);
  command->callback([&chosen, options] {
    chosen = [options](Console& console) { return RunWay(*options, console); };
  });
}

}  // namespace passung::cli
