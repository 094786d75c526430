#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/judge_pair.h"

namespace passung {
namespace {

constexpr auto kRule = RuleKey::kRegulatedProfession;
constexpr auto kB2 = LanguageLevel::kB2;

MenteeBuilder Nurse(std::optional<RecognitionOutcome> outcome,
                    std::optional<RecognitionStep> step) {
  return StoryMentee("m").In("14612").Qualified("81302", outcome, step).WithGerman(kB2);
}
VacancyBuilder Ward() { return StoryVacancy("v").Of("81302").In("14612"); }

TEST(RegulatedProfessionTest, OnlyFullRecognitionOrATemporaryPermitOpens) {
  const struct {
    RecognitionOutcome outcome;
    RecognitionStep step;
    Verdict verdict;
    Step way;
  } cases[] = {
      {RecognitionOutcome::kFull, RecognitionStep::kPermitGranted, Verdict::kPass, Step::kNone},
      {RecognitionOutcome::kGerman, RecognitionStep::kPermitGranted, Verdict::kPass, Step::kNone},
      {RecognitionOutcome::kCompensation, RecognitionStep::kTemporaryPermit, Verdict::kPass,
       Step::kNone},
      {RecognitionOutcome::kFull, RecognitionStep::kPermitPending, Verdict::kPassAfter,
       Step::kIssueOfPermit},
      {RecognitionOutcome::kCompensation, RecognitionStep::kMeasureRunning, Verdict::kFail,
       Step::kTakeMeasure},
      {RecognitionOutcome::kOpen, RecognitionStep::kFileComplete, Verdict::kFail,
       Step::kAwaitDecision},
      {RecognitionOutcome::kNegative, RecognitionStep::kDecided, Verdict::kFail,
       Step::kFileRecognition},
      {RecognitionOutcome::kComparable, RecognitionStep::kDecided, Verdict::kFail,
       Step::kFileRecognition}};
  for (const auto& c : cases) {
    const RuleOutcome outcome = OutcomeOf(kRule, Nurse(c.outcome, c.step), Ward());
    EXPECT_EQ(outcome.verdict, c.verdict) << Name(c.outcome) << " " << Name(c.step);
    EXPECT_EQ(outcome.step, c.way) << Name(c.outcome) << " " << Name(c.step);
  }
}

TEST(RegulatedProfessionTest, UnknownRecognitionAndUnknownClaimsAreUnclear) {
  EXPECT_EQ(OutcomeOf(kRule, Nurse(std::nullopt, std::nullopt), Ward()).verdict, Verdict::kUnknown);
  EXPECT_EQ(OutcomeOf(kRule, StoryMentee("m"), Ward()).verdict, Verdict::kUnknown);
  EXPECT_EQ(OutcomeOf(kRule, StoryMentee("m").Wishes("81302"), Ward()).verdict, Verdict::kFail)
      << "a wish alone says that there is no qualification";
}

TEST(RegulatedProfessionTest, APendingPermitWaitsForGermanFirst) {
  const auto pending = [] {
    return Nurse(RecognitionOutcome::kFull, RecognitionStep::kPermitPending);
  };
  const RuleOutcome outcome = OutcomeOf(kRule, pending().WithGerman(LanguageLevel::kB1), Ward());
  EXPECT_EQ(outcome.verdict, Verdict::kFail);
  EXPECT_EQ(outcome.reason, Reason::kPermitPending);
  EXPECT_EQ(Parameter(outcome.parameters, "missing"), "german:B2");
  EXPECT_EQ(
      OutcomeOf(kRule, pending().Change([](Mentee& m) { m.facts.german.clear(); }), Ward()).verdict,
      Verdict::kUnknown);
}

TEST(RegulatedProfessionTest, TrainingAndBridgesPass) {
  for (const auto kind :
       {VacancyKind::kTrainingDual, VacancyKind::kTrainingSchool, VacancyKind::kRetraining,
        VacancyKind::kAdaptation, VacancyKind::kInternship}) {
    EXPECT_EQ(OutcomeOf(kRule, StoryMentee("m").Wishes("81302"), Ward().Kind(kind)).verdict,
              Verdict::kPass)
        << Name(kind);
  }
}

TEST(RegulatedProfessionTest, ARecognitionCoversItsWholeProfessionAndNothingElse) {
  const Mentee nurse = Nurse(RecognitionOutcome::kFull, RecognitionStep::kPermitGranted);
  EXPECT_EQ(OutcomeOf(kRule, nurse, StoryVacancy("v").Of("82102").In("14612")).verdict,
            Verdict::kPass);
  EXPECT_EQ(OutcomeOf(kRule, nurse, StoryVacancy("v").Of("81353").In("14612")).verdict,
            Verdict::kFail);
}

TEST(RegulatedProfessionTest, LandLawBindsOnlyInItsLand) {
  const Mentee mentee = StoryMentee("m").Wishes("83113");
  EXPECT_EQ(OutcomeOf(kRule, mentee, StoryVacancy("v").Of("83113").In("14612")).verdict,
            Verdict::kFail);
  EXPECT_EQ(OutcomeOf(kRule, mentee, StoryVacancy("v").Of("83113").In("15002")).verdict,
            Verdict::kUnknown);
  EXPECT_EQ(OutcomeOf(kRule, mentee, StoryVacancy("v").Of("83113")).verdict, Verdict::kUnknown);
}

TEST(RegulatedProfessionTest, AnUnknownKindOrOccupationNeverBars) {
  const Mentee mentee = StoryMentee("m").Wishes("81302");
  EXPECT_EQ(OutcomeOf(kRule, mentee, Ward().Kind(std::nullopt)).verdict, Verdict::kUnknown);
  EXPECT_EQ(OutcomeOf(kRule, mentee, StoryVacancy("v").In("14612")).verdict, Verdict::kUnknown);
}

TEST(RegulatedProfessionTest, ATemporaryPermitOpensUntilItsLastDay) {
  const auto temporary = [](absl::string_view until) {
    return StoryMentee("m").Qualified("81302").WithGerman(kB2).WithRecognition(
        RecognitionOutcome::kCompensation, RecognitionStep::kTemporaryPermit, Until(until));
  };
  EXPECT_EQ(OutcomeOf(kRule, temporary("2026-02-15"), Ward()).verdict, Verdict::kPass);
  EXPECT_NE(OutcomeOf(kRule, temporary("2026-02-14"), Ward()).verdict, Verdict::kPass);
}

}  // namespace
}  // namespace passung
