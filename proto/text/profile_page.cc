#include "proto/text/profile_page.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "proto/text/profile_tables.h"

namespace passung::text {
namespace {

// The four blocks of the programme, and the conditions.
constexpr std::array<absl::string_view, 5> kBlocks = {"qualification", "recognition", "language",
                                                      "district", "conditions"};

size_t BlockOf(CriterionKey criterion) {
  switch (criterion) {
    case CriterionKey::kOccupationFit:
    case CriterionKey::kLevelAdequacy:
    case CriterionKey::kSkillsFit:
      return 0;
    case CriterionKey::kRecognitionFit:
      return 1;
    case CriterionKey::kLanguageFit:
      return 2;
    case CriterionKey::kDistrictFit:
      return 3;
    case CriterionKey::kWorkingTimeFit:
    case CriterionKey::kStartFit:
    case CriterionKey::kEmployerSupport:
      break;
  }
  return 4;
}

std::string BlockName(size_t block, const Texts& texts) {
  return texts.Get(absl::StrCat("profile.block.", kBlocks[block]));
}

// "26,5 %" of the sum of all weights.
std::string Share(int32_t weight, const Texts& texts) { return texts.Score(weight * kMaxPoints); }

// Of a profile that came with the program, as it came, those of the catalogue; else the author's.
std::vector<std::string> Reasons(const ScoringProfile& profile, const Texts& texts) {
  const auto shipped = ShippedProfile(profile.id);
  const std::string chosen = shipped.ok() && *shipped == profile
                                 ? texts.Get(absl::StrCat("profile.reasons.", profile.id))
                                 : profile.note;
  std::vector<std::string> paragraphs;
  for (const absl::string_view paragraph : absl::StrSplit(chosen, "\n\n", absl::SkipWhitespace())) {
    paragraphs.emplace_back(absl::StripAsciiWhitespace(paragraph));
  }
  return paragraphs;
}

PageSection Weights(const AppliedProfile& applied, const Texts& texts) {
  PageTable criteria{{{texts.Get("profile.column.block")},
                      {texts.Get("table.criterion")},
                      {texts.Get("profile.column.key")},
                      {texts.Get("table.weight"), true}},
                     {}};
  std::array<int32_t, kBlocks.size()> sums{};
  for (size_t i = 0; i < applied.weights.size(); ++i) {
    const auto key = static_cast<CriterionKey>(i);
    criteria.rows.push_back({BlockName(BlockOf(key), texts), texts.Of(key), std::string(Name(key)),
                             texts.Number(applied.weights[i])});
    sums[BlockOf(key)] += applied.weights[i];
  }
  PageTable blocks{{{texts.Get("profile.column.block")}, {texts.Get("profile.column.part"), true}},
                   {}};
  for (size_t block = 0; block < sums.size(); ++block) {
    blocks.rows.push_back({BlockName(block, texts), Share(sums[block], texts)});
  }
  return {.heading = texts.Get("profile.heading.weights"),
          .paragraphs = {texts.Get("profile.weights")},
          .tables = {std::move(criteria), std::move(blocks)}};
}

std::vector<PageTable> TablesOfCriterion(const ScoringProfile& profile, CriterionKey key,
                                         const Texts& texts) {
  switch (key) {
    case CriterionKey::kOccupationFit:
      return TablesOf(profile.occupation_fit, texts);
    case CriterionKey::kLevelAdequacy:
      return TablesOf(profile.level_adequacy, texts);
    case CriterionKey::kSkillsFit:
      return TablesOf(profile.skills_fit, texts);
    case CriterionKey::kRecognitionFit:
      return TablesOf(profile.recognition_fit, texts);
    case CriterionKey::kLanguageFit:
      return TablesOf(profile.language_fit, texts);
    case CriterionKey::kDistrictFit:
      return TablesOf(profile.district_fit, texts);
    case CriterionKey::kWorkingTimeFit:
      return TablesOf(profile.working_time_fit, texts);
    case CriterionKey::kStartFit:
      return TablesOf(profile.start_fit, texts);
    case CriterionKey::kEmployerSupport:
      break;
  }
  return TablesOf(profile.employer_support, texts);
}

PageSection CriterionSection(const AppliedProfile& applied, CriterionKey key, const Texts& texts) {
  const int32_t weight = applied.weights[Index(key)];
  PageSection section = {
      .heading = texts.Get("profile.heading.criterion",
                           {{{"criterion", texts.Of(key)}, {"weight", texts.Number(weight)}}}),
      .paragraphs = {},
      .tables = {}};
  const LevelAdequacyTable& level = applied.profile.level_adequacy;
  section.paragraphs.push_back(
      texts.Get(absl::StrCat("profile.criterion.", Name(key)),
                {{{"cap", texts.Of(static_cast<Column>(level.unrecognised_cap - 1))},
                  {"adaptation", texts.Number(level.own_adaptation)}}}));
  if (weight == 0) section.paragraphs.push_back(texts.Get("profile.no_weight"));
  section.tables = TablesOfCriterion(applied.profile, key, texts);
  return section;
}

std::vector<Argument> RuleArguments(const ScoringProfile& profile, const Texts& texts) {
  const RuleParameters& rules = profile.rules;
  std::vector<std::string> near;
  for (size_t i = 0; i < rules.reach_relations.size(); ++i) {
    if (rules.reach_relations[i]) near.push_back(texts.Of(static_cast<DistrictRelation>(i)));
  }
  if (near.empty()) near.push_back(texts.Get("profile.no_relation"));
  const auto levels = [&texts](int32_t number) {
    return texts.Get("profile.levels",
                     {{{"n", texts.Number(number)}, {"n_raw", absl::StrCat(number)}}});
  };
  return {{"by_law", levels(rules.language_short_by_law)},
          {"required", levels(rules.language_short_required)},
          {"minutes", texts.Number(rules.reach_max_minutes)},
          {"relations", absl::StrJoin(near, ", ")},
          {"weeks", texts.Number(rules.training_weeks_late)}};
}

PageSection Rules(const ScoringProfile& profile, const Texts& texts) {
  PageTable table{{{texts.Get("table.rule")},
                   {texts.Get("profile.column.key")},
                   {texts.Get("profile.column.switch")},
                   {texts.Get("table.reason")}},
                  {}};
  std::vector<Argument> arguments = RuleArguments(profile, texts);
  arguments.push_back({"switch_raw", ""});
  for (size_t i = 0; i < profile.switches.size(); ++i) {
    const auto key = static_cast<RuleKey>(i);
    const RuleSwitch set = profile.switches[i];
    arguments.back().value = absl::AsciiStrToLower(Name(set));
    std::string reason = texts.Get(absl::StrCat("profile.rule.", Name(key)), arguments);
    if (set == RuleSwitch::kOff) reason = absl::StrCat(texts.Get("profile.rule_off"), " ", reason);
    table.rows.push_back({texts.Of(key), std::string(Name(key)), texts.Of(set), reason});
  }
  return {.heading = texts.Get("profile.heading.rules"),
          .paragraphs = {texts.Get("profile.rules")},
          .tables = {std::move(table)}};
}

}  // namespace

Page ProfilePage(const AppliedProfile& applied, const Texts& texts) {
  const ScoringProfile& profile = applied.profile;
  Page page = {
      .heading = texts.Get("phrase.profile",
                           {{{"profile", profile.id}, {"version", absl::StrCat(profile.version)}}}),
      .paragraphs = Reasons(profile, texts),
      .sections = {Weights(applied, texts)}};
  for (int i = 0; i < kCriterionCount; ++i) {
    page.sections.push_back(CriterionSection(applied, static_cast<CriterionKey>(i), texts));
  }
  page.sections.push_back(Rules(profile, texts));
  page.sections.push_back(
      {.heading = texts.Get("profile.heading.digest"),
       .paragraphs = {texts.Get("profile.digest", {{{"digest", applied.digest}}}),
                      texts.Get("note.percentage")},
       .tables = {}});
  return page;
}

}  // namespace passung::text
