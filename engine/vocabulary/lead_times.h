#ifndef PASSUNG_ENGINE_VOCABULARY_LEAD_TIMES_H_
#define PASSUNG_ENGINE_VOCABULARY_LEAD_TIMES_H_

#include <cstdint>

#include "passung/judgement.h"

namespace passung {

// Days that an act usually takes, from the practice of advisers in Saxony; rough values, no
// deadline of any law but the decision on recognition (3 months after the complete file, § 6 BQFG).
constexpr int32_t LeadDays(Step step) {
  switch (step) {
    case Step::kAskForeignersOffice:
    case Step::kIssueOfPermit:
    case Step::kGuardClearance:
    case Step::kLiftResidenceObligation:
      return 28;
    case Step::kAskForeignersOfficeAndBa:
      return 42;
    case Step::kCertificateOfConduct:
      return 21;
    case Step::kLearnGerman:
      return 170;
    case Step::kFileRecognition:  // advice 28, papers 70
      return 98;
    case Step::kAwaitDecision:
      return 90;
    case Step::kTakeMeasure:
      return 180;
    case Step::kSchoolCertificate:
      return 70;
    case Step::kConvertLicence:
      return 100;
    case Step::kObtainLicence:
      return 140;
    default:
      return 0;
  }
}

}  // namespace passung

#endif  // PASSUNG_ENGINE_VOCABULARY_LEAD_TIMES_H_
