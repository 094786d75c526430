#include "proto/text/profile_page.h"

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "proto/wire/profile_wire.h"
#include "tests/support/status_matchers.h"

namespace passung::text {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

Page PageOf(const ScoringProfile& profile, Locale locale) {
  const auto applied = Apply(profile, {});
  EXPECT_OK(applied);
  return ProfilePage(*applied, Texts::For(locale));
}

std::string WholeText(const Page& page) { return ToMarkdown(page); }

// Every cell of every table.
std::vector<std::string> CellsOf(const Page& page) {
  std::vector<std::string> cells;
  for (const PageSection& section : page.sections) {
    for (const PageTable& table : section.tables) {
      for (const auto& row : table.rows) cells.insert(cells.end(), row.begin(), row.end());
    }
  }
  return cells;
}

// Numbers of a message by how often each comes; what names it (version) and rule parameters, which
// stand in sentences, are left to other tests.
void CountNumbers(const google::protobuf::Message& message, std::map<int32_t, int>& counts) {
  using google::protobuf::FieldDescriptor;
  const auto& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->name() == "version" || field->name() == "rules") continue;
    if (field->name() == "unrecognised_cap" || field->name() == "own_adaptation") continue;
    if (field->name() == "at_most" || field->name() == "at_least_percent") continue;
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_INT32) {
      ++counts[reflection.GetInt32(message, field)];
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      if (!field->is_repeated()) {
        CountNumbers(reflection.GetMessage(message, field), counts);
        continue;
      }
      for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
        CountNumbers(reflection.GetRepeatedMessage(message, field, i), counts);
      }
    }
  }
}

TEST(ProfilePageTest, EveryNumberOfTheFileStandsInATableAsOftenAsInTheFile) {
  for (const Locale locale : {Locale::kDe, Locale::kEn}) {
    const Texts& texts = Texts::For(locale);
    for (const ScoringProfile& profile : ShippedProfiles()) {
      std::map<int32_t, int> in_file;
      CountNumbers(wire::ToProto(profile), in_file);
      std::map<std::string, int> on_page;
      for (const std::string& cell : CellsOf(PageOf(profile, locale))) ++on_page[cell];
      for (const auto& [number, count] : in_file) {
        EXPECT_GE(on_page[texts.Number(number)], count) << profile.id << " " << number;
      }
    }
  }
}

TEST(ProfilePageTest, AChangedNumberChangesItsCellAndNoOther) {
  ScoringProfile profile = *ShippedProfile("default");
  const std::vector<std::string> before = CellsOf(PageOf(profile, Locale::kDe));
  profile.district_fit.relation[2] = 4321;
  profile.recognition_fit.bars[Index(RecognitionStatus::kFiled)] = 2987;
  const std::vector<std::string> after = CellsOf(PageOf(profile, Locale::kDe));
  ASSERT_EQ(before.size(), after.size());
  std::vector<std::string> changed;
  for (size_t i = 0; i < before.size(); ++i) {
    if (before[i] != after[i]) changed.push_back(before[i] + " -> " + after[i]);
  }
  EXPECT_THAT(changed, ElementsAre("3.000 -> 2.987", "5.000 -> 4.321"));
}

TEST(ProfilePageTest, TheNumbersOfRulesStandInTheirSentences) {
  ScoringProfile profile = *ShippedProfile("near_home");
  profile.rules.reach_max_minutes = 44;
  profile.rules.training_weeks_late = 17;
  profile.rules.language_short_required = 3;
  const std::string text = WholeText(PageOf(profile, Locale::kDe));
  EXPECT_THAT(text, HasSubstr("gelten 44 Minuten"));
  EXPECT_THAT(text, HasSubstr("gilt als erreichbar: gleicher Kreis; alles"));
  EXPECT_THAT(text, HasSubstr("Mehr als 17 Wochen"));
  EXPECT_THAT(text, HasSubstr("wenn 1 Stufe fehlt; in der Anzeige verlangtes, wenn 3 Stufen"));
}

