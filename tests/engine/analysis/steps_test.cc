// Property 11: the unlock analysis equals ranking anew with that one fact changed.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iostream>
#include <set>

#include "absl/strings/str_join.h"
#include "passung/engine.h"
#include "passung/offers.h"
#include "tests/engine/analysis/step_oracle.h"
#include "tests/engine/analysis/step_world.h"
#include "tests/support/builders.h"
#include "tests/support/random_world.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

std::string Joined(const std::vector<std::string>& lines) { return absl::StrJoin(lines, "\n"); }

TEST(StepsTest, EveryStepBringsWhatRankingAnewBrings) {
  const int32_t worlds = 1000 * LongFactor();
  int64_t steps = 0;
  int64_t outcomes = 0;
  std::set<Step> seen;
  std::set<Step> opening;
  std::set<Step> furthering;
  for (int32_t seed = 1; seed <= worlds && !HasFailure(); ++seed) {
    StepWorld world(static_cast<uint64_t>(seed));
    const auto report = world.Ask();
    ASSERT_THAT(report, IsOk()) << "seed " << seed;
    const StepOracle judge(WorldKnown().known, world.vacancies(), world.mentee(), world.options());
    EXPECT_EQ(report->before, judge.Before()) << "seed " << seed;
    for (const StepResult& result : report->steps) {
      const ChangeGain expected = judge.GainOf(result.step);
      EXPECT_EQ(Joined(GainDifferences(result.gain, expected)), "")
          << Describe(result.step) << ", seed " << seed;
      ++steps;
      seen.insert(result.step.act);
      if (expected.opens > 0) opening.insert(result.step.act);
      if (expected.furthers > 0) furthering.insert(result.step.act);
      for (const StepOutcome& outcome : result.outcomes) {
        SingleStep decided = result.step;
        decided.outcome = outcome.outcome;
        decided.recognition_step = outcome.recognition_step;
        EXPECT_EQ(Joined(GainDifferences(outcome.gain, judge.GainOf(decided))), "")
            << Describe(decided) << ", seed " << seed;
        ++outcomes;
      }
    }
  }
  std::cout << steps << " steps and " << outcomes << " outcomes equal ranking anew on " << worlds
            << " random worlds\n";
  // A comparison is worth what it has seen.
  for (size_t i = 1; i < EnumCount<Step>(); ++i) {
    const auto act = static_cast<Step>(i);
    EXPECT_TRUE(seen.contains(act)) << Name(act);
  }
  for (const Step act :
       {Step::kAskForeignersOffice, Step::kAskForeignersOfficeAndBa, Step::kLiftResidenceObligation,
        Step::kIssueOfPermit, Step::kLearnGerman, Step::kSchoolCertificate, Step::kConvertLicence,
        Step::kObtainLicence, Step::kWidenWindows, Step::kTravelFurther, Step::kMoveHome,
        Step::kStartEarlier}) {
    EXPECT_TRUE(opening.contains(act)) << Name(act);
  }
  EXPECT_FALSE(furthering.empty());
}

TEST(StepsTest, EveryStepLeavesAValidMenteeAndHasAValidGapIfAny) {
  for (uint64_t seed = 1; seed <= 300; ++seed) {
    StepWorld world(seed);
    const auto report = world.Ask();
    ASSERT_THAT(report, IsOk());
    for (const StepResult& result : report->steps) {
      const Mentee after = AfterStep(world.mentee(), result.step, world.options().match.as_of);
      EXPECT_THAT(Validate(after), IsOk()) << Describe(result.step) << ", seed " << seed;
      const auto gap = GapOfStep(world.mentee(), result.step, world.options().match.as_of);
      const absl::Status status = gap ? Validate(*gap) : absl::OkStatus();
      EXPECT_THAT(status, IsOk()) << Describe(result.step) << ", seed " << seed;
    }
  }
}

// 0: opens something, 1: betters the list, 2: leaves other obstacles, 3: nothing of this.
int GroupOf(const StepResult& result) {
  const auto opens = [](const ChangeGain& gain) { return gain.opens > 0; };
  const bool outcome_opens =
      std::any_of(result.outcomes.begin(), result.outcomes.end(),
                  [&](const StepOutcome& outcome) { return opens(outcome.gain); });
  if (opens(result.gain) || outcome_opens) return 0;
  const ChangeGain& gain = result.gain;
  if (gain.top_gain > 0 && (gain.enters_top > 0 || gain.enters_bar > 0)) return 1;
  return gain.furthers > 0 ? 2 : 3;
}

TEST(StepsTest, WhatOpensComesBeforeWhatBettersAndThatBeforeWhatLeavesOtherObstacles) {
  std::set<int> seen;
  for (uint64_t seed = 1; seed <= 400; ++seed) {
    StepWorld world(seed);
    const auto report = world.Ask();
    ASSERT_THAT(report, IsOk());
    for (size_t i = 0; i < report->steps.size(); ++i) {
      seen.insert(GroupOf(report->steps[i]));
      if (i == 0) continue;
      const StepResult& before = report->steps[i - 1];
      const StepResult& after = report->steps[i];
      EXPECT_LE(GroupOf(before), GroupOf(after))
          << Describe(before.step) << " before " << Describe(after.step) << ", seed " << seed;
    }
  }
  EXPECT_EQ(seen.size(), 4u);
}

