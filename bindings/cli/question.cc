#include "bindings/cli/question.h"

#include <algorithm>
#include <utility>

#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "engine/base/status_macros.h"
#include "passung/judgement.h"
#include "proto/answer/read_file.h"
#include "proto/wire/profile_wire.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::cli {
namespace {

// One of the names of E.
template <class E>
absl::StatusOr<E> Named(absl::string_view option, absl::string_view name) {
  if (const auto value = FromName<E>(name)) return *value;
  return UsageError(
      absl::StrCat(option, ": \"", name, "\" is not one of: ", absl::StrJoin(Names<E>(), ", ")));
}

absl::StatusOr<std::pair<std::string, std::string>> Split(absl::string_view option,
                                                          absl::string_view text,
                                                          absl::string_view form) {
  std::pair<std::string, std::string> parts = absl::StrSplit(text, absl::MaxSplits('=', 1));
  if (!parts.first.empty() && !parts.second.empty()) return parts;
  return UsageError(absl::StrCat(option, ": \"", text, "\" is not of the form ", form));
}

}  // namespace

void AddQuestionOptions(CLI::App& command, QuestionOptions& question) {
  CLI::Option* profile =
      command.add_option("--profile", question.profile, "Name of a profile (default: default)")
          ->type_name("NAME");
  command
      .add_option("--profile-file", question.profile_file,
                  "Profile from a file, as `passung profile show NAME --format text` writes it")
      ->type_name("FILE")
      ->excludes(profile);
  command
      .add_option("--weight", question.weights,
                  "Weight of a criterion for this question, such as occupation_fit=3000")
      ->type_name("CRITERION=N")
      ->take_all();
  command
      .add_option("--switch", question.switches,
                  "Switch of a rule for this question, such as reach=flag")
      ->type_name("RULE=enforce|flag|off")
      ->take_all();
  command.add_option("--as-of", question.as_of, "Day of the question (default: today)")
      ->type_name("YYYY-MM-DD");
  command.add_flag("--frozen", question.frozen,
                   "Time stands still: planned facts and ends of waiting periods do not count");
}

void AddListOptions(CLI::App& command, QuestionOptions& question) {
  command.add_option("--limit", question.limit, "Most hits, 1 to 1000 (default: 20)")
      ->type_name("K");
  command
      .add_option("--class", question.classes,
                  "Classes to list: open, later, unclear, closed (default: all but closed)")
      ->type_name("CLASS")
      ->delimiter(',')
      ->take_all();
}

void AddThreadsOption(CLI::App& command, QuestionOptions& question) {
  command.add_option("--threads", question.threads, "1 to 64; the answer does not depend on it")
      ->type_name("N");
}

void AddFilterOptions(CLI::App& command, QuestionOptions& question) {
  const auto add = [&command](const char* name, std::vector<std::string>& values, const char* text,
                              const char* type) {
    command.add_option(name, values, text)->type_name(type)->delimiter(',')->take_all();
  };
  add("--district", question.districts, "Only places in this district (AGS), such as 14713", "AGS");
  add("--kind", question.kinds, "Only vacancies of this kind, such as job or training_dual",
      "KIND");
  add("--occupation", question.occupations,
      "Only occupations whose code (KldB 2010) begins so, such as 813", "DIGITS");
  add("--employer", question.employers, "Only vacancies of this employer, employers/ID", "NAME");
}

absl::StatusOr<ScoringProfile> ReadProfileFile(const std::string& file) {
  PASSUNG_ASSIGN_OR_RETURN(const std::string text, answer::ReadFile(file));
  absl::StatusOr<ScoringProfile> profile = wire::ProfileFromText(text);
  if (profile.ok()) return profile;
  return absl::Status(profile.status().code(),
                      absl::StrCat(file, ": ", profile.status().message()));
}

absl::StatusOr<LocalSettings> SettingsOf(const QuestionOptions& question, const Console& console) {
  LocalSettings settings{.today = console.today, .threads = question.threads, .profile = {}};
  if (question.profile_file.empty()) return settings;
  PASSUNG_ASSIGN_OR_RETURN(settings.profile, ReadProfileFile(question.profile_file));
  return settings;
}

absl::Status AddWeights(const std::vector<std::string>& weights,
                        google::protobuf::RepeatedPtrField<v1::WeightOverride>& overrides) {
  for (const std::string& text : weights) {
    PASSUNG_ASSIGN_OR_RETURN(const auto parts, Split("--weight", text, "CRITERION=NUMBER"));
    PASSUNG_ASSIGN_OR_RETURN(const auto criterion, Named<CriterionKey>("--weight", parts.first));
    int64_t weight = 0;
    if (!absl::SimpleAtoi(parts.second, &weight)) {
      return UsageError(
          absl::StrCat("--weight ", parts.first, ": \"", parts.second, "\" is not a whole number"));
    }
    v1::WeightOverride& override_message = *overrides.Add();
    override_message.set_criterion(wire::ToProto<v1::Criterion>(criterion));
    override_message.set_weight(weight);
  }
  return absl::OkStatus();
}

absl::Status AddSwitches(const std::vector<std::string>& switches,
                         google::protobuf::RepeatedPtrField<v1::SwitchOverride>& overrides) {
  for (const std::string& text : switches) {
    PASSUNG_ASSIGN_OR_RETURN(const auto parts, Split("--switch", text, "RULE=enforce|flag|off"));
    PASSUNG_ASSIGN_OR_RETURN(const auto rule, Named<RuleKey>("--switch", parts.first));
    PASSUNG_ASSIGN_OR_RETURN(const auto rule_switch, Named<RuleSwitch>("--switch", parts.second));
    v1::SwitchOverride& override_message = *overrides.Add();
    override_message.set_rule(wire::ToProto<v1::Rule>(rule));
    override_message.set_rule_switch(wire::ToProto<v1::RuleSwitch>(rule_switch));
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::MatchFilter> FilterOf(const QuestionOptions& question) {
  v1::MatchFilter filter;
  for (const std::string& district : question.districts) filter.add_districts(district);
  for (const std::string& name : question.kinds) {
    PASSUNG_ASSIGN_OR_RETURN(const auto kind, Named<VacancyKind>("--kind", name));
    filter.add_kinds(wire::ToProto<v1::VacancyKind>(kind));
  }
  for (const std::string& prefix : question.occupations) filter.add_occupations(prefix);
  for (const std::string& employer : question.employers) filter.add_employers(employer);
  return filter;
}

absl::StatusOr<std::vector<v1::HitClass>> ClassesOf(const std::vector<std::string>& names) {
  std::vector<v1::HitClass> classes;
  for (const std::string& name : names) {
    PASSUNG_ASSIGN_OR_RETURN(const auto hit_class, Named<HitClass>("--class", name));
    classes.push_back(wire::ToProto<v1::HitClass>(hit_class));
  }
  return classes;
}

}  // namespace passung::cli
