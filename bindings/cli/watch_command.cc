// `passung watch mentees/ID …`: what changes in lists.
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/str_cat.h"
#include "bindings/cli/alert_source.h"
#include "bindings/cli/alert_view.h"
#include "bindings/cli/commands.h"
#include "bindings/cli/interrupts.h"
#include "bindings/cli/layout.h"
#include "bindings/cli/question.h"
#include "engine/base/status_macros.h"
#include "proto/wire/resource_name.h"

namespace passung::cli {
namespace {

struct WatchCommandOptions {
  std::vector<std::string> mentees;
  std::string mentor;
  SourceOptions source;
  QuestionOptions question;
  OutputOptions output;
  std::optional<int64_t> from;
  std::string resume_after;
  bool follow = false;
};

absl::Status CheckOptions(const WatchCommandOptions& options) {
  if (options.mentees.empty() == options.mentor.empty()) {
    return UsageError("mentees/ID … or --mentor mentors/ID says whose lists");
  }
  if (options.from && *options.from < 1) return UsageError("--from: must be 1 or more");
  if (options.from && !options.resume_after.empty()) {
    return UsageError("--from and --resume-after both say where to go on: one of them");
  }
  if (!options.from && options.resume_after.empty() && !options.follow) {
    return UsageError(
        "--from REVISION or --resume-after TOKEN says since when, --follow waits for what comes");
  }
  if (!options.question.profile_file.empty()) {
    return UsageError("--profile-file: lists are watched under profiles of the database");
  }
  return absl::OkStatus();
}

absl::Status AddMenteesOf(const std::string& mentor, Source& source,
                          v1::WatchMatchesRequest& request) {
  // It becomes part of a filter.
  if (const auto id = wire::IdInName(wire::kMentors, mentor); !id.ok()) {
    return absl::InvalidArgumentError(absl::StrCat("--mentor: ", id.status().message()));
  }
  v1::ListMenteesRequest page;
  page.set_filter(absl::StrCat("mentor = ", mentor));
  page.set_page_size(500);
  do {
    PASSUNG_ASSIGN_OR_RETURN(const v1::ListMenteesResponse response, source.Ask(page));
    for (const v1::Mentee& mentee : response.mentees()) request.add_mentees(mentee.name());
    page.set_page_token(response.next_page_token());
  } while (!page.page_token().empty());
  if (request.mentees().empty()) {
    return absl::NotFoundError(absl::StrCat("--mentor: nobody is with \"", mentor, "\""));
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::WatchMatchesRequest> RequestOf(const WatchCommandOptions& options,
                                                  Source& source, const Console& console) {
  v1::WatchMatchesRequest request;
  v1::RankVacanciesRequest& ranking = *request.mutable_ranking();
  PASSUNG_RETURN_IF_ERROR(
      FillQuestion(options.question, console, options.output.locale(), ranking));
  PASSUNG_RETURN_IF_ERROR(FillList(options.question, ranking));
  // The day goes on while it is waited for.
  ranking.set_as_of(options.question.as_of);
  request.mutable_mentees()->Add(options.mentees.begin(), options.mentees.end());
  if (!options.mentor.empty()) {
    PASSUNG_RETURN_IF_ERROR(AddMenteesOf(options.mentor, source, request));
  }
  request.set_from_revision(options.from.value_or(0));
  request.set_resume_after(options.resume_after);
  request.set_end_when_current(!options.follow);
  return request;
}

// That nothing happened is of interest to who asked once, and to programs, which go on from there.
absl::Status Tell(const v1::WatchMatchesResponse& message, const WatchCommandOptions& options,
                  Source& source, Console& console) {
  const bool quiet = message.lists().empty() && !message.whole();
  if (options.output.format == Format::kJson) {
    console.out << ToJsonLine(message);
  } else if (!quiet || !options.follow) {
    PASSUNG_RETURN_IF_ERROR(PrintAlert(message, options.output.texts(), source, console));
  }
  console.out.flush();
  return console.out.good() ? absl::OkStatus()
                            : absl::UnavailableError("the output could not be written");
}

absl::Status RunWatch(const WatchCommandOptions& options, Console& console) {
  PASSUNG_RETURN_IF_ERROR(CheckOptions(options));
  PASSUNG_ASSIGN_OR_RETURN(const auto source, OpenSource(options.source, {.today = console.today}));
  PASSUNG_ASSIGN_OR_RETURN(const v1::WatchMatchesRequest request,
                           RequestOf(options, *source, console));
  // Without --follow an interrupted answer is not a whole one: the program ends as any other does.
  std::optional<Interrupts> interrupts;
  if (options.follow) interrupts.emplace();
  const auto told = [&](const v1::WatchMatchesResponse& message) {
    return Tell(message, options, *source, console);
  };
  const auto is_over_within = [&](absl::Duration longest) {
    return interrupts && interrupts->ComeWithin(longest);
  };
  const AlertListener listener{.told = told, .is_over_within = is_over_within};
  if (!options.source.server.address.empty()) {
    return ListenToServer(options.source.server, request, listener);
  }
  return ListenToDatabase(options.source, options.question.threads, request, listener);
}

}  // namespace

void AddWatchCommand(CLI::App& app, Action& chosen) {
  CLI::App* command =
      app.add_subcommand("watch", "What changes in mentees' lists: what enters, what leaves, why");
  command->footer(
      "Each change of a list: what entered (+) and pushed out what, what left (−) and why, what "
      "is\n"
      "still in it with another score (~). As JSON, a message a line; its resumeAfter goes on "
      "from\n"
      "there. --from names the revision of an earlier answer (versions.snapshotRevision).\n"
      "--follow waits for more until Ctrl-C.\n\n"
      "Examples:\n"
      "  passung watch mentees/m000001 mentees/m000002 --db market.db --from 17\n"
      "  passung watch --mentor mentors/w1 --db market.db --follow --limit 10\n"
      "  passung watch --mentor mentors/w1 --server localhost:50051 --from 17 --format json");
  auto options = std::make_shared<WatchCommandOptions>();
  command->add_option("mentees", options->mentees, "Whose lists, at most 500")->type_name("NAME");
  command->add_option("--mentor", options->mentor, "All who are with this mentor now")
      ->type_name("mentors/ID");
  AddSourceOptions(*command, options->source);
  command->add_option("--from", options->from, "What changed since this revision")
      ->type_name("REVISION");
  command
      ->add_option("--resume-after", options->resume_after,
                   "What changed since a message, by its resumeAfter")
      ->type_name("TOKEN");
  command->add_flag("--follow", options->follow,
                    "Wait for what comes; without --from the lists as they are come first");
  AddListOptions(*command, options->question);
  AddThreadsOption(*command, options->question);
  AddQuestionOptions(*command, options->question);
  AddOutputOptions(*command, options->output, {{"text", Format::kTable}, {"json", Format::kJson}},
                   "text or json, a message a line (default: text)");
  command->callback([&chosen, options] {
    chosen = [options](Console& console) { return RunWatch(*options, console); };
  });
}

}  // namespace passung::cli
