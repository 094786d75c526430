#include "proto/wire/profile_wire.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include "absl/strings/str_replace.h"
#include "proto/wire/vocabulary_wire.h"
#include "tests/support/status_matchers.h"

namespace passung::wire {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

std::string DefaultText() { return ProfileToText(*ShippedProfile("default")); }

// The default profile's file with one text replaced.
std::string Changed(absl::string_view from, absl::string_view to) {
  const std::string text = DefaultText();
  EXPECT_THAT(text, HasSubstr(std::string(from)));
  return absl::StrReplaceAll(text, {{from, to}});
}

TEST(ProfileTextTest, EveryShippedProfileComesBackFromItsFile) {
  ASSERT_EQ(ShippedProfiles().size(), 4u);
  for (const ScoringProfile& profile : ShippedProfiles()) {
    const std::string text = ProfileToText(profile);
    const auto back = ProfileFromText(text);
    ASSERT_OK(back) << profile.id;
    EXPECT_TRUE(*back == profile) << text;
  }
}

TEST(ProfileTextTest, RowOfATableStandsOnOneLine) {
  EXPECT_THAT(DefaultText(), HasSubstr("level_1: 3500 level_2: 0 level_3: 0 level_4: 0 "
                                       "training: 3000 bridge: 3000\n"));
  EXPECT_THAT(DefaultText(), HasSubstr("work_access: RULE_SWITCH_ENFORCE\n"));
}

TEST(ProfileTextTest, CommentsAreAllowedAndUmlautsStayReadable) {
  ScoringProfile profile = *ShippedProfile("default");
  profile.note = "für Zwickau";
  const std::string text = "# ours\n" + ProfileToText(profile);
  EXPECT_THAT(text, HasSubstr("für Zwickau"));
  EXPECT_THAT(ProfileFromText(text), IsOkAndHolds(profile));
}

TEST(ProfileTextTest, UnknownFieldIsRefusedWithItsLine) {
  EXPECT_THAT(ProfileFromText(Changed("version: 1\n", "version: 1\nlanguage_fitt { }\n")),
              Refused("line 3, column"));
  EXPECT_THAT(ProfileFromText(Changed("version: 1\n", "version: 1\nlanguage_fitt { }\n")),
              Refused("language_fitt"));
}

TEST(ProfileTextTest, SyntaxErrorsAndWrongTypesAreRefusedWithTheirLine) {
  EXPECT_THAT(ProfileFromText("name: \"profiles/x\n"), Refused("line 1, column"));
  EXPECT_THAT(ProfileFromText(Changed("version: 1\n", "version: one\n")),
              Refused("line 2, column"));
  EXPECT_THAT(ProfileFromText(Changed("RULE_SWITCH_ENFORCE", "RULE_SWITCH_MAYBE")),
              Refused("RULE_SWITCH_MAYBE"));
}

TEST(ProfileTextTest, EmptyFileIsRefused) {
  EXPECT_THAT(ProfileFromText(""), Refused("name: \"\" is not \"profiles/{id}\""));
}

TEST(ProfileTextTest, ForgottenNumberIsAMistakeAndNotAZero) {
  EXPECT_THAT(ProfileFromText(Changed("level_1: 3500 ", "")),
              Refused("occupation_fit.floor.level_1: must be given"));
  EXPECT_THAT(ProfileFromText(Changed("  kind_and_track: RULE_SWITCH_FLAG\n", "")),
              Refused("switches.kind_and_track: must be given: one of RULE_SWITCH_ENFORCE"));
}

TEST(ProfileTextTest, AFileThatDoesNotKnowALaterRuleEnforcesIt) {
  const std::string line = "  better_than_present_job: RULE_SWITCH_ENFORCE\n";
  EXPECT_THAT(ProfileFromText(Changed(line, "")), IsOkAndHolds(*ShippedProfile("default")));
  ASSERT_OK_AND_ASSIGN(
      const ScoringProfile off,
      ProfileFromText(Changed(line, "  better_than_present_job: RULE_SWITCH_OFF\n")));
  EXPECT_EQ(off.switches[Index(RuleKey::kBetterThanPresentJob)], RuleSwitch::kOff);
}

TEST(ProfileTextTest, ForgottenTableIsNamedOnce) {
  v1::ScoringProfile message = ToProto(*ShippedProfile("default"));
  message.mutable_occupation_fit()->clear_ceiling();
  message.mutable_rules()->clear_reach_relations();
  const auto result = FromProto(message);
  EXPECT_THAT(result, Refused("occupation_fit.ceiling: must be given (and 1 more)"));
}

TEST(ProfileTextTest, NumbersThatBreakAnOrderAreRefused) {
  EXPECT_THAT(ProfileFromText(Changed("same_5: 10000", "same_5: 1")), Refused("occupation_fit"));
  EXPECT_THAT(ProfileFromText(Changed("language_fit: 1600", "language_fit: -1")),
              Refused("weights"));
}

TEST(ProfileWireTest, PathOfTheRequestLeadsTheField) {
  EXPECT_THAT(FromProto(v1::ScoringProfile(), "profile"), Refused("profile.name: "));
}

TEST(ProfileOverridesTest, AreReadInTheirOrder) {
  v1::RankVacanciesRequest request;
  auto& weight = *request.add_weight_overrides();
  weight.set_criterion(v1::CRITERION_LANGUAGE_FIT);
  weight.set_weight(3'000'000'000);
  auto& changed = *request.add_switch_overrides();
  changed.set_rule(v1::RULE_REACH);
  changed.set_rule_switch(v1::RULE_SWITCH_OFF);
  ASSERT_OK_AND_ASSIGN(const ProfileOverrides overrides,
                       FromProto(request.weight_overrides(), request.switch_overrides()));
  EXPECT_THAT(overrides.weights, ElementsAre(Pair(CriterionKey::kLanguageFit, 3'000'000'000)));
  EXPECT_THAT(overrides.switches, ElementsAre(Pair(RuleKey::kReach, RuleSwitch::kOff)));
}

TEST(ProfileOverridesTest, MissingKeysAndSwitchesNameTheElement) {
  v1::RankVacanciesRequest request;
  request.add_weight_overrides()->set_criterion(v1::CRITERION_LANGUAGE_FIT);
  request.add_weight_overrides();
  EXPECT_THAT(FromProto(request.weight_overrides(), request.switch_overrides()),
              Refused("weight_overrides[1].criterion: must be given"));
  request.mutable_weight_overrides()->RemoveLast();
  request.add_switch_overrides()->set_rule(v1::RULE_REACH);
  EXPECT_THAT(FromProto(request.weight_overrides(), request.switch_overrides()),
              Refused("switch_overrides[0].rule_switch: must be given"));
}

}  // namespace
}  // namespace passung::wire
