#ifndef PASSUNG_SUGGESTION_H_
#define PASSUNG_SUGGESTION_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/strings/string_view.h"
#include "passung/date.h"
#include "passung/enum_names.h"
#include "passung/judgement.h"
#include "passung/reason_parameter.h"

// Why something other than a vacancy is suggested: an offer for a gap, a mentor for a mentee. As for
// vacancies a score is a sum of points × weight that anyone can add up again, and what decides whether
// somebody may is apart from it. engine/offers/README.md has every table.

namespace passung {

// Stored and sent: add at the end, never renumber.
enum class SuggestionCriterion : uint8_t {
  kGapClosed,   // how much of the gap an offer closes
  kNearness,    // home to place, or a channel without a way
  kLanguage,    // a language in common
  kStart,       // how soon it begins
  kPlacesLeft,  // whether there is room
  kField,       // a mentor's field and what the person claims
  kCaseload,    // how much room a mentor has
};
template <>
struct EnumNames<SuggestionCriterion> {
  static constexpr absl::string_view kNames[] = {"gap_closed",  "nearness", "language", "start",
                                                 "places_left", "field",    "caseload"};
};

// What decides whether somebody may take part. Stored and sent, as above.
enum class OfferGate : uint8_t {
  kAvailability,  // is it still to be had?
  kAdmission,     // may the person take part, by law or rules? (offer_admission.csv)
  kEntryLevel,    // is there enough German to begin?
  kEmployment,    // for who has work, or has none; is there time beside it?
  kReach,         // can the person get there?
};
inline constexpr int kOfferGateCount = 5;
template <>
struct EnumNames<OfferGate> {
  static constexpr absl::string_view kNames[] = {"availability", "admission", "entry_level",
                                                 "employment", "reach"};
};

// Texts for each stand in proto/text. Stored and sent, as above.
enum class SuggestionReason : uint8_t {
  kNone,
  // gap_closed
  kClosesGap,
  kShortensGap,
  kForOccupation,
  kForAnyOccupation,
  kAdvises,
  kAnswersReason,
  kLevelUnknown,
  // nearness, reach
  kMinutesAway,
  kNear,
  kWithoutTravel,
  kComesToYou,
  kTooFar,
  kOtherDistrict,
  kHomeUnknown,
  kPlaceUnknown,
  kLeavesArea,
  // language
  kSpeaksLanguage,
  kGermanEnough,
  kGermanHard,
  kGermanUnknown,
  kNoCommonLanguage,
  kLanguageNoMatter,
  // start, availability
  kBeginsOn,
  kBeginsAnyTime,
  kBeginUnknown,
  kNextBeginUnknown,
  kAvailable,
  kNotYetOffered,
  kOver,
  kMissed,
  kClosed,
  // places_left
  kPlacesFree,
  kPlacesUnknown,
  kFull,
  // admission
  kOpenToAll,
  kAdmitted,
  kAdmittedOnRequest,
  kWaitingPeriod,
  kNotAdmitted,
  kAdmissionUnknown,
  // entry_level
  kNoLevelAsked,
  kLevelEnough,
  kLevelUneven,
  kLevelTooLow,
  // employment
  kEmploymentFits,
  kOnlyWithWork,
  kOnlyWithoutWork,
  kEmploymentUnknown,
  // field
  kFieldKnown,
  kFieldOther,
  kFieldOpen,
  kClaimsUnknown,
  // caseload
  kHasRoom,
  kCaseloadFull,
  kCapacityUnknown,
  // employment
  kNoTimeBesideWork,
};
template <>
struct EnumNames<SuggestionReason> {
  static constexpr absl::string_view kNames[] = {"none",
                                                 "closes_gap",
                                                 "shortens_gap",
                                                 "for_occupation",
                                                 "for_any_occupation",
                                                 "advises",
                                                 "answers_reason",
                                                 "level_unknown",
                                                 "minutes_away",
                                                 "near",
                                                 "without_travel",
                                                 "comes_to_you",
                                                 "too_far",
                                                 "other_district",
                                                 "home_unknown",
                                                 "place_unknown",
                                                 "leaves_area",
                                                 "speaks_language",
                                                 "german_enough",
                                                 "german_hard",
                                                 "german_unknown",
                                                 "no_common_language",
                                                 "language_no_matter",
                                                 "begins_on",
                                                 "begins_any_time",
                                                 "begin_unknown",
                                                 "next_begin_unknown",
                                                 "available",
                                                 "not_yet_offered",
                                                 "over",
                                                 "missed",
                                                 "closed",
                                                 "places_free",
                                                 "places_unknown",
                                                 "full",
                                                 "open_to_all",
                                                 "admitted",
                                                 "admitted_on_request",
                                                 "waiting_period",
                                                 "not_admitted",
                                                 "admission_unknown",
                                                 "no_level_asked",
                                                 "level_enough",
                                                 "level_uneven",
                                                 "level_too_low",
                                                 "employment_fits",
                                                 "only_with_work",
                                                 "only_without_work",
                                                 "employment_unknown",
                                                 "field_known",
                                                 "field_other",
                                                 "field_open",
                                                 "claims_unknown",
                                                 "has_room",
                                                 "caseload_full",
                                                 "capacity_unknown",
                                                 "no_time_beside_work"};
};

// A summand of a score.
struct SuggestionPart {
  SuggestionCriterion criterion = SuggestionCriterion::kGapClosed;
  int32_t points = 0;        // 0 … 10 000
  int32_t weight = 0;        // 1 … 10 000
  int32_t contribution = 0;  // points × weight
  SuggestionReason reason = SuggestionReason::kNone;
  ReasonParameters parameters;
  friend bool operator==(const SuggestionPart&, const SuggestionPart&) = default;
};

// What one gate says. A gate changes no number.
struct GateOutcome {
  OfferGate gate = OfferGate::kAvailability;
  Verdict verdict = Verdict::kPass;
  SuggestionReason reason = SuggestionReason::kNone;
  std::optional<Date> from;  // PASS_AFTER a day
  ReasonParameters parameters;
  friend bool operator==(const GateOutcome&, const GateOutcome&) = default;
};

}  // namespace passung

#endif  // PASSUNG_SUGGESTION_H_
