// Property 11: the unlock analysis equals ranking anew with that one fact changed.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <set>

#include "absl/strings/str_join.h"
#include "passung/engine.h"
#include "tests/engine/analysis/step_oracle.h"
#include "tests/support/builders.h"
#include "tests/support/random_world.h"
#include "tests/support/status_matchers.h"

namespace passung {
namespace {

struct Known {
  std::shared_ptr<const Knowledge> knowledge = *Knowledge::Create({}, WorldClassification());
  oracle::OracleKnowledge known = oracle::ReadKnowledge({}, WorldClassification());
};
const Known& TheKnown() {
  static const auto& known = *new Known;
  return known;
}

int32_t LongFactor() { return std::getenv("PASSUNG_LONG") != nullptr ? 20 : 1; }

class StepWorld {
 public:
  explicit StepWorld(uint64_t seed) : random_(seed) {
    world_ = MakeRandomWorld(random_, {.mentees = 1,
                                       .vacancies = random_.Between(3, 9),
                                       .unknown_percent = random_.Pick<int32_t>({0, 10, 25})});
    options_.match = RandomSearchOptions(random_);
    options_.match.classes.clear();
    options_.match.limit = random_.Pick<int32_t>({1, 2, 4, 20});
    options_.bar = random_.Pick<int32_t>({0, 40'000'000, 55'000'000, 70'000'000, 100'000'000});
    options_.examples = random_.Pick<int32_t>({0, 1, 3, 20});
    SnapshotInput input{.knowledge = TheKnown().knowledge, .vacancies = world_.vacancies};
    engine_.Publish(*BuildSnapshot(std::move(input)));
  }

  const Mentee& mentee() const { return world_.mentees.front(); }
  const std::vector<Vacancy>& vacancies() const { return world_.vacancies; }
  StepOptions& options() { return options_; }
  absl::StatusOr<StepReport> Ask() const { return Ask(mentee()); }
  absl::StatusOr<StepReport> Ask(const Mentee& mentee) const { return Ask(mentee, options_); }
  absl::StatusOr<StepReport> Ask(const Mentee& mentee, const StepOptions& options) const {
    return engine_.AnalyzeSteps(mentee, options);
  }

 private:
  RandomSource random_;
  RandomWorld world_;
  StepOptions options_;
  Engine engine_;
};

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
    const StepOracle judge(TheKnown().known, world.vacancies(), world.mentee(), world.options());
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

TEST(StepsTest, AfterEveryStepTheMenteeIsStillValid) {
  for (uint64_t seed = 1; seed <= 300; ++seed) {
    StepWorld world(seed);
    const auto report = world.Ask();
    ASSERT_THAT(report, IsOk());
    for (const StepResult& result : report->steps) {
      const Mentee after = AfterStep(world.mentee(), result.step, world.options().match.as_of);
      EXPECT_THAT(Validate(after), IsOk()) << Describe(result.step) << ", seed " << seed;
    }
  }
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
    const StepOracle judge(TheKnown().known, world.vacancies(), mentee, world.options());
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
