#include "passung/profile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <numeric>

#include "tests/support/status_matchers.h"

namespace passung {
namespace {

using ::testing::HasSubstr;

ScoringProfile Default() { return *ShippedProfile("default"); }

TEST(ProfileTest, EveryShippedProfileIsValidAndItsWeightsSumToTenThousand) {
  EXPECT_EQ(ShippedProfiles().size(), 4u);
  for (const ScoringProfile& profile : ShippedProfiles()) {
    EXPECT_THAT(Validate(profile), IsOk()) << profile.id;
    EXPECT_EQ(std::accumulate(profile.weights.begin(), profile.weights.end(), int64_t{0}), 10000)
        << profile.id;
  }
}

TEST(ProfileTest, AnUnknownNameListsTheShippedOnes) {
  EXPECT_THAT(ShippedProfile("best"),
              StatusIs(absl::StatusCode::kNotFound, HasSubstr("near_home")));
}

struct Fault {
  const char* field;
  std::function<void(ScoringProfile&)> make;
};

TEST(ProfileTest, EveryBrokenOrderAndRangeIsNamedByItsField) {
  const Fault faults[] = {
      {"id", [](ScoringProfile& p) { p.id = "a b"; }},
      {"version", [](ScoringProfile& p) { p.version = 0; }},
      {"note", [](ScoringProfile& p) { p.note.assign(4001, 'x'); }},
      {"note", [](ScoringProfile& p) { p.note = "\xff"; }},
      {"weights.skills_fit", [](ScoringProfile& p) { p.weights[2] = -1; }},
      {"weights", [](ScoringProfile& p) { p.weights.fill(0); }},
      {"weights", [](ScoringProfile& p) { p.weights[0] = 2147483647; }},
      {"occupation_fit.relation.same_4",
       [](ScoringProfile& p) { p.occupation_fit.relation[1] = 10001; }},
      {"occupation_fit.relation.same_2",
       [](ScoringProfile& p) { p.occupation_fit.relation[4] = 7000; }},
      {"occupation_fit.ceiling.experience_12",
       [](ScoringProfile& p) { p.occupation_fit.ceiling[2] = 9600; }},
      {"occupation_fit.wish_work", [](ScoringProfile& p) { p.occupation_fit.wish_work = 10001; }},
      {"level_adequacy.usable_level_3.level_2",
       [](ScoringProfile& p) {
         p.level_adequacy.points[2][1] = 10000;
         p.level_adequacy.points[1][1] = 9000;
       }},
      {"level_adequacy.usable_level_2.level_3",
       [](ScoringProfile& p) { p.level_adequacy.points[1][2] = 500; }},
      {"level_adequacy.usable_level_4.training",
       [](ScoringProfile& p) { p.level_adequacy.points[3][4] = 9999; }},
      {"level_adequacy.unknown.level_1",
       [](ScoringProfile& p) { p.level_adequacy.unknown[0] = 10001; }},
      {"level_adequacy.unrecognised_cap",
       [](ScoringProfile& p) { p.level_adequacy.unrecognised_cap = 5; }},
      {"recognition_fit.bars.withdrawn",
       [](ScoringProfile& p) { p.recognition_fit.bars[Index(RecognitionStatus::kWithdrawn)] = 0; }},
      {"recognition_fit.nobody.comparable",
       [](ScoringProfile& p) {
         p.recognition_fit.nobody[Index(RecognitionStatus::kComparable)] = 8000;
       }},
      {"recognition_fit.bars.full",
       [](ScoringProfile& p) { p.recognition_fit.bars[Index(RecognitionStatus::kFull)] = 7000; }},
      {"language_fit.missing.short_1",
       [](ScoringProfile& p) { p.language_fit.missing[1] = 10001; }},
      {"language_fit.prior.training", [](ScoringProfile& p) { p.language_fit.prior[4][2] = 501; }},
      {"district_fit.minutes[1].at_most",
       [](ScoringProfile& p) { p.district_fit.minutes[1].at_most = 15; }},
      {"district_fit.minutes[2].points",
       [](ScoringProfile& p) {
         p.district_fit.minutes[2].points = 10000;
         p.district_fit.minutes[1].points = 9000;
       }},
      {"district_fit.relation.bordering",
       [](ScoringProfile& p) { p.district_fit.relation[2] = 7001; }},
      {"working_time_fit.share[1].at_least_percent",
       [](ScoringProfile& p) { p.working_time_fit.share[1].at_least_percent = 100; }},
      {"start_fit.weeks_late", [](ScoringProfile& p) { p.start_fit.weeks_late.clear(); }},
      {"employer_support.not_stated",
       [](ScoringProfile& p) { p.employer_support.not_stated = -1; }},
      {"rules.language_short_required",
       [](ScoringProfile& p) { p.rules.language_short_required = 0; }},
      {"rules.reach_relations", [](ScoringProfile& p) {
         p.rules.reach_relations = {false, true};
       }}};
  for (const Fault& fault : faults) {
    ScoringProfile profile = Default();
    fault.make(profile);
    EXPECT_THAT(Validate(profile),
                StatusIs(absl::StatusCode::kInvalidArgument, testing::StartsWith(fault.field)))
        << fault.field;
  }
}

TEST(ApplyTest, LargestRemaindersGetTheRestAndEarlierCriteriaWinTies) {
  ScoringProfile profile = Default();
  profile.weights = {1, 1, 1, 0, 0, 0, 0, 0, 0};
  const auto applied = Apply(profile, {});
  ASSERT_THAT(applied, IsOk());
  EXPECT_THAT(applied->weights, testing::ElementsAre(3334, 3333, 3333, 0, 0, 0, 0, 0, 0));
}

TEST(ApplyTest, OneFactorOverAllWeightsChangesNothing) {
  ScoringProfile profile = Default();
  profile.weights = {7, 11, 13, 17, 19, 23, 29, 31, 37};
  const auto once = Apply(profile, {})->weights;
  for (int64_t& weight : profile.weights) weight *= 1'000'003;
  EXPECT_EQ(Apply(profile, {})->weights, once);
}

TEST(ApplyTest, AnOverrideReplacesTheNamedWeightAndSwitch) {
  const auto applied = Apply(Default(), {.weights = {{CriterionKey::kSkillsFit, 0}},
                                         .switches = {{RuleKey::kReach, RuleSwitch::kFlag}}});
  ASSERT_THAT(applied, IsOk());
  EXPECT_EQ(applied->weights[2], 0);
  EXPECT_EQ(std::accumulate(applied->weights.begin(), applied->weights.end(), 0), 10000);
  EXPECT_EQ(applied->profile.switches[Index(RuleKey::kReach)], RuleSwitch::kFlag);
  EXPECT_EQ(applied->digest, Apply(Default(), {})->digest) << "the digest names the profile itself";
}

TEST(ApplyTest, AKeyNamedTwiceIsRefused) {
  EXPECT_THAT(
      Apply(Default(), {.weights = {{CriterionKey::kSkillsFit, 1}, {CriterionKey::kSkillsFit, 2}},
                        .switches = {}}),
      StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("skills_fit comes twice")));
  EXPECT_THAT(Apply(Default(), {.weights = {},
                                .switches = {{RuleKey::kReach, RuleSwitch::kOff},
                                             {RuleKey::kReach, RuleSwitch::kOff}}}),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("reach comes twice")));
}

}  // namespace
}  // namespace passung