TEST(ProfilePageTest, EachRuleHasItsSwitchAndAReasonThatFitsIt) {
  ScoringProfile profile = *ShippedProfile("default");
  const auto rules_of = [](const Page& page) {
    for (const PageSection& section : page.sections) {
      if (section.heading == "Regeln") return section.tables.at(0).rows;
    }
    return std::vector<std::vector<std::string>>();
  };
  const auto flagged = rules_of(PageOf(profile, Locale::kDe));
  ASSERT_EQ(flagged.size(), size_t{kRuleCount});
  for (const auto& row : flagged) EXPECT_THAT(row, Not(Contains(IsEmpty())));
  EXPECT_THAT(flagged[Index(RuleKey::kStartWindow)],
              ElementsAre("Beginn der Ausbildung", "start_window", "Hinweis",
                          HasSubstr("darum nur ein Hinweis")));
  profile.switches[Index(RuleKey::kStartWindow)] = RuleSwitch::kEnforce;
  profile.switches[Index(RuleKey::kReach)] = RuleSwitch::kOff;
  const auto changed = rules_of(PageOf(profile, Locale::kDe));
  EXPECT_THAT(changed[Index(RuleKey::kStartWindow)],
              ElementsAre("Beginn der Ausbildung", "start_window", "gilt",
                          Not(HasSubstr("darum nur ein Hinweis"))));
  EXPECT_THAT(changed[Index(RuleKey::kReach)],
              ElementsAre("Erreichbarkeit", "reach", "aus", HasSubstr("Hier nicht geprüft.")));
}

TEST(ProfilePageTest, BlocksSumTheWeightsAsApplied) {
  ScoringProfile profile = *ShippedProfile("default");
  const Page page = PageOf(profile, Locale::kDe);
  EXPECT_THAT(page.sections.at(0).tables.at(1).rows,
              ElementsAre(ElementsAre("Qualifikation", "47,0 %"),
                          ElementsAre("Anerkennung", "10,0 %"), ElementsAre("Deutsch", "16,0 %"),
                          ElementsAre("Weg", "12,0 %"), ElementsAre("Bedingungen", "15,0 %")));
  profile.weights.fill(0);
  profile.weights[Index(CriterionKey::kLanguageFit)] = 7;
  const Page german_only = PageOf(profile, Locale::kDe);
  EXPECT_THAT(german_only.sections.at(0).tables.at(1).rows.at(2),
              ElementsAre("Deutsch", "100,0 %"));
  EXPECT_THAT(WholeText(german_only), HasSubstr("Zählt in diesem Profil nicht."));
}

TEST(ProfilePageTest, EveryShippedProfileHasItsReasonsInBothLanguagesWithoutANumber) {
  for (const Locale locale : {Locale::kDe, Locale::kEn}) {
    for (const ScoringProfile& profile : ShippedProfiles()) {
      const Page page = PageOf(profile, locale);
      ASSERT_EQ(page.paragraphs.size(), 1U);
      EXPECT_GT(page.paragraphs[0].size(), 200U) << profile.id;
      EXPECT_EQ(page.paragraphs[0].find_first_of("0123456789"), std::string::npos) << profile.id;
    }
  }
}

TEST(ProfilePageTest, WhoChangesAProfileAnswersForItsReasons) {
  ScoringProfile profile = *ShippedProfile("default");
  profile.weights[0] += 1;
  EXPECT_THAT(PageOf(profile, Locale::kDe).paragraphs, ElementsAre(profile.note));
  profile.note = "Erster Absatz.\n\nZweiter.";
  EXPECT_THAT(PageOf(profile, Locale::kEn).paragraphs, ElementsAre("Erster Absatz.", "Zweiter."));
}

TEST(ProfilePageTest, NoKeyOfTheCatalogueIsLeftUnanswered) {
  for (const Locale locale : {Locale::kDe, Locale::kEn}) {
    for (const ScoringProfile& profile : ShippedProfiles()) {
      const std::string text = WholeText(PageOf(profile, locale));
      EXPECT_THAT(text, Not(HasSubstr("profile.")));
      EXPECT_THAT(text, Not(HasSubstr("table.")));
      EXPECT_THAT(text, Not(HasSubstr("…")));
    }
  }
}

TEST(PageTest, MarkdownKeepsTextsTextsAndTablesTables) {
  const Page page = {.heading = "A_b",
                     .paragraphs = {"one *two* <b>\nthree"},
                     .sections = {{.heading = "C",
                                   .paragraphs = {},
                                   .tables = {{{{"x"}, {"n", true}}, {{"p|q", "1.000"}}}}}}};
  EXPECT_EQ(ToMarkdown(page),
            "# A\\_b\n\none \\*two\\* \\<b\\> three\n\n## C\n\n"
            "| x | n |\n|---|---:|\n| p\\|q | 1.000 |\n");
}

}  // namespace
}  // namespace passung::text
