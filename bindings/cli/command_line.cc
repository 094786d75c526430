#include "bindings/cli/command_line.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

#include "CLI/App.hpp"
#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/str_cat.h"
#include "bindings/cli/commands.h"
#include "bindings/cli/console.h"
#include "passung/engine.h"
#include "proto/answer/today.h"

namespace passung::cli {
namespace {

constexpr char kAbout[] =
    "Matches mentees and vacancies, with reasons. A score is agreement with stated facts and no\n"
    "probability of being hired; people decide.";

constexpr char kExamples[] =
    "Examples:\n"
    "  passung market --mentees 1000 --vacancies 40000 --seed 1 --db market.db\n"
    "  passung list mentees --db market.db --page-size 10\n"
    "  passung rank mentees/m000001 --db market.db --limit 10 --explain\n"
    "  passung help rank\n\n"
    "Exit codes: 0 ok, 1 refused input, 2 usage, 3 unavailable.";

int TerminalWidth() {
  constexpr int kDefault = 110;
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return kDefault;
  return std::clamp<int>(size.ws_col, 80, 160);
}

void AddCommands(CLI::App& app, Action& chosen) {
  AddMarketCommand(app, chosen);
  AddImportCommand(app, chosen);
  AddFetchCommand(app, chosen);
  AddMeasureTitlesCommand(app, chosen);
  AddMatrixCommand(app, chosen);
  AddListCommand(app, chosen);
  AddShowCommand(app, chosen);
  AddDeleteCommand(app, chosen);
  AddRankCommand(app, chosen);
  AddRankMenteesCommand(app, chosen);
  AddWatchCommand(app, chosen);
  AddExplainCommand(app, chosen);
  AddWhyNotCommand(app, chosen);
  AddWayCommand(app, chosen);
  AddStabilityCommand(app, chosen);
  AddQuestionsCommand(app, chosen);
  AddFirstDaysCommand(app, chosen);
  AddStepsCommand(app, chosen);
  AddRelaxationsCommand(app, chosen);
  AddOffersCommand(app, chosen);
  AddOfferGapsCommand(app, chosen);
  AddFollowUpsCommand(app, chosen);
  AddMentorsCommand(app, chosen);
  AddPinsCommand(app, chosen);
  AddOutcomesCommand(app, chosen);
  AddAssignCommand(app, chosen);
  AddReportCommand(app, chosen);
  AddProfileCommand(app, chosen);
  AddEvaluateCommand(app, chosen);
  AddTuneCommand(app, chosen);
  AddBenchCommand(app, chosen);
  AddBackupCommand(app, chosen);
  AddRestoreCommand(app, chosen);
  AddVerifyCommand(app, chosen);
  AddImageCommand(app, chosen);
  AddReplayCommand(app, chosen);
  AddDoctorCommand(app, chosen);
  AddTokenCommand(app, chosen);
}

// nullptr if there is none of that name.
const CLI::App* FindCommand(const CLI::App& app, const std::string& name) {
  const auto named =
      app.get_subcommands([&](const CLI::App* command) { return command->check_name(name); });
  return named.empty() ? nullptr : named.front();
}

// `passung help [command]`.
void AddHelpCommand(CLI::App& app, Action& chosen) {
  CLI::App* help = app.add_subcommand("help", "Shows what a command does and its options");
  auto name = std::make_shared<std::string>();
  help->add_option("command", *name, "Name of a command");
  help->callback([&app, &chosen, name] {
    chosen = [&app, name](Console& console) -> absl::Status {
      const CLI::App* about = &app;
      if (!name->empty()) about = FindCommand(app, *name);
      if (about == nullptr) return UsageError(absl::StrCat("there is no command \"", *name, "\""));
      console.out << about->help();
      return absl::OkStatus();
    };
  });
}

// CLI11 asks for a command before it looks at words that are none.
std::string Complaint(const CLI::App& app, const CLI::ParseError& error) {
  const std::vector<std::string> rest = app.remaining();
  if (!app.get_subcommands().empty() || rest.empty()) return error.what();
  return absl::StrCat("there is no command \"", rest.front(), "\"");
}

// True if the arguments are good; else `code` is the exit code. What CLI11 throws stays here.
bool Parse(CLI::App& app, int argc, char** argv, int& code) {
  try {
    app.parse(argc, argv);
    return true;
  } catch (const CLI::Success& success) {  // --help, --version
    code = app.exit(success, std::cout, std::cerr);
  } catch (const CLI::ParseError& error) {
    std::cerr << "passung: " << Complaint(app, error) << "\nTry: passung help";
    const auto called = app.get_subcommands();
    if (!called.empty()) std::cerr << " " << called.front()->get_name();
    std::cerr << "\n";
    code = ExitCode(UsageError(""));
  }
  return false;
}

}  // namespace

int Main(int argc, char** argv) {
  CLI::App app(kAbout, "passung");
  app.footer(kExamples);
  app.require_subcommand(1);
  app.set_version_flag("--version", absl::StrCat("passung ", EngineVersion()));
  Action chosen;
  AddCommands(app, chosen);
  AddHelpCommand(app, chosen);
  int code = 0;
  if (!Parse(app, argc, argv, code)) return code;

  Console console{.out = std::cout,
                  .err = std::cerr,
                  .err_is_terminal = isatty(STDERR_FILENO) == 1,
                  .width = TerminalWidth(),
                  .program = argv[0],
                  .today = answer::TodayInGermany()};
  const absl::Status status = chosen(console);
  console.out.flush();
  if (!status.ok()) {
    console.err << "passung: " << status.message() << "\n";
    return ExitCode(status);
  }
  if (!console.out.good()) {
    console.err << "passung: the output could not be written\n";
    return ExitCode(absl::UnavailableError(""));
  }
  return 0;
}

}  // namespace passung::cli
