// Options of a question: which profile, which day, what is listed.
#ifndef PASSUNG_BINDINGS_CLI_QUESTION_H_
#define PASSUNG_BINDINGS_CLI_QUESTION_H_

#include <cstdint>
#include <string>
#include <vector>

#include "CLI/App.hpp"
#include "absl/status/statusor.h"
#include "bindings/cli/console.h"
#include "bindings/cli/source.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "passung/v1/match_service.pb.h"

namespace passung::cli {

struct QuestionOptions {
  std::string profile;
  std::string profile_file;
  std::vector<std::string> weights;   // occupation_fit=3000
  std::vector<std::string> switches;  // reach=flag
  std::string as_of;
  bool frozen = false;
  int32_t threads = 1;
  // Lists only.
  int32_t limit = 20;
  std::vector<std::string> classes;
  // Lists of vacancies only.
  std::vector<std::string> districts;    // 14713
  std::vector<std::string> kinds;        // job
  std::vector<std::string> occupations;  // 813
  std::vector<std::string> employers;    // employers/ID
};
void AddQuestionOptions(CLI::App& command, QuestionOptions& question);
// What is listed: --limit and --class.
void AddListOptions(CLI::App& command, QuestionOptions& question);
void AddThreadsOption(CLI::App& command, QuestionOptions& question);
void AddFilterOptions(CLI::App& command, QuestionOptions& question);

// InvalidArgument naming file, line and field, or NotFound, for a profile file that cannot be used.
absl::StatusOr<ScoringProfile> ReadProfileFile(const std::string& file);
// Likewise.
absl::StatusOr<LocalSettings> SettingsOf(const QuestionOptions& question, const Console& console);

absl::Status AddWeights(const std::vector<std::string>& weights,
                        google::protobuf::RepeatedPtrField<v1::WeightOverride>& overrides);
absl::Status AddSwitches(const std::vector<std::string>& switches,
                         google::protobuf::RepeatedPtrField<v1::SwitchOverride>& overrides);
absl::StatusOr<v1::MatchFilter> FilterOf(const QuestionOptions& question);
absl::StatusOr<std::vector<v1::HitClass>> ClassesOf(const std::vector<std::string>& names);

// What all three questions have in common. The day is always named, so that a server answers for
// the caller's day.
template <class Request>
absl::Status FillQuestion(const QuestionOptions& question, const Console& console,
                          const std::string& locale, Request& request) {
  request.set_profile(question.profile);
  request.set_as_of(question.as_of.empty() ? console.today.ToString() : question.as_of);
  request.set_frozen(question.frozen);
  request.set_locale(locale);
  if (auto status = AddWeights(question.weights, *request.mutable_weight_overrides());
      !status.ok()) {
    return status;
  }
  return AddSwitches(question.switches, *request.mutable_switch_overrides());
}

// What both lists have in common beside that.
template <class Request>
absl::Status FillList(const QuestionOptions& question, Request& request) {
  // In a request 0 stands for "as usual"; on the command line it is a number like any other.
  if (question.limit == 0) return absl::InvalidArgumentError("limit: 0 is not between 1 and 1000");
  request.set_limit(question.limit);
  const auto classes = ClassesOf(question.classes);
  if (!classes.ok()) return classes.status();
  for (const v1::HitClass hit_class : *classes) request.add_classes(hit_class);
  return absl::OkStatus();
}

}  // namespace passung::cli

#endif  // PASSUNG_BINDINGS_CLI_QUESTION_H_
