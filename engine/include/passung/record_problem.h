#ifndef PASSUNG_RECORD_PROBLEM_H_
#define PASSUNG_RECORD_PROBLEM_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "passung/enum_names.h"

// What is wrong with a record that was read: a code with values, so that each language has its sentence for it. The
// English one is made here and nowhere else; proto/text has those that people read.

namespace passung {

// What is wrong. Sent: add at the end, never renumber.
enum class ProblemCode : uint8_t {
  // Anything that has no code of its own: of the model, of a request.
  kOther,
  // The file and the form of a record.
  kColumnTwice,
  kColumnUnknown,
  kFieldUnknown,
  kQuoteOpen,
  kValuesTooMany,
  kRecordCutOff,
  kValuesMissing,
  kJsonInvalid,
  kJsonDeep,
  kJsonList,
  kJsonValue,
  kEntryDeep,
  // Single values.
  kNotAllowed,
  kNotAccepted,
  kUnreadable,
  kMissing,
  kZeroRestored,
  kBytesNoText,
  kBytesNul,
  kTextCut,
  kTextLong,
  kDetailUnknown,
  kOnlyFirst,
  // What tells a record apart.
  kIdTwice,
  kReferenceMissing,
  kIdentifierMissing,
  kTitleMissing,
  // Occupations.
  kOccupationUnknown,
  kOccupationReadAs,
  kOccupationByName,
  kOccupationBySource,
  kOccupationByTitle,
  kGuessTaken,
  kGuessLeft,
  kOccupationsMany,
  kOccupationWide,
  kEntryWithoutOccupation,
  kRecognitionUnclear,
  kSkillsWithoutNumber,
  // Places.
  kPlacesMany,
  kDistrictUnknown,
  kHomeUnknown,
  kPlaceAbroad,
  kTownAbroad,
  kOnlyPlaceAbroad,
  kOnlyTownAbroad,
  kPointAbroad,
  // The title against the other fields.
  kCasualTitle,
  kKindContradicted,
  kHoursContradicted,
  kTimeContradicted,
  kFullTimeMinijob,
  // Support offers.
  kOfferKindUnknown,
  kCourseLevelUnknown,
  kLimitUnreadable,
  kSchemeUnknown,
  // Tables that are published.
  kRowTwice,
  kNameHasCode,
  kOneDistrict,
  kFigureMissing,
  // What the model forbids.
  kNumberOutside,
  kBytesTooMany,
  kEntriesTooMany,
  kEntryTwice,
  kEndsEarly,
  kLevelNone,
  kLevelNotAbove,
  kMoreThanAll,
  kMissingForKind,
  kNotOfKind,
  kDecisionAlone,
};
template <>
struct EnumNames<ProblemCode> {
  static constexpr absl::string_view kNames[] = {"other",
                                                 "column_twice",
                                                 "column_unknown",
                                                 "field_unknown",
                                                 "quote_open",
                                                 "values_too_many",
                                                 "record_cut_off",
                                                 "values_missing",
                                                 "json_invalid",
                                                 "json_deep",
                                                 "json_list",
                                                 "json_value",
                                                 "entry_deep",
                                                 "not_allowed",
                                                 "not_accepted",
                                                 "unreadable",
                                                 "missing",
                                                 "zero_restored",
                                                 "bytes_no_text",
                                                 "bytes_nul",
                                                 "text_cut",
                                                 "text_long",
                                                 "detail_unknown",
                                                 "only_first",
                                                 "id_twice",
                                                 "reference_missing",
                                                 "identifier_missing",
                                                 "title_missing",
                                                 "occupation_unknown",
                                                 "occupation_read_as",
                                                 "occupation_by_name",
                                                 "occupation_by_source",
                                                 "occupation_by_title",
                                                 "guess_taken",
                                                 "guess_left",
                                                 "occupations_many",
                                                 "occupation_wide",
                                                 "entry_without_occupation",
                                                 "recognition_unclear",
                                                 "skills_without_number",
                                                 "places_many",
                                                 "district_unknown",
                                                 "home_unknown",
                                                 "place_abroad",
                                                 "town_abroad",
                                                 "only_place_abroad",
                                                 "only_town_abroad",
                                                 "point_abroad",
                                                 "casual_title",
                                                 "kind_contradicted",
                                                 "hours_contradicted",
                                                 "time_contradicted",
                                                 "full_time_minijob",
                                                 "offer_kind_unknown",
                                                 "course_level_unknown",
                                                 "limit_unreadable",
                                                 "scheme_unknown",
                                                 "row_twice",
                                                 "name_has_code",
                                                 "one_district",
                                                 "figure_missing",
                                                 "number_outside",
                                                 "bytes_too_many",
                                                 "entries_too_many",
                                                 "entry_twice",
                                                 "ends_early",
                                                 "level_none",
                                                 "level_not_above",
                                                 "more_than_all",
                                                 "missing_for_kind",
                                                 "not_of_kind",
                                                 "decision_alone"};
};

// What is allowed in the place of a value. Sent: add at the end, never renumber.
enum class AllowedCode : uint8_t {
  kOneOf,
  kDay,
  kWholeNumber,
  kYesOrNo,
  kPoint,
  kPostalCode,
  kDistrict,
  kArea,
  kSkill,
  kLanguage,
  kHours,
  kWindows,
  kOwnWindows,
  kMilliseconds,
  kSchoolCertificate,
  kId,
  kOccupationDigits,
  kOccupationCode,
  kImportedCode,
  kOneOccupation,
  kCrosswalk,
  kOfferKind,
  kLoggedAnswer,
  kDistrictOfToday,
  kDigits,
  kFourDigits,
  kUuid,
};
template <>
struct EnumNames<AllowedCode> {
  static constexpr absl::string_view kNames[] = {"one_of",
                                                 "day",
                                                 "whole_number",
                                                 "yes_or_no",
                                                 "point",
                                                 "postal_code",
                                                 "district",
                                                 "area",
                                                 "skill",
                                                 "language",
                                                 "hours",
                                                 "windows",
                                                 "own_windows",
                                                 "milliseconds",
                                                 "school_certificate",
                                                 "id",
                                                 "occupation_digits",
                                                 "occupation_code",
                                                 "imported_code",
                                                 "one_occupation",
                                                 "crosswalk",
                                                 "offer_kind",
                                                 "logged_answer",
                                                 "district_of_today",
                                                 "digits",
                                                 "four_digits",
                                                 "uuid"};
};

// The sentence of a code, or the words for what is allowed, in English: `{name}` stands where the value of that name
// goes, `{allowed}` where the words for what is allowed go.
absl::string_view PatternOf(ProblemCode code);
absl::string_view PatternOf(AllowedCode allowed);

// What a sentence speaks of. Texts of the source are cut to what can be shown, control characters escaped.
struct ProblemValue {
  std::string name;
  std::string value;
  friend bool operator==(const ProblemValue&, const ProblemValue&) = default;
};

struct RecordProblem {
  std::string
      field;  // column or JSON path of the source, or path of the record; empty: the record as a whole
  std::string
      reason;  // the sentence in English: what is wrong with which value and what is allowed
  ProblemCode code = ProblemCode::kOther;
  std::vector<ProblemValue> values;    // those of both patterns
  std::optional<AllowedCode> allowed;  // where the pattern of `code` has {allowed}
  friend bool operator==(const RecordProblem&, const RecordProblem&) = default;
};

// With its sentence. A value that is missing shows as "…".
RecordProblem MakeProblem(std::string field, ProblemCode code,
                          std::vector<ProblemValue> values = {},
                          std::optional<AllowedCode> allowed = std::nullopt);
// What has no code of its own: a sentence in English.
RecordProblem OtherProblem(std::string field, std::string sentence);

}  // namespace passung

#endif  // PASSUNG_RECORD_PROBLEM_H_
