// `passung profile preview FILE`: what a profile would change in people's lists, before it is used.
#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "bindings/cli/commands.h"
#include "bindings/cli/evaluation_view.h"
#include "bindings/cli/layout.h"
#include "bindings/cli/options.h"
#include "bindings/cli/question.h"
#include "bindings/cli/source.h"
#include "engine/base/status_macros.h"
#include "passung/v1/profile_service.pb.h"
#include "proto/wire/profile_wire.h"
#include "proto/wire/resource_name.h"
#include "proto/wire/vocabulary_wire.h"

namespace passung::cli {
namespace {

struct PreviewOptions {
  std::string file;
  std::string compare_with;
  std::vector<std::string> mentees;
  int32_t sample = 0;
  int32_t limit = 0;
  bool measure = false;
  std::string as_of;
  SourceOptions source;
  OutputOptions output;
};

constexpr int kMostReasons = 3;

absl::StatusOr<v1::PreviewProfileRequest> PreviewRequest(const PreviewOptions& options,
                                                         const Console& console) {
  v1::PreviewProfileRequest request;
  PASSUNG_ASSIGN_OR_RETURN(const ScoringProfile profile, ReadProfileFile(options.file));
  *request.mutable_profile() = wire::ToProto(profile);
  request.mutable_profile()->set_version(0);
  if (!options.compare_with.empty()) {
    PASSUNG_ASSIGN_OR_RETURN(const std::string id, wire::ParseProfileName(options.compare_with));
    request.set_compare_with(absl::StrCat(wire::kProfiles, "/", id));
  }
  for (const std::string& mentee : options.mentees) request.add_mentees(mentee);
  request.set_sample(options.sample);
  request.set_limit(options.limit);
  request.set_measure(options.measure);
  request.set_as_of(options.as_of.empty() ? console.today.ToString() : options.as_of);
  return request;
}

std::string PlaceText(int32_t place, const text::Texts& texts) {
  return place == 0 ? texts.Get("phrase.no_place") : texts.Number(place);
}

std::string RulesText(const google::protobuf::RepeatedField<int>& rules, const text::Texts& texts) {
  std::vector<std::string> names;
  for (const int rule : rules) {
    const auto key = wire::FromProto<RuleKey>(static_cast<v1::Rule>(rule), "rule");
    if (key.ok()) names.push_back(texts.Of(*key));
  }
  return absl::StrJoin(names, ", ");
}

// What moved it: rules first, then what counts most.
std::string MoverReasons(const v1::PlaceChange& mover, const text::Texts& texts) {
  std::vector<std::string> reasons;
  if (mover.barred_before_size() > 0) {
    reasons.push_back(
        texts.Get("phrase.barred_before", {{{"rules", RulesText(mover.barred_before(), texts)}}}));
  }
  if (mover.barred_after_size() > 0) {
    reasons.push_back(
        texts.Get("phrase.barred_after", {{{"rules", RulesText(mover.barred_after(), texts)}}}));
  }
  for (int i = 0; i < std::min(mover.contributions_size(), kMostReasons); ++i) {
    const v1::ContributionChange& change = mover.contributions(i);
    const auto criterion = wire::FromProto<CriterionKey>(change.criterion(), "criterion");
    if (!criterion.ok()) continue;
    reasons.push_back(absl::StrCat(texts.Of(*criterion), " ", texts.Score(change.before()), " → ",
                                   texts.Score(change.after())));
  }
  return reasons.empty() ? texts.Get("phrase.only_others_moved") : absl::StrJoin(reasons, "; ");
}

void PrintChanges(const v1::PreviewProfileResponse& response, const text::Texts& texts,
                  const Console& console) {
  Table table({{texts.Get("table.mentee"), Align::kLeft, 30},
               {texts.Get("table.same_place"), Align::kRight},
               {texts.Get("table.up"), Align::kRight},
               {texts.Get("table.down"), Align::kRight},
               {texts.Get("table.entered"), Align::kRight},
               {texts.Get("table.left"), Align::kRight}},
              console.width);
  for (const v1::ListChange& change : response.changes()) {
    table.Add({change.mentee(), texts.Number(change.same()), texts.Number(change.up()),
               texts.Number(change.down()), texts.Number(change.entered()),
               texts.Number(change.left())});
  }
  table.Print(console.out);
}

void PrintMovers(const v1::PreviewProfileResponse& response, const text::Texts& texts,
                 const Console& console) {
  Table table({{texts.Get("table.mentee"), Align::kLeft, 30},
               {texts.Get("table.vacancy"), Align::kLeft, 30},
               {texts.Get("table.place_before"), Align::kRight},
               {texts.Get("table.place_after"), Align::kRight},
               {texts.Get("table.why")}},
              console.width);
  for (const v1::PlaceChange& mover : response.movers()) {
    table.Add({mover.mentee(), mover.vacancy(), PlaceText(mover.place_before(), texts),
               PlaceText(mover.place_after(), texts), MoverReasons(mover, texts)});
  }
  table.Print(console.out);
}

void PrintPreview(const v1::PreviewProfileResponse& response, const text::Texts& texts,
                  const Console& console) {
  console.out << texts.Get("phrase.preview",
                           {{{"profile", response.compared_with()},
                             {"version", texts.Number(response.compared_version())},
                             {"limit", texts.Number(response.limit())},
                             {"people", texts.Number(response.changes_size())},
                             {"people_raw", absl::StrCat(response.changes_size())}}})
              << "\n\n";
  if (response.changes().empty()) return;
  PrintChanges(response, texts, console);
  if (response.movers().empty()) {
    console.out << "\n" << texts.Get("phrase.no_movers") << "\n";
    return;
  }
  console.out << "\n" << texts.Get("phrase.movers") << "\n";
  PrintMovers(response, texts, console);
}

absl::Status RunPreview(const PreviewOptions& options, Console& console) {
  PASSUNG_ASSIGN_OR_RETURN(const v1::PreviewProfileRequest request,
                           PreviewRequest(options, console));
  PASSUNG_ASSIGN_OR_RETURN(const auto source, OpenSource(options.source, {.today = console.today}));
  PASSUNG_ASSIGN_OR_RETURN(const v1::PreviewProfileResponse response, source->Ask(request));
  if (options.output.format == Format::kJson) {
    console.out << ToJson(response);
  } else {
    PrintPreview(response, options.output.texts(), console);
    if (options.measure) {
      console.out << "\n";
      PrintMeasured(response, options.output.texts(), console);
    }
  }
  return absl::OkStatus();
}

}  // namespace

void AddProfilePreviewCommand(CLI::App& profile, Action& chosen) {
  auto options = std::make_shared<PreviewOptions>();
  CLI::App* command = profile.add_subcommand(
      "preview", "What a profile of one's own would change in people's lists, and why");
  command->footer(
      "Ranks everybody who is looked at twice and stores nothing.\n\n"
      "Examples:\n"
      "  passung profile preview mine.txt --compare-with default --db work.db\n"
      "  passung profile preview mine.txt --compare-with default --db work.db \\\n"
      "    --mentee mentees/m000001 --mentee mentees/m000002 --limit 50\n"
      "  passung profile preview mine.txt --server localhost:50051 --ca ca.pem --sample 30\n"
      "  passung profile preview mine.txt --compare-with default --db work.db --measure");
  command
      ->add_option("file", options->file,
                   "The profile that is tried, as `passung profile show --format text` writes it")
      ->required()
      ->type_name("FILE");
  command
      ->add_option("--compare-with", options->compare_with,
                   "Profile to compare with (default: that of the same name)")
      ->type_name("NAME");
  CLI::Option* mentee =
      command
          ->add_option("--mentee", options->mentees,
                       "Whose list; may be repeated, at most 50 (default: a sample)")
          ->type_name("NAME");
  command
      ->add_option("--sample", options->sample,
                   "So many people, spread evenly over all: 1 to 50 (default: 10)")
      ->type_name("N")
      ->excludes(mentee);
  command
      ->add_option("--limit", options->limit,
                   "How many first places are compared: 1 to 100 (default: 20)")
      ->type_name("N");
  command->add_flag(
      "--measure", options->measure,
      "Also who gains and who loses, by district, level and kind of vacancy: on what\n"
      "became of suggestions to everybody");
  command->add_option("--as-of", options->as_of, "Day of the question (default: today)")
      ->type_name("DATE");
  AddSourceOptions(*command, options->source);
  AddOutputOptions(*command, options->output, {{"table", Format::kTable}, {"json", Format::kJson}},
                   "table or json");
  command->callback([&chosen, options] {
    chosen = [options](Console& console) { return RunPreview(*options, console); };
  });
}

}  // namespace passung::cli
