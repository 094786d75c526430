#ifndef PASSUNG_ENGINE_ANALYSIS_FACT_PARTS_H_
#define PASSUNG_ENGINE_ANALYSIS_FACT_PARTS_H_

#include <cstdint>

#include "passung/judgement.h"

namespace passung {

// Parts of what is known of a person that a step may change.
enum class FactPart : uint8_t {
  kRecognition,
  kGerman,
  kSchool,
  kLicences,
  kSkills,
  kHome,  // and the ways from there
  kTravelLimit,
  kHours,
  kFirstDay,
  kPermission,  // no fact: what an office gives for one vacancy (passung/steps.h)
};
using FactParts = uint32_t;
template <class... Parts>
constexpr FactParts PartsOf(Parts... parts) {
  return (0U | ... | (1U << static_cast<unsigned>(parts)));
}

// The parts that a rule or criterion looks at: where none of them changes, no verdict and no points
// do. A rule that looks at a further fact needs its part here; tests/properties compare the
// analysis with ranking anew.
constexpr FactParts ReadBy(RuleKey rule) {
  switch (rule) {
    case RuleKey::kWorkAccess:
      return PartsOf(FactPart::kPermission);
    case RuleKey::kRegulatedProfession:
      return PartsOf(FactPart::kRecognition, FactPart::kGerman);
    case RuleKey::kLanguageFloor:
      return PartsOf(FactPart::kGerman);
    case RuleKey::kSchoolCertificate:
      return PartsOf(FactPart::kSchool);
    case RuleKey::kLicenceRequired:
      return PartsOf(FactPart::kLicences);
    case RuleKey::kWorkingTimePossible:
      return PartsOf(FactPart::kHours);
    case RuleKey::kReach:
      return PartsOf(FactPart::kHome, FactPart::kTravelLimit);
    case RuleKey::kStartWindow:
      return PartsOf(FactPart::kFirstDay);
    case RuleKey::kKindAndTrack:
      return PartsOf(FactPart::kRecognition);
    case RuleKey::kResidenceObligation:
      return PartsOf(FactPart::kHome, FactPart::kPermission);
    case RuleKey::kBetterThanPresentJob:
      return PartsOf(FactPart::kHours);
    case RuleKey::kMovementRestriction:
    case RuleKey::kExcludedByPerson:
    case RuleKey::kVacancyOpen:
      break;
  }
  return 0;
}

constexpr FactParts ReadBy(CriterionKey criterion) {
  switch (criterion) {
    case CriterionKey::kLevelAdequacy:
    case CriterionKey::kRecognitionFit:
      return PartsOf(FactPart::kRecognition);
    case CriterionKey::kSkillsFit:
      return PartsOf(FactPart::kSchool, FactPart::kLicences, FactPart::kSkills);
    case CriterionKey::kLanguageFit:
      return PartsOf(FactPart::kGerman);
    case CriterionKey::kDistrictFit:
      return PartsOf(FactPart::kHome);
    case CriterionKey::kWorkingTimeFit:
      return PartsOf(FactPart::kHours);
    case CriterionKey::kStartFit:
      return PartsOf(FactPart::kFirstDay);
    case CriterionKey::kOccupationFit:  // claims, which no step changes
    case CriterionKey::kEmployerSupport:
      break;
  }
  return 0;
}

// What a step changes.
constexpr FactParts ChangedBy(Step act) {
  switch (act) {
    case Step::kAskForeignersOffice:
    case Step::kAskForeignersOfficeAndBa:
    case Step::kLiftResidenceObligation:
      return PartsOf(FactPart::kPermission);
    case Step::kIssueOfPermit:
    case Step::kFileRecognition:
    case Step::kCompleteFile:
    case Step::kAwaitDecision:
    case Step::kTakeMeasure:
    case Step::kStatementOfComparability:
      return PartsOf(FactPart::kRecognition);
    case Step::kLearnGerman:
      return PartsOf(FactPart::kGerman);
    case Step::kSchoolCertificate:
      return PartsOf(FactPart::kSchool);
    case Step::kGuardClearance:
    case Step::kCertificateOfConduct:
    case Step::kConvertLicence:
    case Step::kObtainLicence:
      return PartsOf(FactPart::kLicences);
    case Step::kWidenWindows:
    case Step::kChangeHours:
      return PartsOf(FactPart::kHours);
    case Step::kTravelFurther:
      return PartsOf(FactPart::kTravelLimit);
    case Step::kMoveHome:
      return PartsOf(FactPart::kHome);
    case Step::kStartEarlier:
      return PartsOf(FactPart::kFirstDay);
    case Step::kAcquireSkill:
      return PartsOf(FactPart::kSkills);
    case Step::kNone:
      break;
  }
  return 0;
}

// Acts that an office grants for one vacancy once asked, as bits.
using ActSet = uint32_t;
constexpr ActSet GrantedBy(Step act) {
  return ChangedBy(act) == PartsOf(FactPart::kPermission) ? 1U << static_cast<unsigned>(act) : 0U;
}

}  // namespace passung

#endif  // PASSUNG_ENGINE_ANALYSIS_FACT_PARTS_H_
