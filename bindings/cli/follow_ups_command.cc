// `passung follow-ups`: whom to talk to after they have begun to work.
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "bindings/cli/commands.h"
#include "bindings/cli/layout.h"
#include "bindings/cli/sheet_writer.h"
#include "bindings/cli/source.h"
#include "engine/base/status_macros.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::cli {
namespace {

struct FollowUpsOptions {
  SourceOptions source;
  OutputOptions output;
  std::string as_of;
  std::string first;
  std::string last;
};

std::string ShownAdequacy(v1::JobAdequacy adequacy, const text::Texts& texts) {
  const auto read = wire::FromProto<JobAdequacy>(adequacy, "adequacy");
  return read.ok() ? texts.Of(*read) : "";
}

void WriteFollowUpsCsv(const v1::ListFollowUpsResponse& response, std::ostream& out) {
  out << CsvLine({"due", "mentee", "reason", "adequacy", "occupation", "weekly_hours", "since"});
  for (const v1::FollowUp& due : response.follow_ups()) {
    const v1::Job& job = due.job();
    out << CsvLine({due.due(), due.mentee(), v1::FollowUpReason_Name(due.reason()),
                    v1::JobAdequacy_Name(due.adequacy()), job.occupation(),
                    job.has_weekly_hours() ? absl::StrCat(job.weekly_hours()) : "",
                    job.valid().from()});
  }
}

void PrintFollowUps(const v1::ListFollowUpsResponse& response, const text::Texts& texts,
                    const Console& console) {
  console.out << texts.Get("phrase.follow_ups",
                           {{{"date", ShownDay(response.versions().as_of(), texts)},
                             {"people", texts.Number(response.people())},
                             {"people_raw", absl::StrCat(response.people())}}})
              << "\n\n";
  if (response.follow_ups().empty()) {
    console.out << texts.Get("phrase.no_follow_ups") << "\n";
    return;
  }
  Table table({{texts.Get("table.due"), Align::kLeft, 12},
               {texts.Get("table.id"), Align::kLeft, 24},
               {texts.Get("table.adequacy"), Align::kLeft, 20},
               {texts.Get("table.occasion")}},
              console.width);
  for (const v1::FollowUp& due : response.follow_ups()) {
    table.Add({ShownDay(due.due(), texts), due.mentee(), ShownAdequacy(due.adequacy(), texts),
               due.text()});
  }
  table.Print(console.out);
  console.out << "\n" << texts.Get("note.follow_ups") << "\n";
}

absl::Status RunFollowUps(const FollowUpsOptions& options, Console& console) {
  v1::ListFollowUpsRequest request;
  request.set_as_of(options.as_of.empty() ? console.today.ToString() : options.as_of);
  request.set_first(options.first);
  request.set_last(options.last);
  request.set_locale(options.output.locale());
  PASSUNG_ASSIGN_OR_RETURN(const auto source, OpenSource(options.source, {.today = console.today}));
  PASSUNG_ASSIGN_OR_RETURN(const v1::ListFollowUpsResponse response, source->Ask(request));
  if (options.output.format == Format::kJson) {
    console.out << ToJson(response);
  } else if (options.output.format == Format::kCsv) {
    WriteFollowUpsCsv(response, console.out);
  } else {
    PrintFollowUps(response, options.output.texts(), console);
  }
  return absl::OkStatus();
}

}  // namespace

void AddFollowUpsCommand(CLI::App& app, Action& chosen) {
  CLI::App* command =
      app.add_subcommand("follow-ups", "Whom to talk to after they have begun to work, and when");
  command->footer(
      "Talks after 3, 6 and 12 months, and one on the day on which work below a person's level is "
      "no\n"
      "bridge to their own occupation any longer. Jobs stand in the column `jobs` of a file of "
      "mentees.\n\n"
      "Examples:\n"
      "  passung follow-ups --db market.db\n"
      "  passung follow-ups --db market.db --first 2026-03-01 --last 2026-05-31 --lang en");
  auto options = std::make_shared<FollowUpsOptions>();
  AddSourceOptions(*command, options->source);
  command->add_option("--as-of", options->as_of, "Day whose jobs are looked at (default: today)")
      ->type_name("YYYY-MM-DD");
  command->add_option("--first", options->first, "First day (default: 31 days before)")
      ->type_name("YYYY-MM-DD");
  command->add_option("--last", options->last, "Last day (default: 31 days after)")
      ->type_name("YYYY-MM-DD");
  AddOutputOptions(*command, options->output);
  command->callback([&chosen, options] {
    chosen = [options](Console& console) { return RunFollowUps(*options, console); };
  });
}

}  // namespace passung::cli
