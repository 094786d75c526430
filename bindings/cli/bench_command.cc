// `passung bench`: what questions cost on one's own data, and what each criterion and rule adds.
#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "bindings/cli/bench.h"
#include "bindings/cli/bench_report.h"
#include "bindings/cli/commands.h"
#include "bindings/cli/progress.h"
#include "bindings/cli/question.h"
#include "engine/base/status_macros.h"
#include "passung/cpu_path.h"
#include "passung/repository.h"
#include "proto/answer/data_folder.h"
#include "proto/answer/loading.h"
#include "proto/answer/match_answers.h"

namespace passung::cli {
namespace {

constexpr int kPage = 1000;

struct BenchOptions {
  SourceOptions source;
  QuestionOptions question;
  OutputOptions output;
  int64_t mentees = 1000;
  int64_t compared = 20;
  std::string cpu_path;
};

absl::Status AtLeastOne(absl::string_view option, int64_t value) {
  if (value >= 1) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(option, ": ", value, " is not at least 1"));
}

absl::StatusOr<MatchOptions> MatchOptionsOf(const BenchOptions& options, const Console& console) {
  v1::RankVacanciesRequest request;
  PASSUNG_RETURN_IF_ERROR(FillQuestion(options.question, console, "", request));
  PASSUNG_RETURN_IF_ERROR(FillList(options.question, request));
  PASSUNG_ASSIGN_OR_RETURN(*request.mutable_filter(), FilterOf(options.question));
  PASSUNG_ASSIGN_OR_RETURN(const LocalSettings settings, SettingsOf(options.question, console));
  PASSUNG_ASSIGN_OR_RETURN(
      MatchOptions match,
      answer::OptionsOf(request, {.snapshot = nullptr,
                                  .today = settings.today,
                                  .profile = settings.profile ? &*settings.profile : nullptr}));
  // The variants of the question are changes of the profile itself.
  if (match.applied != nullptr) match.profile = std::exchange(match.applied, nullptr)->profile;
  return match;
}

// At most `most` mentees, evenly spread over all of them in the order of their ids.
absl::StatusOr<std::vector<const Mentee*>> Choose(const Repository& repository,
                                                  const Snapshot& snapshot, int64_t most) {
  const int64_t all = snapshot.size().mentees;
  const int64_t wanted = std::min(most, all);
  std::vector<const Mentee*> chosen;
  int64_t position = 0;
  std::string after;
  do {
    PASSUNG_ASSIGN_OR_RETURN(const auto page, repository.ListMentees(after, kPage));
    for (const Mentee& mentee : page.items) {
      const auto count = static_cast<int64_t>(chosen.size());
      if (count == wanted || position++ < count * all / wanted) continue;
      // Not there: written after the snapshot was made.
      if (const Mentee* found = snapshot.FindMentee(mentee.id)) chosen.push_back(found);
    }
    after = page.next_key;
  } while (!after.empty());
  return chosen;
}

int64_t SteadyNanoseconds() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

absl::StatusOr<BenchReport> Measure(const BenchOptions& options, Console& console) {
  KnowledgeFiles tables;
  if (!options.source.data.empty()) {
    PASSUNG_ASSIGN_OR_RETURN(tables, answer::ReadDataFolder(options.source.data));
  }
  PASSUNG_ASSIGN_OR_RETURN(const auto repository, OpenStored(options.source.db));
  // Refused options are named before anything is loaded.
  PASSUNG_ASSIGN_OR_RETURN(const MatchOptions match, MatchOptionsOf(options, console));
  BenchInput input{.options = match, .clock = SteadyNanoseconds};
  PASSUNG_ASSIGN_OR_RETURN(input.snapshot, answer::LoadSnapshot(*repository, tables));
  PASSUNG_ASSIGN_OR_RETURN(input.mentees, Choose(*repository, *input.snapshot, options.mentees));
  if (input.mentees.empty()) {
    return absl::FailedPreconditionError(absl::StrCat("--db: \"", ShownDatabase(options.source.db),
                                                      "\" holds no mentees to ask about"));
  }
  input.compared = std::min(options.compared, static_cast<int64_t>(input.mentees.size()));
  Progress progress(console, QuestionsOf(input));
  input.advance = [&](int64_t count) { progress.Advance(count); };
  return RunBench(input);
}

absl::Status Run(const BenchOptions& options, Console& console) {
  PASSUNG_RETURN_IF_ERROR(AtLeastOne("--mentees", options.mentees));
  PASSUNG_RETURN_IF_ERROR(AtLeastOne("--compared", options.compared));
  if (const absl::Status forced = ForceCpuPath(options.cpu_path); !forced.ok()) {
    return absl::InvalidArgumentError(absl::StrCat("--cpu-path: ", forced.message()));
  }
  PASSUNG_ASSIGN_OR_RETURN(const BenchReport report, Measure(options, console));
  if (options.output.format == Format::kJson) {
    console.out << BenchToJson(report);
  } else {
    PrintBench(report, options.output.texts(), console);
  }
  return absl::OkStatus();
}

}  // namespace

void AddBenchCommand(CLI::App& app, Action& chosen) {
  CLI::App* command = app.add_subcommand(
      "bench", "What questions cost on your data, and what each criterion and rule adds");
  command->footer(
      "Asks for the best vacancies of many mentees, one after the other: as the options say, and\n"
      "with one criterion's weight at 0 or one rule off at a time, in turns. Some answers are\n"
      "first compared with those of reading every row; a difference ends it with exit code 3.\n\n"
      "Examples:\n"
      "  passung bench --db market.db\n"
      "  passung bench --db market.db --profile near_home --weight district_fit=5000 --limit 50\n"
      "  passung bench --db market.db --mentees 200 --switch reach=flag --format json");
  auto options = std::make_shared<BenchOptions>();
  AddLocalOptions(*command, options->source);
  command
      ->add_option("--mentees", options->mentees,
                   "Most mentees to ask about, spread evenly by id (default: 1000)")
      ->type_name("N");
  command
      ->add_option("--compared", options->compared,
                   "Answers to compare with reading every row, at least 1 (default: 20)")
      ->type_name("N");
  command
      ->add_option(
          "--cpu-path", options->cpu_path,
          "Instructions of the innermost loop: plain, avx2 or avx512, as far as the machine\n"
          "has them (default: the newest); answers do not depend on it")
      ->type_name("PATH");
  AddListOptions(*command, options->question);
  AddQuestionOptions(*command, options->question);
  AddFilterOptions(*command, options->question);
  AddOutputOptions(*command, options->output, {{"table", Format::kTable}, {"json", Format::kJson}},
                   "table or json (default: table)");
  command->callback([&chosen, options] {
    chosen = [options](Console& console) { return Run(*options, console); };
  });
}

}  // namespace passung::cli
