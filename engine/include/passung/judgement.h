#ifndef PASSUNG_JUDGEMENT_H_
#define PASSUNG_JUDGEMENT_H_

#include <cstdint>

#include "passung/enum_names.h"

// The names of rules, criteria, verdicts, flags and reasons. Stored and sent: never renumber.

namespace passung {

// Soft: how well does it fit? In this order weights are listed and ties of rounding are broken.
enum class CriterionKey : uint8_t {
  kOccupationFit,
  kLevelAdequacy,
  kSkillsFit,
  kRecognitionFit,
  kLanguageFit,
  kDistrictFit,
  kWorkingTimeFit,
  kStartFit,
  kEmployerSupport,
};
inline constexpr int kCriterionCount = 9;
template <>
struct EnumNames<CriterionKey> {
  static constexpr absl::string_view kNames[] = {
      "occupation_fit", "level_adequacy",   "skills_fit", "recognition_fit", "language_fit",
      "district_fit",   "working_time_fit", "start_fit",  "employer_support"};
};

// Hard: may this person take this vacancy?
enum class RuleKey : uint8_t {
  kWorkAccess,
  kRegulatedProfession,
  kLanguageFloor,
  kSchoolCertificate,
  kLicenceRequired,
  kWorkingTimePossible,
  kReach,
  kStartWindow,
  kKindAndTrack,
  kResidenceObligation,
  kMovementRestriction,
  kExcludedByPerson,
  kVacancyOpen,
  kBetterThanPresentJob,
};
inline constexpr int kRuleCount = 14;
template <>
struct EnumNames<RuleKey> {
  static constexpr absl::string_view kNames[] = {"work_access",
                                                 "regulated_profession",
                                                 "language_floor",
                                                 "school_certificate",
                                                 "licence_required",
                                                 "working_time_possible",
                                                 "reach",
                                                 "start_window",
                                                 "kind_and_track",
                                                 "residence_obligation",
                                                 "movement_restriction",
                                                 "excluded_by_person",
                                                 "vacancy_open",
                                                 "better_than_present_job"};
};

// `enforce` drops what fails, `flag` only says so, `off` does not judge.
enum class RuleSwitch : uint8_t { kEnforce, kFlag, kOff };
template <>
struct EnumNames<RuleSwitch> {
  static constexpr absl::string_view kNames[] = {"enforce", "flag", "off"};
};

// From best to worst; the worst of several wins.
enum class Verdict : uint8_t { kPass, kPassAfter, kUnknown, kFail };
template <>
struct EnumNames<Verdict> {
  static constexpr absl::string_view kNames[] = {"pass", "pass_after", "unknown", "fail"};
};

// Of a hit: the worst verdict of the enforced rules.
enum class HitClass : uint8_t { kOpen, kLater, kUnclear, kClosed };
template <>
struct EnumNames<HitClass> {
  static constexpr absl::string_view kNames[] = {"open", "later", "unclear", "closed"};
};

// Remarks that carry no points.
enum class Flag : uint8_t {
  kBridge,
  kUnderUsed,
  kNotSociallyInsured,
  kTemporaryAgency,
  kDocumentExpires,
};
template <>
struct EnumNames<Flag> {
  static constexpr absl::string_view kNames[] = {"bridge", "under_used", "not_socially_insured",
                                                 "temporary_agency", "document_expires"};
};

// What a person or an office can do; an outcome ("recognised") is no step. The first group is
// regularly granted once asked for (PASS_AFTER with a lead time); the second has to be learned or
// passed (FAIL, named as the way); no rule names the last one.
enum class Step : uint8_t {
  kNone,
  kAskForeignersOffice,       // permission of the Ausländerbehörde
  kAskForeignersOfficeAndBa,  // and consent of the Bundesagentur für Arbeit
  kIssueOfPermit,             // permit to practise, all proofs being there
  kGuardClearance,
  kCertificateOfConduct,
  kLiftResidenceObligation,
  kLearnGerman,
  kFileRecognition,
  kAwaitDecision,
  kTakeMeasure,  // adaptation course or knowledge test
  kSchoolCertificate,
  kConvertLicence,
  kObtainLicence,
  kWidenWindows,
  kTravelFurther,
  kCompleteFile,              // all papers of an application for recognition handed in
  kStatementOfComparability,  // Zeugnisbewertung of the ZAB
  kAcquireSkill,
  kChangeHours,  // more or fewer hours a week
  kStartEarlier,
  kMoveHome,  // to another district
};
template <>
struct EnumNames<Step> {
  static constexpr absl::string_view kNames[] = {"none",
                                                 "ask_foreigners_office",
                                                 "ask_foreigners_office_and_ba",
                                                 "issue_of_permit",
                                                 "guard_clearance",
                                                 "certificate_of_conduct",
                                                 "lift_residence_obligation",
                                                 "learn_german",
                                                 "file_recognition",
                                                 "await_decision",
                                                 "take_measure",
                                                 "school_certificate",
                                                 "convert_licence",
                                                 "obtain_licence",
                                                 "widen_windows",
                                                 "travel_further",
                                                 "complete_file",
                                                 "statement_of_comparability",
                                                 "acquire_skill",
                                                 "change_hours",
                                                 "start_earlier",
                                                 "move_home"};
};

// Why a rule decided, or what a criterion counted. Texts for each stand in proto/text.
enum class Reason : uint8_t {
  kNone,  // the rule has nothing to say
  // work_access
  kWorkAllowed,
  kWorkPermissionNeeded,
  kWorkNotAllowed,
  kWorkAccessUnknown,
  // regulated_profession
  kNotRegulated,
  kRecognised,
  kTitleOnly,
  kPermitPending,
  kRecognitionRequired,
  kRecognitionUnknown,
  kRegulationUnknown,
  // language_floor and language_fit
  kLanguageEnough,
  kLanguageShort,
  kLanguageNotStated,
  kLanguageUnknown,
  kWorkingLanguageSpoken,
  // school_certificate
  kSchoolEnough,
  kSchoolRequiredByLaw,
  kSchoolUnknown,
  // licence_required
  kLicenceHeld,
  kLicenceMissing,
  kLicenceNotValid,
  kLicenceUnknown,
  kLicenceOnRequest,
  kGuardTradeUnknown,
  // working_time_possible and working_time_fit
  kWorkingTimeInside,
  kWorkingTimeOutside,
  kWorkingTimeUnknown,
  // reach and district_fit
  kTravelWithin,
  kTravelTooLong,
  kTravelUnknown,
  kShiftTransportUnknown,
  kTravelMinutes,
  kDistrictRelation,
  kHomeUnknown,
  kPlaceUnknown,
  // start_window and start_fit
  kStartPossible,
  kStartTooLate,
  kStartUnknown,
  // kind_and_track
  kTrackFits,
  kTrackIsTraining,
  kTrackIsEmployment,
  kTrackUnknown,
  kNotSociallyInsured,
  kHelperWorkBelowLevel,
  kKindUnknown,
  // residence_obligation, movement_restriction
  kNoObligation,
  kObligationKept,
  kObligationLifted,
  kObligationBlocks,
  kObligationUnknown,
  kMovementFree,
  kMovementRestricted,
  kMovementUnknown,
  // excluded_by_person, vacancy_open
  kNotExcluded,
  kExcludedOccupation,
  kExcludedCondition,
  kExclusionUnknown,
  kVacancyOpen,
  kVacancyNotYetOpen,
  kVacancyClosed,
  kSelfEmploymentNotRanked,
  // criteria
  kOccupationRelation,
  kOccupationFloor,
  kOccupationUnknown,
  kClaimsUnknown,
  kLevelFits,
  kLevelBelowJob,
  kLevelAboveJob,
  kLevelAdaptation,
  kLevelUnknown,
  kSkillsMatched,
  kSkillsNoneNamed,
  kSkillsUnknown,
  kRecognitionStatus,
  kRecognitionNotRelevant,
  kSupportStated,
  kSupportNotStated,
  // better_than_present_job
  kLevelAbovePresentJob,
  kOwnFieldUnlikePresentJob,
  kPresentJobHasFewHours,
  kInsuredUnlikePresentJob,
  kLeadsBeyondPresentJob,
  kNotBetterThanPresentJob,
  kPresentJobNotComparable,
};
template <>
struct EnumNames<Reason> {
  static constexpr absl::string_view kNames[] = {"none",
                                                 "work_allowed",
                                                 "work_permission_needed",
                                                 "work_not_allowed",
                                                 "work_access_unknown",
                                                 "not_regulated",
                                                 "recognised",
                                                 "title_only",
                                                 "permit_pending",
                                                 "recognition_required",
                                                 "recognition_unknown",
                                                 "regulation_unknown",
                                                 "language_enough",
                                                 "language_short",
                                                 "language_not_stated",
                                                 "language_unknown",
                                                 "working_language_spoken",
                                                 "school_enough",
                                                 "school_required_by_law",
                                                 "school_unknown",
                                                 "licence_held",
                                                 "licence_missing",
                                                 "licence_not_valid",
                                                 "licence_unknown",
                                                 "licence_on_request",
                                                 "guard_trade_unknown",
                                                 "working_time_inside",
                                                 "working_time_outside",
                                                 "working_time_unknown",
                                                 "travel_within",
                                                 "travel_too_long",
                                                 "travel_unknown",
                                                 "shift_transport_unknown",
                                                 "travel_minutes",
                                                 "district_relation",
                                                 "home_unknown",
                                                 "place_unknown",
                                                 "start_possible",
                                                 "start_too_late",
                                                 "start_unknown",
                                                 "track_fits",
                                                 "track_is_training",
                                                 "track_is_employment",
                                                 "track_unknown",
                                                 "not_socially_insured",
                                                 "helper_work_below_level",
                                                 "kind_unknown",
                                                 "no_obligation",
                                                 "obligation_kept",
                                                 "obligation_lifted",
                                                 "obligation_blocks",
                                                 "obligation_unknown",
                                                 "movement_free",
                                                 "movement_restricted",
                                                 "movement_unknown",
                                                 "not_excluded",
                                                 "excluded_occupation",
                                                 "excluded_condition",
                                                 "exclusion_unknown",
                                                 "vacancy_open",
                                                 "vacancy_not_yet_open",
                                                 "vacancy_closed",
                                                 "self_employment_not_ranked",
                                                 "occupation_relation",
                                                 "occupation_floor",
                                                 "occupation_unknown",
                                                 "claims_unknown",
                                                 "level_fits",
                                                 "level_below_job",
                                                 "level_above_job",
                                                 "level_adaptation",
                                                 "level_unknown",
                                                 "skills_matched",
                                                 "skills_none_named",
                                                 "skills_unknown",
                                                 "recognition_status",
                                                 "recognition_not_relevant",
                                                 "support_stated",
                                                 "support_not_stated",
                                                 "level_above_present_job",
                                                 "own_field_unlike_present_job",
                                                 "present_job_has_few_hours",
                                                 "insured_unlike_present_job",
                                                 "leads_beyond_present_job",
                                                 "not_better_than_present_job",
                                                 "present_job_not_comparable"};
};

}  // namespace passung

#endif  // PASSUNG_JUDGEMENT_H_
