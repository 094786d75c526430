// `passung outcomes list|record|withdraw`: what became of suggestions.
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "bindings/cli/commands.h"
#include "bindings/cli/deletion.h"
#include "bindings/cli/hints.h"
#include "bindings/cli/layout.h"
#include "bindings/cli/page_options.h"
#include "bindings/cli/sheet_writer.h"
#include "bindings/cli/source.h"
#include "bindings/cli/words.h"
#include "engine/base/status_macros.h"
#include "passung/outcome.h"

namespace passung::cli {
namespace {

struct OutcomesOptions {
  SourceOptions source;
  OutputOptions output;
  std::string mentee;
  std::string vacancy;
  std::string kind;
  // list
  std::string from;
  std::string until;
  PageOptions page;
  // withdraw
  std::string name;
  // record
  std::string date;
  std::string placement;
  std::string declined_by;
  std::string reason;
  std::string said_by;
  int64_t decision = 0;
  std::string replaces;
  std::string request_id;
  bool dry_run = false;
};

std::string LocaleFor(const OutputOptions& output) {
  if (output.format == Format::kJson) return output.locale();
  return output.texts().locale() == text::Locale::kDe ? "de" : "en";
}

// ---- list ---------------------------------------------------------------------------------------

// A term as proto/README.md has it; the value in quotes, so that nothing in it is taken for more.
std::string Term(absl::string_view field, absl::string_view op, absl::string_view value) {
  return absl::StrCat(field, " ", op, " \"",
                      absl::StrReplaceAll(value, {{"\\", "\\\\"}, {"\"", "\\\""}}), "\"");
}

absl::StatusOr<std::string> FilterOf(const OutcomesOptions& options) {
  std::vector<std::string> terms;
  if (!options.mentee.empty()) terms.push_back(Term("mentee", "=", options.mentee));
  if (!options.vacancy.empty()) terms.push_back(Term("vacancy", "=", options.vacancy));
  if (!options.kind.empty()) {
    const auto kind = wire::ToProto<v1::OutcomeKind>(*FromName<OutcomeKind>(options.kind));
    terms.push_back(Term("kind", "=", v1::OutcomeKind_Name(kind)));
  }
  if (!options.from.empty()) terms.push_back(Term("date", ">=", options.from));
  if (!options.until.empty()) {
    const absl::StatusOr<Date> until = Date::Parse(options.until);
    if (!until.ok()) {
      return absl::InvalidArgumentError(absl::StrCat("--until: ", until.status().message()));
    }
    terms.push_back(Term("date", "<", until->PlusDays(1).ToString()));
  }
  if (!options.page.filter.empty()) terms.push_back(options.page.filter);
  return absl::StrJoin(terms, " AND ");
}

void PrintCsv(const v1::ListOutcomesResponse& response, Console& console) {
  console.out << CsvLine({"name", "mentee", "vacancy", "kind", "date", "placement", "declined_by",
                          "reason", "source", "decision"});
  for (const v1::Outcome& one : response.outcomes()) {
    console.out << CsvLine(
        {one.name(), one.mentee(), one.vacancy(), PlainNameOf<OutcomeKind>(one.kind()), one.date(),
         PlainNameOf<PlacementKind>(one.placement()), PlainNameOf<DeclinedBy>(one.declined_by()),
         PlainNameOf<OutcomeReason>(one.reason()), PlainNameOf<OutcomeSource>(one.source()),
         one.has_decision() ? absl::StrCat(one.decision().number()) : ""});
  }
}

void PrintOutcomes(const v1::ListOutcomesResponse& response, const text::Texts& texts,
                   Console& console) {
  if (response.outcomes().empty()) {
    console.out << texts.Get("phrase.outcomes_none") << "\n";
    return;
  }
  std::vector<TableColumn> columns;
  for (const char* key : {"mentee", "date", "what", "vacancy", "source", "id"}) {
    columns.push_back({texts.Get(absl::StrCat("table.", key)), Align::kLeft, 64});
  }
  Table table(std::move(columns), console.width);
  for (const v1::Outcome& one : response.outcomes()) {
    const auto source = wire::FromProto<OutcomeSource>(one.source(), "source");
    table.Add({one.mentee(), ShownDay(one.date(), texts), one.text(), one.vacancy(),
               source.ok() ? texts.Of(*source) : "", one.name().substr(one.name().rfind('/') + 1)});
  }
  table.Print(console.out);
}

absl::Status RunOutcomesList(const OutcomesOptions& options, Console& console) {
  v1::ListOutcomesRequest request;
  options.page.Fill(request);
  PASSUNG_ASSIGN_OR_RETURN(*request.mutable_filter(), FilterOf(options));
  request.set_locale(LocaleFor(options.output));
  PASSUNG_ASSIGN_OR_RETURN(const auto source, OpenSource(options.source, {.today = console.today}));
  PASSUNG_ASSIGN_OR_RETURN(const v1::ListOutcomesResponse response, source->Ask(request));
  const text::Texts& texts = options.output.texts();
  if (options.output.format == Format::kJson) {
    console.out << ToJson(response);
    return absl::OkStatus();
  }
  if (options.output.format == Format::kCsv) {
    PrintCsv(response, console);
  } else {
    PrintOutcomes(response, texts, console);
  }
  PrintNextPage(response.next_page_token(), options.output, console);
  return absl::OkStatus();
}

// ---- record, withdraw ---------------------------------------------------------------------------

v1::RecordOutcomeRequest RecordRequestOf(const OutcomesOptions& options, const Console& console) {
  v1::RecordOutcomeRequest request;
  v1::Outcome& outcome = *request.mutable_outcome();
  outcome.set_mentee(options.mentee);
  outcome.set_vacancy(options.vacancy);
  outcome.set_kind(Word<v1::OutcomeKind, OutcomeKind>(options.kind));
  outcome.set_date(options.date.empty() ? console.today.ToString() : options.date);
  outcome.set_placement(Word<v1::PlacementKind, PlacementKind>(options.placement));
  outcome.set_declined_by(Word<v1::DeclinedBy, DeclinedBy>(options.declined_by));
  outcome.set_reason(Word<v1::OutcomeReason, OutcomeReason>(options.reason));
  outcome.set_source(Word<v1::OutcomeSource, OutcomeSource>(options.said_by));
  if (options.decision != 0) outcome.mutable_decision()->set_number(options.decision);
  request.set_replaces(options.replaces);
  request.set_request_id(options.request_id);
  request.set_validate_only(options.dry_run);
  request.set_locale(LocaleFor(options.output));
  return request;
}

absl::Status RunRecord(const OutcomesOptions& options, Console& console) {
  PASSUNG_ASSIGN_OR_RETURN(const auto source, OpenSource(options.source, {.today = console.today}));
  PASSUNG_ASSIGN_OR_RETURN(const v1::Outcome outcome,
                           source->Ask(RecordRequestOf(options, console)));
  if (options.output.format == Format::kJson) {
    console.out << ToJson(outcome);
    return absl::OkStatus();
  }
  const text::Texts& texts = options.output.texts();
  console.out << texts.Get(options.dry_run ? "phrase.only_checked" : "phrase.recorded",
                           {{{"name", outcome.name()}}})
              << "\n"
              << outcome.text() << "\n";
  return absl::OkStatus();
}

absl::Status RunWithdraw(const OutcomesOptions& options, Console& console) {
  v1::DeleteOutcomeRequest request;
  request.set_name(options.name);
  request.set_validate_only(options.dry_run);
  return Delete(request, "phrase.outcome_withdrawn", options.source, options.output, console);
}

// ---- options ------------------------------------------------------------------------------------

void AddOutcomesList(CLI::App& outcomes, Action& chosen) {
  CLI::App* command = outcomes.add_subcommand("list", "What is recorded, page by page");
  auto options = std::make_shared<OutcomesOptions>();
  command->add_option("mentee", options->mentee, "Only theirs: mentees/ID")->type_name("NAME");
  command->add_option("--vacancy", options->vacancy, "Only of vacancies/ID")->type_name("NAME");
  AddWord<OutcomeKind>(*command, "--kind", options->kind, "Only this: ");
  command->add_option("--from", options->from, "First day")->type_name("YYYY-MM-DD");
  command->add_option("--until", options->until, "Last day")->type_name("YYYY-MM-DD");
  AddPageOptions(*command, options->page, "Only rows for which this holds, too",
                 "name or date, with \" desc\" for falling");
  AddSourceOptions(*command, options->source);
  AddOutputOptions(*command, options->output);
  command->callback([&chosen, options] {
    chosen = [options](Console& console) { return RunOutcomesList(*options, console); };
  });
}

void AddOutcomesRecord(CLI::App& outcomes, Action& chosen) {
  CLI::App* command = outcomes.add_subcommand("record", "Writes down what happened");
  auto options = std::make_shared<OutcomesOptions>();
  command->add_option("mentee", options->mentee, "mentees/ID")->required()->type_name("NAME");
  command
      ->add_option("--vacancy", options->vacancy,
                   "vacancies/ID; may lack where somebody was placed, or that ended")
      ->type_name("NAME");
  AddWord<OutcomeKind>(*command, "--kind", options->kind, "What happened: ")->required();
  command->add_option("--date", options->date, "When (default: today)")->type_name("YYYY-MM-DD");
  AddWord<PlacementKind>(*command, "--placement", options->placement, "placed, ended: what in: ");
  AddWord<DeclinedBy>(*command, "--declined-by", options->declined_by, "declined: by whom: ");
  AddWord<OutcomeReason>(*command, "--reason", options->reason, "declined, ended: why: ");
  AddWord<OutcomeSource>(*command, "--said-by", options->said_by,
                         "Who says so (default: mentor): ");
  command
      ->add_option("--decision", options->decision,
                   "With --server: number of the logged answer that this goes back to")
      ->type_name("N");
  command
      ->add_option("--replaces", options->replaces,
                   "Corrects this one: mentees/ID/outcomes/ID of `passung outcomes list`")
      ->type_name("NAME");
  command->add_option("--request-id", options->request_id, "The same id changes nothing twice")
      ->type_name("ID");
  command->add_flag("--dry-run", options->dry_run, "Check only, store nothing");
  AddSourceOptions(*command, options->source);
  AddOutputOptions(*command, options->output);
  command->callback([&chosen, options] {
    chosen = [options](Console& console) { return RunRecord(*options, console); };
  });
}

void AddOutcomesWithdraw(CLI::App& outcomes, Action& chosen) {
  CLI::App* command = outcomes.add_subcommand("withdraw", "Takes back what did not happen");
  auto options = std::make_shared<OutcomesOptions>();
  command->add_option("name", options->name, "mentees/ID/outcomes/ID")
      ->required()
      ->type_name("NAME");
  command->add_flag("--dry-run", options->dry_run, "Check only, withdraw nothing");
  AddSourceOptions(*command, options->source);
  AddOutputOptions(*command, options->output);
  command->callback([&chosen, options] {
    chosen = [options](Console& console) { return RunWithdraw(*options, console); };
  });
}

}  // namespace

void AddOutcomesCommand(CLI::App& app, Action& chosen) {
  CLI::App* command = app.add_subcommand(
      "outcomes", "What became of suggestions: proposed, contacted, interview, placed, ...");
  command->require_subcommand(1);
  command->footer(
      "What happened once is one row, however often it is recorded. Whole files: passung import\n"
      "--kind outcomes. Figures: passung report programme, passung report worked.\n\n"
      "Examples:\n"
      "  passung outcomes list mentees/m000001 --db market.db\n"
      "  passung outcomes list --kind placed --from 2026-01-01 --db market.db --lang en\n"
      "  passung outcomes record mentees/m000001 --vacancy vacancies/v0000001 --kind proposed \\\n"
      "    --db market.db\n"
      "  passung outcomes record mentees/m000001 --kind placed --placement job --db market.db");
  AddOutcomesList(*command, chosen);
  AddOutcomesRecord(*command, chosen);
  AddOutcomesWithdraw(*command, chosen);
}

}  // namespace passung::cli
