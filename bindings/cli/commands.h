// One function a command: adds it with its options to the command line. When the command is the one
// that was called, it sets `chosen`.
#ifndef PASSUNG_BINDINGS_CLI_COMMANDS_H_
#define PASSUNG_BINDINGS_CLI_COMMANDS_H_

#include "CLI/App.hpp"
#include "bindings/cli/console.h"

namespace passung::cli {

void AddMarketCommand(CLI::App& app, Action& chosen);
void AddImportCommand(CLI::App& app, Action& chosen);
void AddFetchCommand(CLI::App& app, Action& chosen);
void AddMeasureTitlesCommand(CLI::App& app, Action& chosen);
void AddMatrixCommand(CLI::App& app, Action& chosen);
void AddListCommand(CLI::App& app, Action& chosen);
void AddShowCommand(CLI::App& app, Action& chosen);
void AddDeleteCommand(CLI::App& app, Action& chosen);
void AddRankCommand(CLI::App& app, Action& chosen);
void AddRankMenteesCommand(CLI::App& app, Action& chosen);
void AddWatchCommand(CLI::App& app, Action& chosen);
void AddExplainCommand(CLI::App& app, Action& chosen);
void AddWhyNotCommand(CLI::App& app, Action& chosen);
void AddWayCommand(CLI::App& app, Action& chosen);
void AddStabilityCommand(CLI::App& app, Action& chosen);
void AddQuestionsCommand(CLI::App& app, Action& chosen);
void AddFirstDaysCommand(CLI::App& app, Action& chosen);
void AddStepsCommand(CLI::App& app, Action& chosen);
void AddRelaxationsCommand(CLI::App& app, Action& chosen);
void AddOffersCommand(CLI::App& app, Action& chosen);
void AddOfferGapsCommand(CLI::App& app, Action& chosen);
void AddFollowUpsCommand(CLI::App& app, Action& chosen);
void AddMentorsCommand(CLI::App& app, Action& chosen);
void AddPinsCommand(CLI::App& app, Action& chosen);
void AddOutcomesCommand(CLI::App& app, Action& chosen);
void AddReportCommand(CLI::App& app, Action& chosen);
void AddAssignCommand(CLI::App& app, Action& chosen);
void AddProfileCommand(CLI::App& app, Action& chosen);
// Commands below that one.
void AddProfilePreviewCommand(CLI::App& profile, Action& chosen);
void AddProfileStoreCommands(CLI::App& profile, Action& chosen);
void AddEvaluateCommand(CLI::App& app, Action& chosen);
void AddTuneCommand(CLI::App& app, Action& chosen);
void AddBenchCommand(CLI::App& app, Action& chosen);
void AddBackupCommand(CLI::App& app, Action& chosen);
void AddRestoreCommand(CLI::App& app, Action& chosen);
void AddVerifyCommand(CLI::App& app, Action& chosen);
void AddImageCommand(CLI::App& app, Action& chosen);
void AddReplayCommand(CLI::App& app, Action& chosen);
void AddDoctorCommand(CLI::App& app, Action& chosen);
void AddTokenCommand(CLI::App& app, Action& chosen);

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_COMMANDS_H_
