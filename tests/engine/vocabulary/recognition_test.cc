#include <gtest/gtest.h>

#include <optional>

#include "passung/vocabulary.h"

namespace passung {
namespace {

using Outcome = RecognitionOutcome;
using FileStep = RecognitionStep;
using Status = RecognitionStatus;

constexpr std::optional<Outcome> kNoOutcome;
constexpr std::optional<FileStep> kNoStep;

TEST(StatusOfTest, NothingSaidIsUnknown) { EXPECT_EQ(StatusOf(kNoOutcome, kNoStep), std::nullopt); }

TEST(StatusOfTest, ADecisionWithoutItsOutcomeIsUnknown) {
  EXPECT_EQ(StatusOf(kNoOutcome, FileStep::kDecided), std::nullopt);
}

TEST(StatusOfTest, PermitPendingAndTemporaryPermitBeatEveryOutcome) {
  EXPECT_EQ(StatusOf(kNoOutcome, FileStep::kPermitPending), Status::kPermitPending);
  EXPECT_EQ(StatusOf(kNoOutcome, FileStep::kTemporaryPermit), Status::kTemporaryPermit);
  for (size_t i = 0; i < EnumCount<Outcome>(); ++i) {
    const auto outcome = static_cast<Outcome>(i);
    EXPECT_EQ(StatusOf(outcome, FileStep::kPermitPending), Status::kPermitPending);
    EXPECT_EQ(StatusOf(outcome, FileStep::kTemporaryPermit), Status::kTemporaryPermit);
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
    for (const FileStep step :
         {FileStep::kNotFiled, FileStep::kFiled, FileStep::kFileComplete, FileStep::kDecided,
          FileStep::kMeasureRunning, FileStep::kPermitGranted}) {
      EXPECT_EQ(StatusOf(outcome, step), status) << Name(outcome) << " " << Name(step);
    }
  }
}

TEST(StatusOfTest, ARunningMeasureBeatsTheDecisionThatDemandsIt) {
  EXPECT_EQ(StatusOf(Outcome::kCompensation, FileStep::kMeasureRunning), Status::kMeasureRunning);
  EXPECT_EQ(StatusOf(Outcome::kPartial, FileStep::kMeasureRunning), Status::kMeasureRunning);
  EXPECT_EQ(StatusOf(Outcome::kOpen, FileStep::kMeasureRunning), Status::kMeasureRunning);
  EXPECT_EQ(StatusOf(kNoOutcome, FileStep::kMeasureRunning), Status::kMeasureRunning);
}

TEST(StatusOfTest, CompensationAndPartialStandOtherwise) {
  for (const std::optional<FileStep> step :
       {kNoStep, std::optional(FileStep::kNotFiled), std::optional(FileStep::kFiled),
        std::optional(FileStep::kDecided), std::optional(FileStep::kPermitGranted)}) {
    EXPECT_EQ(StatusOf(Outcome::kCompensation, step), Status::kCompensation);
    EXPECT_EQ(StatusOf(Outcome::kPartial, step), Status::kPartial);
  }
}

TEST(StatusOfTest, WithoutAnOutcomeTheStepSpeaks) {
  EXPECT_EQ(StatusOf(kNoOutcome, FileStep::kNotFiled), Status::kNotFiled);
  EXPECT_EQ(StatusOf(kNoOutcome, FileStep::kFiled), Status::kFiled);
  EXPECT_EQ(StatusOf(kNoOutcome, FileStep::kFileComplete), Status::kFileComplete);
  EXPECT_EQ(StatusOf(kNoOutcome, FileStep::kPermitGranted), Status::kFull);
}

TEST(StatusOfTest, WithAnOpenOutcomeTheStepSpeaks) {
  EXPECT_EQ(StatusOf(Outcome::kOpen, kNoStep), Status::kNone);
  EXPECT_EQ(StatusOf(Outcome::kOpen, FileStep::kNotFiled), Status::kNotFiled);
  EXPECT_EQ(StatusOf(Outcome::kOpen, FileStep::kFiled), Status::kFiled);
  EXPECT_EQ(StatusOf(Outcome::kOpen, FileStep::kFileComplete), Status::kFileComplete);
  EXPECT_EQ(StatusOf(Outcome::kOpen, FileStep::kDecided), Status::kFiled);
  EXPECT_EQ(StatusOf(Outcome::kOpen, FileStep::kPermitGranted), Status::kFull);
}

}  // namespace
}  // namespace passung
