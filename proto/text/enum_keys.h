// Keys of the words for enumerators: "verdict.pass_after".
#ifndef PASSUNG_PROTO_TEXT_ENUM_KEYS_H_
#define PASSUNG_PROTO_TEXT_ENUM_KEYS_H_

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "passung/after_care.h"
#include "passung/enum_names.h"
#include "passung/ingest.h"
#include "passung/judgement.h"
#include "passung/offer.h"
#include "passung/outcome.h"
#include "passung/pin.h"
#include "passung/record_problem.h"
#include "passung/residence.h"
#include "passung/steps.h"
#include "passung/suggestion.h"
#include "passung/unknowns.h"
#include "passung/vocabulary.h"

namespace passung::text {

// First part of the key; specialised for every enumeration that people see.
template <class E>
inline constexpr absl::string_view kEnumKey;

template <>
inline constexpr absl::string_view kEnumKey<OccupationRelation> = "occupation_relation";
template <>
inline constexpr absl::string_view kEnumKey<ClaimKind> = "claim_kind";
template <>
inline constexpr absl::string_view kEnumKey<Column> = "column";
template <>
inline constexpr absl::string_view kEnumKey<RegulationKind> = "regulation_kind";
template <>
inline constexpr absl::string_view kEnumKey<SchoolCertificate> = "school_certificate";
template <>
inline constexpr absl::string_view kEnumKey<RecognitionOutcome> = "recognition_outcome";
template <>
inline constexpr absl::string_view kEnumKey<RecognitionStep> = "recognition_step";
template <>
inline constexpr absl::string_view kEnumKey<RecognitionStatus> = "recognition_status";
template <>
inline constexpr absl::string_view kEnumKey<LanguageLevel> = "language_level";
template <>
inline constexpr absl::string_view kEnumKey<LanguageSkill> = "language_skill";
template <>
inline constexpr absl::string_view kEnumKey<LanguageProof> = "language_proof";
template <>
inline constexpr absl::string_view kEnumKey<RequirementStrength> = "requirement_strength";
template <>
inline constexpr absl::string_view kEnumKey<DistrictRelation> = "district_relation";
template <>
inline constexpr absl::string_view kEnumKey<VacancyKind> = "vacancy_kind";
template <>
inline constexpr absl::string_view kEnumKey<Track> = "track";
template <>
inline constexpr absl::string_view kEnumKey<LicenceKind> = "licence_kind";
template <>
inline constexpr absl::string_view kEnumKey<Condition> = "condition";
template <>
inline constexpr absl::string_view kEnumKey<SupportItem> = "support_item";
template <>
inline constexpr absl::string_view kEnumKey<ResidenceStatus> = "residence_status";
template <>
inline constexpr absl::string_view kEnumKey<Housing> = "housing";
template <>
inline constexpr absl::string_view kEnumKey<AccessBar> = "access_bar";
template <>
inline constexpr absl::string_view kEnumKey<AccessNote> = "access_note";
template <>
inline constexpr absl::string_view kEnumKey<CriterionKey> = "criterion";
template <>
inline constexpr absl::string_view kEnumKey<RuleKey> = "rule";
template <>
inline constexpr absl::string_view kEnumKey<RuleSwitch> = "rule_switch";
template <>
inline constexpr absl::string_view kEnumKey<Verdict> = "verdict";
template <>
inline constexpr absl::string_view kEnumKey<HitClass> = "hit_class";
template <>
inline constexpr absl::string_view kEnumKey<Flag> = "flag";
template <>
inline constexpr absl::string_view kEnumKey<Step> = "step";
template <>
inline constexpr absl::string_view kEnumKey<UnknownFact> = "unknown_fact";
template <>
inline constexpr absl::string_view kEnumKey<LeadSource> = "lead_source";
template <>
inline constexpr absl::string_view kEnumKey<StepGoal> = "step_goal";
template <>
inline constexpr absl::string_view kEnumKey<JobAdequacy> = "job_adequacy";
template <>
inline constexpr absl::string_view kEnumKey<FollowUpReason> = "follow_up";
template <>
inline constexpr absl::string_view kEnumKey<RecordVerdict> = "record_verdict";
template <>
inline constexpr absl::string_view kEnumKey<ProblemCode> = "problem";
template <>
inline constexpr absl::string_view kEnumKey<AllowedCode> = "allowed";
template <>
inline constexpr absl::string_view kEnumKey<GapKind> = "gap_kind";
template <>
inline constexpr absl::string_view kEnumKey<OfferKind> = "offer_kind";
template <>
inline constexpr absl::string_view kEnumKey<OfferChannel> = "offer_channel";
template <>
inline constexpr absl::string_view kEnumKey<OfferAudience> = "offer_audience";
template <>
inline constexpr absl::string_view kEnumKey<SuggestionCriterion> = "suggestion_criterion";
template <>
inline constexpr absl::string_view kEnumKey<OfferGate> = "offer_gate";

template <>
inline constexpr absl::string_view kEnumKey<OutcomeKind> = "outcome_kind";
template <>
inline constexpr absl::string_view kEnumKey<PlacementKind> = "placement_kind";
template <>
inline constexpr absl::string_view kEnumKey<DeclinedBy> = "declined_by";
template <>
inline constexpr absl::string_view kEnumKey<OutcomeReason> = "outcome_reason";
template <>
inline constexpr absl::string_view kEnumKey<OutcomeSource> = "outcome_source";

template <>
inline constexpr absl::string_view kEnumKey<PinMark> = "pin_mark";
template <>
inline constexpr absl::string_view kEnumKey<HideReason> = "hide_reason";

template <class E>
std::string EnumKey(E value) {
  static_assert(!kEnumKey<E>.empty(), "this enumeration has no texts");
  return absl::StrCat(kEnumKey<E>, ".", absl::AsciiStrToLower(Name(value)));
}

}  // namespace passung::text

#endif  // PASSUNG_PROTO_TEXT_ENUM_KEYS_H_
