// From a step that somebody may take to the gap that offers lead over.
#include "engine/vocabulary/day_facts.h"
#include "passung/offers.h"

namespace passung {
namespace {

Gap GapAbout(GapKind kind, const SingleStep& step) {
  Gap gap;
  gap.kind = kind;
  gap.occupation = step.occupation;
  return gap;
}

// Only skills that the step lifts: a course that teaches nothing else is enough.
Gap GermanGapOf(const SingleStep& step, const SkillLevels& has) {
  Gap gap;
  gap.kind = GapKind::kGerman;
  gap.has = has;
  for (size_t i = 0; i < has.size(); ++i) {
    const bool meant = !step.skill || Index(*step.skill) == i;
    if (meant && has[i] && *has[i] < *step.level) gap.needs[i] = step.level;
  }
  return gap;
}

}  // namespace

std::optional<Gap> GapOfStep(const Mentee& mentee, const SingleStep& step, Date as_of) {
  switch (step.act) {
    case Step::kAskForeignersOffice:
    case Step::kAskForeignersOfficeAndBa:
    case Step::kLiftResidenceObligation:
      return GapAbout(GapKind::kWorkPermission, step);
    case Step::kLearnGerman:
      return GermanGapOf(step,
                         ResolveFacts(mentee.facts, mentee.residence, mentee.jobs, as_of).german);
    case Step::kFileRecognition:
    case Step::kCompleteFile:
    case Step::kAwaitDecision:
    case Step::kStatementOfComparability:
    case Step::kIssueOfPermit:
      return GapAbout(GapKind::kRecognition, step);
    case Step::kTakeMeasure:
      return GapAbout(GapKind::kMeasure, step);
    case Step::kSchoolCertificate: {
      Gap gap = GapAbout(GapKind::kSchool, step);
      gap.school = step.certificate;
      return gap;
    }
    case Step::kGuardClearance:
    case Step::kCertificateOfConduct:
    case Step::kConvertLicence:
    case Step::kObtainLicence: {
      Gap gap = GapAbout(GapKind::kLicence, step);
      gap.licence = step.licence;
      return gap;
    }
    case Step::kAcquireSkill:
      return GapAbout(GapKind::kSkill, step);
    case Step::kTravelFurther:
      return GapAbout(GapKind::kTravel, step);
    case Step::kWidenWindows:
    case Step::kChangeHours:
      return GapAbout(GapKind::kWorkingTime, step);
    case Step::kMoveHome:
    case Step::kStartEarlier:
    case Step::kNone:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace passung
