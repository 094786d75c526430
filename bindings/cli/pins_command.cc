// `passung pins list|set|remove`: what is kept in mind of vacancies for a mentee.
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "bindings/cli/commands.h"
#include "bindings/cli/deletion.h"
#include "bindings/cli/hints.h"
#include "bindings/cli/layout.h"
#include "bindings/cli/page_options.h"
#include "bindings/cli/sheet_writer.h"
#include "bindings/cli/source.h"
#include "bindings/cli/words.h"
#include "engine/base/status_macros.h"
#include "google/protobuf/util/time_util.h"
#include "passung/pin.h"

namespace passung::cli {
namespace {

struct PinsOptions {
  SourceOptions source;
  OutputOptions output;
  std::string mentee;
  PageOptions page;  // list
  // set
  std::string vacancy;
  std::string mark;
  std::string reason;
  std::string note;
  // remove
  std::string name;
  // set, remove
  std::string etag;
  bool dry_run = false;
};

// "2026-11-29", in UTC.
std::string DayOf(const v1::Pin& pin) {
  constexpr size_t kDayLength = 10;
  return google::protobuf::util::TimeUtil::ToString(pin.set_time()).substr(0, kDayLength);
}

// ---- list ---------------------------------------------------------------------------------------

void WritePinsCsv(const v1::ListPinsResponse& response, std::ostream& out) {
  out << CsvLine({"name", "vacancy", "mark", "reason", "note", "set_by", "set_on"});
  for (const v1::Pin& pin : response.pins()) {
    out << CsvLine({pin.name(), pin.vacancy(), PlainNameOf<PinMark>(pin.mark()),
                    PlainNameOf<HideReason>(pin.reason()), pin.note(), pin.set_by(), DayOf(pin)});
  }
}

void PrintPins(const v1::ListPinsResponse& response, const text::Texts& texts, Console& console) {
  if (response.pins().empty()) {
    console.out << texts.Get("phrase.pins_none") << "\n";
    return;
  }
  std::vector<TableColumn> columns;
  for (const char* key : {"vacancy", "mark", "set_on", "set_by", "note"}) {
    columns.push_back({texts.Get(absl::StrCat("table.", key)), Align::kLeft, 64});
  }
  Table table(std::move(columns), console.width);
  for (const v1::Pin& pin : response.pins()) {
    const auto mark = wire::FromProto<PinMark>(pin.mark(), "mark");
    const auto reason = wire::FromProto<HideReason>(pin.reason(), "reason");
    std::string said = mark.ok() ? texts.Of(*mark) : "";
    if (reason.ok()) absl::StrAppend(&said, ": ", texts.Of(*reason));
    table.Add({pin.vacancy(), said, ShownDay(DayOf(pin), texts), pin.set_by(), pin.note()});
  }
  table.Print(console.out);
}

absl::Status RunPinsList(const PinsOptions& options, Console& console) {
  v1::ListPinsRequest request;
  request.set_mentee(options.mentee);
  options.page.Fill(request);
  PASSUNG_ASSIGN_OR_RETURN(const auto source, OpenSource(options.source, {.today = console.today}));
  PASSUNG_ASSIGN_OR_RETURN(const v1::ListPinsResponse response, source->Ask(request));
  if (options.output.format == Format::kJson) {
    console.out << ToJson(response);
    return absl::OkStatus();
  }
  if (options.output.format == Format::kCsv) {
    WritePinsCsv(response, console.out);
  } else {
    PrintPins(response, options.output.texts(), console);
  }
  PrintNextPage(response.next_page_token(), options.output, console);
  return absl::OkStatus();
}

// ---- set, remove --------------------------------------------------------------------------------

absl::Status RunPinsSet(const PinsOptions& options, Console& console) {
  v1::SetPinRequest request;
  v1::Pin& pin = *request.mutable_pin();
  pin.set_mentee(options.mentee);
  pin.set_vacancy(options.vacancy);
  pin.set_mark(Word<v1::PinMark, PinMark>(options.mark));
  pin.set_reason(Word<v1::HideReason, HideReason>(options.reason));
  pin.set_note(options.note);
  pin.set_etag(options.etag);
  request.set_validate_only(options.dry_run);
  PASSUNG_ASSIGN_OR_RETURN(const auto source, OpenSource(options.source, {.today = console.today}));
  PASSUNG_ASSIGN_OR_RETURN(const v1::Pin stored, source->Ask(request));
  if (options.output.format == Format::kJson) {
    console.out << ToJson(stored);
    return absl::OkStatus();
  }
  console.out << options.output.texts().Get(
                     options.dry_run ? "phrase.only_checked" : "phrase.recorded",
                     {{{"name", stored.name()}}})
              << "\n";
  return absl::OkStatus();
}

absl::Status RunPinsRemove(const PinsOptions& options, Console& console) {
  v1::DeletePinRequest request;
  request.set_name(options.name);
  request.set_etag(options.etag);
  request.set_validate_only(options.dry_run);
  return Delete(request, "phrase.pin_removed", options.source, options.output, console);
}

// ---- options ------------------------------------------------------------------------------------

void AddPinsList(CLI::App& pins, Action& chosen) {
  CLI::App* command = pins.add_subcommand("list", "What is kept in mind for somebody");
  auto options = std::make_shared<PinsOptions>();
  command->add_option("mentee", options->mentee, "mentees/ID")->required()->type_name("NAME");
  AddPageOptions(*command, options->page,
                 "Only rows for which this holds, as `mark = PIN_MARK_HIDDEN`",
                 "name or vacancy, with \" desc\" for falling");
  AddSourceOptions(*command, options->source);
  AddOutputOptions(*command, options->output);
  command->callback([&chosen, options] {
    chosen = [options](Console& console) { return RunPinsList(*options, console); };
  });
}

// What whoever changes something may say besides.
void AddChangeOptions(CLI::App& command, PinsOptions& options) {
  command
      .add_option("--etag", options.etag,
                  "Only if this version is stored: `pins list --format json` has it")
      ->type_name("ETAG");
  command.add_flag("--dry-run", options.dry_run, "Check only, store nothing");
  AddSourceOptions(command, options.source);
  AddOutputOptions(command, options.output);
}

void AddPinsSet(CLI::App& pins, Action& chosen) {
  CLI::App* command = pins.add_subcommand("set", "Pins, hides or notes a vacancy for somebody");
  auto options = std::make_shared<PinsOptions>();
  command->add_option("mentee", options->mentee, "mentees/ID")->required()->type_name("NAME");
  command->add_option("vacancy", options->vacancy, "vacancies/ID")->required()->type_name("NAME");
  AddWord<PinMark>(*command, "--mark", options->mark, "What is to become of it: ")->required();
  AddWord<HideReason>(*command, "--reason", options->reason, "hidden: why: ");
  command
      ->add_option("--note", options->note,
                   "In your own words, at most 1 000 bytes; nothing about health or family")
      ->type_name("TEXT");
  AddChangeOptions(*command, *options);
  command->callback([&chosen, options] {
    chosen = [options](Console& console) { return RunPinsSet(*options, console); };
  });
}

void AddPinsRemove(CLI::App& pins, Action& chosen) {
  CLI::App* command = pins.add_subcommand("remove", "Takes mark and note away");
  auto options = std::make_shared<PinsOptions>();
  command->add_option("name", options->name, "mentees/ID/pins/ID of `passung pins list`")
      ->required()
      ->type_name("NAME");
  AddChangeOptions(*command, *options);
  command->callback([&chosen, options] {
    chosen = [options](Console& console) { return RunPinsRemove(*options, console); };
  });
}

}  // namespace

void AddPinsCommand(CLI::App& app, Action& chosen) {
  CLI::App* command =
      app.add_subcommand("pins", "Vacancies that are pinned, hidden or noted for somebody");
  command->require_subcommand(1);
  command->footer(
      "What is set here stands beside lists and changes none: ranks and scores are the same.\n"
      "Setting it again replaces it.\n\n"
      "Examples:\n"
      "  passung pins list mentees/m000001 --db market.db\n"
      "  passung pins set mentees/m000001 vacancies/v0000001 --mark pinned --db market.db\n"
      "  passung pins set mentees/m000001 vacancies/v0000002 --mark hidden --reason too_far \\\n"
      "    --db market.db --lang en\n"
      "  passung pins remove mentees/m000001/pins/v0000002 --db market.db");
  AddPinsList(*command, chosen);
  AddPinsSet(*command, chosen);
  AddPinsRemove(*command, chosen);
}

}  // namespace passung::cli
