// Whoever has work sees only what is better.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/judge_pair.h"

namespace passung {
namespace {

constexpr auto kRule = RuleKey::kBetterThanPresentJob;
constexpr absl::string_view kElectrician = "26252";
constexpr absl::string_view kWarehouseHelper = "51311";
constexpr absl::string_view kWarehouseClerk = "51312";
constexpr absl::string_view kElectricalHelper = "26301";
constexpr absl::string_view kForeman = "26393";

VacancyBuilder Job(absl::string_view occupation) {
  return StoryVacancy("v").Of(occupation).In("14612");
}
// Ready to work up to 40 hours.
MenteeBuilder Electrician() {
  return StoryMentee("m").Qualified(kElectrician, RecognitionOutcome::kFull,
                                    RecognitionStep::kPermitGranted);
}
RuleOutcome Ask(const Mentee& mentee, const Vacancy& vacancy) {
  return OutcomeOf(kRule, mentee, vacancy);
}
Verdict Judged(const Mentee& mentee, const Vacancy& vacancy) {
  return Ask(mentee, vacancy).verdict;
}

TEST(BetterThanPresentJobTest, WithoutAJobThatIsKnownNothingChanges) {
  for (const absl::string_view code : {kElectrician, kWarehouseHelper}) {
    EXPECT_EQ(Ask(Electrician(), Job(code)).verdict, Verdict::kPass);
    EXPECT_EQ(Ask(Electrician(), Job(code)).reason, Reason::kNone);
  }
  EXPECT_EQ(Judged(Electrician(), Job(kWarehouseHelper).Kind(std::nullopt)), Verdict::kPass);
}

TEST(BetterThanPresentJobTest, AHigherLevelIsBetterAndALowerOneNever) {
  const auto helper = Electrician().WorksAs(kWarehouseHelper, 38);
  const RuleOutcome better = Ask(helper, Job(kWarehouseClerk));
  EXPECT_EQ(better.reason, Reason::kLevelAbovePresentJob);
  EXPECT_EQ(Parameter(better.parameters, "own"), kWarehouseHelper);
  EXPECT_EQ(Parameter(better.parameters, "own_level"), "1");
  EXPECT_EQ(Parameter(better.parameters, "job_level"), "2");
  EXPECT_EQ(Ask(helper, Job(kWarehouseHelper)).reason, Reason::kNotBetterThanPresentJob);
  const auto skilled = Electrician().WorksAs(kElectrician, 38);
  EXPECT_EQ(Judged(skilled, Job(kElectricalHelper)), Verdict::kFail);
  EXPECT_EQ(Judged(skilled, Job(kForeman)), Verdict::kPass);
}

TEST(BetterThanPresentJobTest, TheStatedLevelOfTheJobBeatsThatOfItsOccupation) {
  const auto helper = Electrician().WorksAs(kWarehouseClerk, 38).Change([](Mentee& m) {
    m.jobs[0].requirement_level = 1;
  });
  EXPECT_EQ(Judged(helper, Job(kWarehouseClerk)), Verdict::kPass);
}

TEST(BetterThanPresentJobTest, AtTheSameLevelTheOwnFieldIsBetterButNotInHelperWork) {
  const auto clerk = Electrician().WorksAs(kWarehouseClerk, 38);
  EXPECT_EQ(Ask(clerk, Job(kElectrician)).reason, Reason::kOwnFieldUnlikePresentJob);
  EXPECT_EQ(Judged(clerk, Job("62102")), Verdict::kFail) << "another field that is not their own";
  EXPECT_EQ(Judged(Electrician().WorksAs(kElectrician, 38), Job("26212")), Verdict::kFail)
      << "both in the own field";
  EXPECT_EQ(Judged(Electrician().WorksAs(kWarehouseHelper, 38), Job(kElectricalHelper)),
            Verdict::kFail)
      << "helper work asks for no occupation";
}

TEST(BetterThanPresentJobTest, WhoHasNoQualificationIsMeasuredByWishes) {
  const auto wishing = StoryMentee("m").Wishes("62102").WorksAs(kWarehouseClerk, 38);
  EXPECT_EQ(Ask(wishing, Job("62102")).reason, Reason::kOwnFieldUnlikePresentJob);
  EXPECT_EQ(Judged(Electrician().Wishes("62102").WorksAs(kWarehouseClerk, 38), Job("62102")),
            Verdict::kFail)
      << "a qualification comes before a wish";
}

TEST(BetterThanPresentJobTest, WhereHoursAreLeftWhatIsAsGoodCounts) {
  const auto works = [](std::optional<int32_t> hours) {
    return Electrician().WorksAs(kElectrician, hours);
  };
  EXPECT_EQ(Ask(works(29), Job(kElectrician)).reason, Reason::kPresentJobHasFewHours);
  EXPECT_EQ(Parameter(Ask(works(29), Job(kElectrician)).parameters, "have"), "29");
  EXPECT_EQ(Parameter(Ask(works(29), Job(kElectrician)).parameters, "need"), "40");
  EXPECT_EQ(Judged(works(30), Job(kElectrician)), Verdict::kFail) << "75 % of 40 hours";
  EXPECT_EQ(Judged(works(29), Job(kElectricalHelper)), Verdict::kFail) << "never for a lower level";
  EXPECT_EQ(Ask(works(std::nullopt), Job(kElectrician)).reason, Reason::kPresentJobNotComparable);
}

TEST(BetterThanPresentJobTest, HoursThatNobodyCouldMissAreNotAskedFor) {
  const auto works = [](int32_t hours) {
    return Electrician().WorksAs(kElectrician, hours).Change([](Mentee& m) {
      m.facts.hours.clear();
    });
  };
  EXPECT_EQ(Judged(works(36), Job(kElectrician)), Verdict::kFail);
  EXPECT_EQ(Judged(works(35), Job(kElectrician)), Verdict::kUnknown);
}

TEST(BetterThanPresentJobTest, InsuredWorkIsBetterThanAMinijobAndNeverTheOtherWayRound) {
  const auto minijob = Electrician().WorksAs(kElectrician, 10, VacancyKind::kMinijob);
  EXPECT_EQ(Ask(minijob, Job(kWarehouseHelper)).reason, Reason::kInsuredUnlikePresentJob);
  EXPECT_EQ(Judged(minijob, Job(kWarehouseHelper).Kind(VacancyKind::kMinijob)), Verdict::kFail);
  const auto insured = Electrician().WorksAs(kWarehouseHelper, 38);
  EXPECT_EQ(Judged(insured, Job(kElectrician).Kind(VacancyKind::kMinijob)), Verdict::kFail);
  EXPECT_EQ(Judged(insured, Job(kElectrician).Paid(false)), Verdict::kFail);
}

TEST(BetterThanPresentJobTest, ATrainingIsBetterForWhoIsNotQualifiedOrWantsOne) {
  const auto training = Job(kElectrician).Kind(VacancyKind::kTrainingDual);
  const auto unqualified =
      StoryMentee("m").Worked(kWarehouseHelper, 8).WorksAs(kWarehouseHelper, 38);
  EXPECT_EQ(Ask(unqualified, training).reason, Reason::kLeadsBeyondPresentJob);
  const auto qualified = Electrician().WorksAs(kWarehouseHelper, 38);
  EXPECT_EQ(Judged(qualified, training), Verdict::kFail);
  EXPECT_EQ(Judged(MenteeBuilder(qualified).OnTrack(Track::kTraining), training), Verdict::kPass);
  EXPECT_EQ(Judged(qualified, Job(kElectrician).Kind(VacancyKind::kInternship)), Verdict::kFail);
  EXPECT_EQ(Judged(qualified, Job(kElectrician).Kind(VacancyKind::kAdaptation)), Verdict::kPass)
      << "leads to the recognition";
  EXPECT_EQ(Judged(MenteeBuilder("m").WorksAs(kWarehouseHelper, 38), training), Verdict::kUnknown);
}

TEST(BetterThanPresentJobTest, WhoIsInATrainingOrAMeasureIsNotHeldToIt) {
  for (const VacancyKind kind : {VacancyKind::kTrainingDual, VacancyKind::kEntryQualification,
                                 VacancyKind::kAdaptation, VacancyKind::kPartQualification}) {
    EXPECT_EQ(Judged(Electrician().WorksAs(kElectrician, 38, kind), Job(kWarehouseHelper)),
              Verdict::kPass);
  }
  EXPECT_EQ(Judged(Electrician().WorksAs(kElectrician, 38, VacancyKind::kSelfEmployed),
                   Job(kWarehouseHelper)),
            Verdict::kFail);
}

TEST(BetterThanPresentJobTest, WhatIsNotKnownIsUnclearNotBarred) {
  const auto helper = Electrician().WorksAs(kWarehouseHelper, 38);
  EXPECT_EQ(Ask(helper, Job(kElectrician).Kind(std::nullopt)).reason, Reason::kKindUnknown);
  EXPECT_EQ(Ask(helper, StoryVacancy("v").In("14612")).reason, Reason::kPresentJobNotComparable);
  const auto unknown_job = Electrician().Change([](Mentee& m) { m.jobs = {{.weekly_hours = 38}}; });
  EXPECT_EQ(Judged(unknown_job, Job(kElectrician)), Verdict::kUnknown);
  const auto level_only = Electrician().Change(
      [](Mentee& m) { m.jobs = {{.requirement_level = 2, .weekly_hours = 38}}; });
  EXPECT_EQ(Judged(level_only, Job(kElectrician)), Verdict::kUnknown) << "in which field?";
  EXPECT_EQ(Judged(level_only, Job("62102")), Verdict::kFail) << "in whichever";
  EXPECT_EQ(Judged(level_only, Job(kForeman)), Verdict::kPass);
  const auto no_claims =
      MenteeBuilder("m").WithHours(WeeklyHours{20, 40}, std::nullopt).WorksAs(kWarehouseClerk, 38);
  EXPECT_EQ(Judged(no_claims, Job(kElectrician)), Verdict::kUnknown);
  EXPECT_EQ(Judged(no_claims, Job(kWarehouseClerk)), Verdict::kFail) << "the same occupation";
}

TEST(BetterThanPresentJobTest, OnTheDayAfterTheJobHasEndedEverythingCountsAgain) {
  const auto ending =
      Electrician().WorksAs(kElectrician, 38, VacancyKind::kJob, Until("2026-03-31"));
  const RuleOutcome later = Ask(ending, Job(kElectrician));
  EXPECT_EQ(later.verdict, Verdict::kPassAfter);
  EXPECT_EQ(later.from, Day("2026-04-01"));
  EXPECT_EQ(OutcomeOf(kRule, ending, Job(kElectrician), {.frozen = true}).verdict, Verdict::kFail);
  const auto coming =
      Electrician().WorksAs(kElectrician, 38, VacancyKind::kJob, From("2026-03-01"));
  EXPECT_EQ(Judged(coming, Job(kElectrician)), Verdict::kPass) << "not begun yet";
}

TEST(BetterThanPresentJobTest, ASwitchDropsFlagsOrLeavesOut) {
  const auto helper = Electrician().WorksAs(kWarehouseHelper, 38);
  const Vacancy same = Job(kWarehouseHelper);
  const auto judged = [&](RuleSwitch to) {
    PairOptions options;
    options.overrides.switches = {{kRule, to}};
    return JudgePair(helper, same, options);
  };
  EXPECT_EQ(judged(RuleSwitch::kEnforce).hit_class, HitClass::kClosed);
  EXPECT_NE(judged(RuleSwitch::kFlag).hit_class, HitClass::kClosed);
  EXPECT_EQ(judged(RuleSwitch::kFlag).score, judged(RuleSwitch::kEnforce).score);
  EXPECT_EQ(judged(RuleSwitch::kOff).outcomes.size() + 1,
            judged(RuleSwitch::kFlag).outcomes.size());
  for (const char* profile : {"default", "training_first", "adequate_employment", "near_home"}) {
    EXPECT_EQ(JudgePair(helper, same, {.profile = profile}).hit_class, HitClass::kClosed)
        << profile;
  }
}

}  // namespace
}  // namespace passung
