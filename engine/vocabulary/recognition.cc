#include "passung/vocabulary.h"

namespace passung {
namespace {

// What an outcome says whatever the step, and what it says only where no measure is running.
std::optional<RecognitionStatus> FinalStatusOf(RecognitionOutcome outcome) {
  switch (outcome) {
    case RecognitionOutcome::kFull:
      return RecognitionStatus::kFull;
    case RecognitionOutcome::kGerman:
      return RecognitionStatus::kGerman;
    case RecognitionOutcome::kWithdrawn:
      return RecognitionStatus::kWithdrawn;
    case RecognitionOutcome::kNegative:
      return RecognitionStatus::kNegative;
    case RecognitionOutcome::kComparable:
      return RecognitionStatus::kComparable;
    case RecognitionOutcome::kPartialAccess:
      return RecognitionStatus::kPartialAccess;
    case RecognitionOutcome::kOpen:
    case RecognitionOutcome::kPartial:
    case RecognitionOutcome::kCompensation:
      return std::nullopt;
  }
  return std::nullopt;
}

// The outcome is open or absent: the step alone speaks.
RecognitionStatus StatusOfStep(std::optional<RecognitionStep> step) {
  if (!step) return RecognitionStatus::kNone;
  switch (*step) {
    case RecognitionStep::kNotFiled:
      return RecognitionStatus::kNotFiled;
    case RecognitionStep::kFiled:
    case RecognitionStep::kDecided:
      return RecognitionStatus::kFiled;
    case RecognitionStep::kFileComplete:
      return RecognitionStatus::kFileComplete;
    case RecognitionStep::kMeasureRunning:
      return RecognitionStatus::kMeasureRunning;
    case RecognitionStep::kPermitPending:
      return RecognitionStatus::kPermitPending;
    case RecognitionStep::kTemporaryPermit:
      return RecognitionStatus::kTemporaryPermit;
    case RecognitionStep::kPermitGranted:
      return RecognitionStatus::kFull;
  }
  return RecognitionStatus::kNone;
}

}  // namespace

// The order of these questions is engine/SCORING.md, section 3.
std::optional<RecognitionStatus> StatusOf(std::optional<RecognitionOutcome> outcome,
                                          std::optional<RecognitionStep> step) {
  if (!outcome && (!step || step == RecognitionStep::kDecided)) return std::nullopt;
  if (step == RecognitionStep::kPermitPending || step == RecognitionStep::kTemporaryPermit) {
    return StatusOfStep(step);
  }
  if (outcome) {
    if (const auto status = FinalStatusOf(*outcome)) return status;
  }
  if (step == RecognitionStep::kMeasureRunning) return RecognitionStatus::kMeasureRunning;
  if (outcome == RecognitionOutcome::kCompensation) return RecognitionStatus::kCompensation;
  if (outcome == RecognitionOutcome::kPartial) return RecognitionStatus::kPartial;
  return StatusOfStep(step);
}

}  // namespace passung
