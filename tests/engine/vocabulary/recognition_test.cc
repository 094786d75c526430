#include <gtest/gtest.h>

#include <optional>

#include "passung/vocabulary.h"

namespace passung {
namespace {

using Outcome = RecognitionOutcome;
using Step = RecognitionStep;
using Status = RecognitionStatus;

constexpr std::optional<Outcome> kNoOutcome;
constexpr std::optional<Step> kNoStep;

TEST(StatusOfTest, NothingSaidIsUnknown) { EXPECT_EQ(StatusOf(kNoOutcome, kNoStep), std::nullopt); }

TEST(StatusOfTest, ADecisionWithoutItsOutcomeIsUnknown) {
  EXPECT_EQ(StatusOf(kNoOutcome, Step::kDecided), std::nullopt);
}

TEST(StatusOfTest, PermitPendingAndTemporaryPermitBeatEveryOutcome) {
  EXPECT_EQ(StatusOf(kNoOutcome, Step::kPermitPending), Status::kPermitPending);
  EXPECT_EQ(StatusOf(kNoOutcome, Step::kTemporaryPermit), Status::kTemporaryPermit);
  for (size_t i = 0; i < EnumCount<Outcome>(); ++i) {
    const auto outcome = static_cast<Outcome>(i);
    EXPECT_EQ(StatusOf(outcome, Step::kPermitPending), Status::kPermitPending);
    EXPECT_EQ(StatusOf(outcome, Step::kTemporaryPermit), Status::kTemporaryPermit);
  }
}

TEST(StatusOfTest, FinalOutcomesStandWhateverTheStep) {
  const std::pair<Outcome, Status> finals[] = {{Outcome::kFull, Status::kFull},
                                               {Outcome::kGerman, Status::kGerman},
                                               {Outcome::kWithdrawn, Status::kWithdrawn},
                                               {Outcome::kNegative, Status::kNegative},
                                               {Outcome::kComparable, Status::kComparable},
                                               {Outcome::kPartialAccess, Status::kPartialAccess}};
  for (const auto& [outcome, status] : finals) {
    EXPECT_EQ(StatusOf(outcome, kNoStep), status);
    for (const Step step : {Step::kNotFiled, Step::kFiled, Step::kFileComplete, Step::kDecided,
                            Step::kMeasureRunning, Step::kPermitGranted}) {
      EXPECT_EQ(StatusOf(outcome, step), status) << Name(outcome) << " " << Name(step);
    }
  }
}

TEST(StatusOfTest, ARunningMeasureBeatsTheDecisionThatDemandsIt) {
  EXPECT_EQ(StatusOf(Outcome::kCompensation, Step::kMeasureRunning), Status::kMeasureRunning);
  EXPECT_EQ(StatusOf(Outcome::kPartial, Step::kMeasureRunning), Status::kMeasureRunning);
  EXPECT_EQ(StatusOf(Outcome::kOpen, Step::kMeasureRunning), Status::kMeasureRunning);
  EXPECT_EQ(StatusOf(kNoOutcome, Step::kMeasureRunning), Status::kMeasureRunning);
}

TEST(StatusOfTest, CompensationAndPartialStandOtherwise) {
  for (const std::optional<Step> step :
       {kNoStep, std::optional(Step::kNotFiled), std::optional(Step::kFiled),
        std::optional(Step::kDecided), std::optional(Step::kPermitGranted)}) {
    EXPECT_EQ(StatusOf(Outcome::kCompensation, step), Status::kCompensation);
    EXPECT_EQ(StatusOf(Outcome::kPartial, step), Status::kPartial);
  }
}

TEST(StatusOfTest, WithoutAnOutcomeTheStepSpeaks) {
  EXPECT_EQ(StatusOf(kNoOutcome, Step::kNotFiled), Status::kNotFiled);
  EXPECT_EQ(StatusOf(kNoOutcome, Step::kFiled), Status::kFiled);
  EXPECT_EQ(StatusOf(kNoOutcome, Step::kFileComplete), Status::kFileComplete);
  EXPECT_EQ(StatusOf(kNoOutcome, Step::kPermitGranted), Status::kFull);
}

TEST(StatusOfTest, WithAnOpenOutcomeTheStepSpeaks) {
  EXPECT_EQ(StatusOf(Outcome::kOpen, kNoStep), Status::kNone);
  EXPECT_EQ(StatusOf(Outcome::kOpen, Step::kNotFiled), Status::kNotFiled);
  EXPECT_EQ(StatusOf(Outcome::kOpen, Step::kFiled), Status::kFiled);
  EXPECT_EQ(StatusOf(Outcome::kOpen, Step::kFileComplete), Status::kFileComplete);
  EXPECT_EQ(StatusOf(Outcome::kOpen, Step::kDecided), Status::kFiled);
  EXPECT_EQ(StatusOf(Outcome::kOpen, Step::kPermitGranted), Status::kFull);
}

}  // namespace
}  // namespace passung
