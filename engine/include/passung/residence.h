#ifndef PASSUNG_RESIDENCE_H_
#define PASSUNG_RESIDENCE_H_

#include <optional>
#include <vector>

#include "passung/date.h"
#include "passung/enum_names.h"
#include "passung/mentee_facts.h"

// Residence status. Inside the engine only the rules work_access and residence_obligation may
// include this header (tests/architecture_test): no number may depend on it.

namespace passung {

enum class ResidenceStatus : uint8_t {
  kGerman,          // German citizen, with or without migration background
  kEuFreeMovement,  // FreizügG/EU
  kSettlement,      // §§ 9, 9a AufenthG
  kS25_1,           // asylum
  kS25_2,           // refugee, subsidiary protection
  kS25_3,
  kS24,                 // temporary protection
  kFamily,              // §§ 27 to 36
  kHumanitarianOther,   // other §§ 22 to 25b without a ban
  kHumanitarianBanned,  // § 25 (4), (4a), (4b)
  kS18a18b,
  kS18g,
  kS16d,
  kS16d5,  // exam stay
  kS16g,
  kS16a16b,
  kS19c2,
  kS19d,
  kFictional81_4,  // Fiktionsbescheinigung, as the old title
  kFictional81_3,  // Fiktionsbescheinigung, by its note
  kGestattung,
  kDuldung60a,
  kDuldung60b,
  kDuldung60c,
  kDuldung60d,
};
template <>
struct EnumNames<ResidenceStatus> {
  static constexpr absl::string_view kNames[] = {"german",
                                                 "eu_free_movement",
                                                 "settlement",
                                                 "s25_1",
                                                 "s25_2",
                                                 "s25_3",
                                                 "s24",
                                                 "family",
                                                 "humanitarian_other",
                                                 "humanitarian_banned",
                                                 "s18a_18b",
                                                 "s18g",
                                                 "s16d",
                                                 "s16d_5",
                                                 "s16g",
                                                 "s16a_16b",
                                                 "s19c_2",
                                                 "s19d",
                                                 "fictional_81_4",
                                                 "fictional_81_3",
                                                 "gestattung",
                                                 "duldung_60a",
                                                 "duldung_60b",
                                                 "duldung_60c",
                                                 "duldung_60d"};
};

enum class Housing : uint8_t { kMunicipality, kReceptionCentre };
template <>
struct EnumNames<Housing> {
  static constexpr absl::string_view kNames[] = {"municipality", "reception_centre"};
};

// Bans that hang on facts this product does not hold (§ 60a (6) AufenthG, § 61 (2) AsylG): the
// caller says whether one applies, never why.
enum class AccessBar : uint8_t { kNone, kBarred };
template <>
struct EnumNames<AccessBar> {
  static constexpr absl::string_view kNames[] = {"none", "barred"};
};

// What the document itself says (Nebenbestimmung). It beats the table.
enum class AccessNote : uint8_t { kAllowed, kPermissionNeeded, kNotAllowed };
template <>
struct EnumNames<AccessNote> {
  static constexpr absl::string_view kNames[] = {"allowed", "permission_needed", "not_allowed"};
};

struct ResidenceFact {
  std::optional<ResidenceStatus> status;
  std::optional<Housing> housing;
  std::optional<AccessBar> access_bar;
  std::optional<AccessNote> note;  // absent: the document was not looked at or says nothing
  std::optional<Date> stay_since;  // first day of the uninterrupted stay
  std::optional<Date> document_until;
  Validity valid;
  friend bool operator==(const ResidenceFact&, const ResidenceFact&) = default;
};

// Of several entries that hold on a day the one with the latest `from` wins, as in
// passung/mentee_facts.h.
struct Residence {
  std::vector<ResidenceFact> titles;
  std::vector<AreaLimit> obligations;  // § 12a AufenthG: where the person must live
  friend bool operator==(const Residence&, const Residence&) = default;
};

}  // namespace passung

#endif  // PASSUNG_RESIDENCE_H_
