// Property 11: the unlock analysis equals ranking anew with that one fact changed.

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
  absl::StatusOr<StepReport> Ask() const { return engine_.AnalyzeSteps(mentee(), options_); }

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
      const StepGain expected = judge.GainOf(result.step);
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

}  // namespace
}  // namespace passung
