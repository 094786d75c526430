#include <gtest/gtest.h>

#include <optional>

#include "passung/vocabulary.h"

namespace passung {
namespace {

using ProcedureEnd = RecognitionOutcome;
using FileStep = RecognitionStep;
using Status = RecognitionStatus;

constexpr std::optional<ProcedureEnd> kNoEnd;
constexpr std::optional<FileStep> kNoStep;

TEST(StatusOfTest, NothingSaidIsUnknown) { EXPECT_EQ(StatusOf(kNoEnd, kNoStep), std::nullopt); }

TEST(StatusOfTest, ADecisionWithoutItsOutcomeIsUnknown) {
  EXPECT_EQ(StatusOf(kNoEnd, FileStep::kDecided), std::nullopt);
}

TEST(StatusOfTest, PermitPendingAndTemporaryPermitBeatEveryOutcome) {
  EXPECT_EQ(StatusOf(kNoEnd, FileStep::kPermitPending), Status::kPermitPending);
  EXPECT_EQ(StatusOf(kNoEnd, FileStep::kTemporaryPermit), Status::kTemporaryPermit);
  for (size_t i = 0; i < EnumCount<ProcedureEnd>(); ++i) {
    const auto outcome = static_cast<ProcedureEnd>(i);
    EXPECT_EQ(StatusOf(outcome, FileStep::kPermitPending), Status::kPermitPending);
    EXPECT_EQ(StatusOf(outcome, FileStep::kTemporaryPermit), Status::kTemporaryPermit);
  }
}

TEST(StatusOfTest, FinalOutcomesStandWhateverTheStep) {
  const std::pair<ProcedureEnd, Status> finals[] = {
      {ProcedureEnd::kFull, Status::kFull},
      {ProcedureEnd::kGerman, Status::kGerman},
      {ProcedureEnd::kWithdrawn, Status::kWithdrawn},
      {ProcedureEnd::kNegative, Status::kNegative},
      {ProcedureEnd::kComparable, Status::kComparable},
      {ProcedureEnd::kPartialAccess, Status::kPartialAccess}};
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
  EXPECT_EQ(StatusOf(ProcedureEnd::kCompensation, FileStep::kMeasureRunning),
            Status::kMeasureRunning);
  EXPECT_EQ(StatusOf(ProcedureEnd::kPartial, FileStep::kMeasureRunning), Status::kMeasureRunning);
  EXPECT_EQ(StatusOf(ProcedureEnd::kOpen, FileStep::kMeasureRunning), Status::kMeasureRunning);
  EXPECT_EQ(StatusOf(kNoEnd, FileStep::kMeasureRunning), Status::kMeasureRunning);
}

TEST(StatusOfTest, CompensationAndPartialStandOtherwise) {
  for (const std::optional<FileStep> step :
       {kNoStep, std::optional(FileStep::kNotFiled), std::optional(FileStep::kFiled),
        std::optional(FileStep::kDecided), std::optional(FileStep::kPermitGranted)}) {
    EXPECT_EQ(StatusOf(ProcedureEnd::kCompensation, step), Status::kCompensation);
    EXPECT_EQ(StatusOf(ProcedureEnd::kPartial, step), Status::kPartial);
  }
}

TEST(StatusOfTest, WithoutAnOutcomeTheStepSpeaks) {
  EXPECT_EQ(StatusOf(kNoEnd, FileStep::kNotFiled), Status::kNotFiled);
  EXPECT_EQ(StatusOf(kNoEnd, FileStep::kFiled), Status::kFiled);
  EXPECT_EQ(StatusOf(kNoEnd, FileStep::kFileComplete), Status::kFileComplete);
  EXPECT_EQ(StatusOf(kNoEnd, FileStep::kPermitGranted), Status::kFull);
}

TEST(StatusOfTest, WithAnOpenOutcomeTheStepSpeaks) {
  EXPECT_EQ(StatusOf(ProcedureEnd::kOpen, kNoStep), Status::kNone);
  EXPECT_EQ(StatusOf(ProcedureEnd::kOpen, FileStep::kNotFiled), Status::kNotFiled);
  EXPECT_EQ(StatusOf(ProcedureEnd::kOpen, FileStep::kFiled), Status::kFiled);
  EXPECT_EQ(StatusOf(ProcedureEnd::kOpen, FileStep::kFileComplete), Status::kFileComplete);
  EXPECT_EQ(StatusOf(ProcedureEnd::kOpen, FileStep::kDecided), Status::kFiled);
  EXPECT_EQ(StatusOf(ProcedureEnd::kOpen, FileStep::kPermitGranted), Status::kFull);
}

}  // namespace
}  // namespace passung