TEST(StepsTest, OfWhatOpensAlikeTheShorterComesFirst) {
  int32_t compared = 0;
  for (uint64_t seed = 1; seed <= 400; ++seed) {
    StepWorld world(seed);
    const auto report = world.Ask();
    ASSERT_THAT(report, IsOk());
    for (size_t i = 1; i < report->steps.size(); ++i) {
      const StepResult& before = report->steps[i - 1];
      const StepResult& after = report->steps[i];
      const bool alike = before.outcomes.empty() && after.outcomes.empty() &&
                         before.gain.opens > 0 &&
                         before.gain.becomes_listed == after.gain.becomes_listed &&
                         before.gain.becomes_open == after.gain.becomes_open;
      if (!alike) continue;
      ++compared;
      EXPECT_LE(before.lead_days, after.lead_days) << seed;
    }
  }
  EXPECT_GT(compared, 20);
}

TEST(StepsTest, NoStepIsOfferedTwice) {
  for (uint64_t seed = 1; seed <= 300; ++seed) {
    StepWorld world(seed);
    const auto report = world.Ask();
    ASSERT_THAT(report, IsOk());
    for (size_t i = 0; i < report->steps.size(); ++i) {
      for (size_t j = 0; j < i; ++j) {
        EXPECT_FALSE(report->steps[i].step == report->steps[j].step)
            << Describe(report->steps[i].step) << ", seed " << seed;
      }
    }
  }
}

TEST(StepsTest, MoreVariantsThanOnePassTakesAreComparedLikeFew) {
  for (uint64_t seed = 1; seed <= 5; ++seed) {
    StepWorld world(seed);
    Mentee mentee = world.mentee();
    mentee.facts.qualifications.clear();
    for (const char* code : {"81302", "25212", "25104", "84124", "83113", "62102", "29302", "26252",
                             "51312", "81302", "25212", "25104", "84124", "83113", "62102"}) {
      mentee.facts.qualifications.push_back(
          {Kldb(code),
           std::nullopt,
           std::nullopt,
           {{std::nullopt, RecognitionOutcome::kOpen, RecognitionStep::kFiled, {}}},
           {}});
    }
    const auto report = world.Ask(mentee);
    ASSERT_THAT(report, IsOk());
    const StepOracle judge(WorldKnown().known, world.vacancies(), mentee, world.options());
    size_t variants = 0;
    for (const StepResult& result : report->steps) {
      variants += 1 + result.outcomes.size();
      EXPECT_EQ(Joined(GainDifferences(result.gain, judge.GainOf(result.step))), "")
          << Describe(result.step) << ", seed " << seed;
      for (const StepOutcome& outcome : result.outcomes) {
        SingleStep decided = result.step;
        decided.outcome = outcome.outcome;
        decided.recognition_step = outcome.recognition_step;
        EXPECT_EQ(Joined(GainDifferences(outcome.gain, judge.GainOf(decided))), "")
            << Describe(decided) << ", seed " << seed;
      }
    }
    EXPECT_GT(variants, 63u);
  }
}

TEST(StepsTest, WhatIsOutOfRangeIsRefusedByName) {
  StepWorld world(1);
  const auto expect = [&](auto change, absl::string_view message) {
    StepOptions options = world.options();
    change(options);
    EXPECT_THAT(world.Ask(world.mentee(), options),
                StatusIs(absl::StatusCode::kInvalidArgument, testing::HasSubstr(message)));
  };
  expect([](StepOptions& o) { o.bar = -1; }, "bar: -1 is not between 0 and 100000000");
  expect([](StepOptions& o) { o.bar = 100'000'001; }, "bar: 100000001 is not between");
  expect([](StepOptions& o) { o.examples = 21; }, "examples: 21 is not between 0 and 20");
  expect([](StepOptions& o) { o.examples = -1; }, "examples: -1");
  expect([](StepOptions& o) { o.match.limit = 0; }, "limit: 0 is not between 1 and 1000");
  expect([](StepOptions& o) { o.match.classes = {HitClass::kOpen}; }, "classes: must be empty");
  Mentee faulty = world.mentee();
  faulty.facts.max_travel_minutes = 0;
  EXPECT_THAT(world.Ask(faulty), StatusIs(absl::StatusCode::kInvalidArgument,
                                          testing::HasSubstr("max_travel_minutes")));
  EXPECT_THAT(Engine().AnalyzeSteps(world.mentee(), world.options()),
              StatusIs(absl::StatusCode::kFailedPrecondition, testing::HasSubstr("snapshot")));
}

}  // namespace
}  // namespace passung
