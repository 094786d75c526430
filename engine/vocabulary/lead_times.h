#ifndef PASSUNG_ENGINE_VOCABULARY_LEAD_TIMES_H_
#define PASSUNG_ENGINE_VOCABULARY_LEAD_TIMES_H_

#include <cstdint>

#include "passung/judgement.h"
#include "passung/vocabulary.h"

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

// Of acts that no rule names, or that take another time as a step of their own.

// From one level of German to a higher one: a course for each level and the result of the last.
constexpr int32_t GermanDays(LanguageLevel from, LanguageLevel to) {
  constexpr int32_t kUpToB1 = 110;
  constexpr int32_t kAbove = 170;
  constexpr int32_t kResult = 40;
  int32_t days = kResult;
  for (int level = static_cast<int>(from) + 1; level <= static_cast<int>(to); ++level) {
    days += level <= static_cast<int>(LanguageLevel::kB1) ? kUpToB1 : kAbove;
  }
  return days;
}

constexpr int32_t RecognitionDays(Step act) {
  constexpr int32_t kPapers = 70;
  constexpr int32_t kAssessment = 85;  // by the ZAB
  if (act == Step::kCompleteFile) return kPapers;
  return act == Step::kStatementOfComparability ? kAssessment : LeadDays(act);
}

constexpr int32_t LicenceDays(Step act, LicenceKind kind) {
  constexpr int32_t kCourseOfTwoWeeks = 14;
  constexpr int32_t kAccelerated = 40;  // § 2 BKrFQG
  if (act != Step::kObtainLicence) return LeadDays(act);
  switch (kind) {
    case LicenceKind::kForklift:
    case LicenceKind::kGuardInstruction:
      return kCourseOfTwoWeeks;
    case LicenceKind::kCode95:
      return kAccelerated;
    default:
      return LeadDays(act);
  }
}

}  // namespace passung

#endif  // PASSUNG_ENGINE_VOCABULARY_LEAD_TIMES_H_
