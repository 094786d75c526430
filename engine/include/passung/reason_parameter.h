#ifndef PASSUNG_REASON_PARAMETER_H_
#define PASSUNG_REASON_PARAMETER_H_

#include <cstdint>
#include <string>
#include <type_traits>
#include <utility>

#include "absl/container/inlined_vector.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "passung/date.h"
#include "passung/enum_names.h"
#include "passung/vocabulary.h"

// What the reason of a contribution or an outcome speaks of. Values are kept as numbers and names
// and written as text when somebody reads them: of the explanations that are made few are.

namespace passung {

// The names by which the texts of a reason know its parameters.
enum class ParameterName : uint8_t {
  kArea,
  kBa,
  kBars,
  kBody,
  kCeiling,
  kCondition,
  kDays,
  kFrom,
  kHave,
  kHome,
  kItems,
  kJobLevel,
  kKind,
  kLanguage,
  kLegalBasis,
  kLicence,
  kLimit,
  kMet,
  kMinutes,
  kMissing,
  kMonths,
  kNamed,
  kNeed,
  kNote,
  kOccupation,
  kOffice,
  kOwn,
  kOwnLevel,
  kPhrase,
  kPlace,
  kProfession,
  kRelation,
  kShare,
  kShift,
  kSkills,
  kSource,
  kStart,
  kState,
  kStatus,
  kStrength,
  kTrack,
  kUntil,
  kUsual,
  kVacancy,
  kWeeks,
  kWindow,
  kYears,
};
template <>
struct EnumNames<ParameterName> {
  static constexpr absl::string_view kNames[] = {
      "area",        "ba",      "bars",       "body",       "ceiling",   "condition", "days",
      "from",        "have",    "home",       "items",      "job_level", "kind",      "language",
      "legal_basis", "licence", "limit",      "met",        "minutes",   "missing",   "months",
      "named",       "need",    "note",       "occupation", "office",    "own",       "own_level",
      "phrase",      "place",   "profession", "relation",   "share",     "shift",     "skills",
      "source",      "start",   "state",      "status",     "strength",  "track",     "until",
      "usual",       "vacancy", "weeks",      "window",     "years"};
};

// A value of a reason. To the outside it is a text: "B2", "81302", "14713", "2027-03-04", "35-40",
// "4500"; codes stay codes, and the texts know how to write them. 16 bytes, owns all that it needs;
// copying allocates for free text of more than eight bytes only.
class ParameterValue {
 public:
  ParameterValue() = default;  // the empty text
  // Free text, copied.
  ParameterValue(absl::string_view text);  // NOLINT(google-explicit-constructor): a text is a value
  // The name of an enumerator. Names live as long as the program.
  template <class E>
  requires std::is_enum_v<E> ParameterValue(E value)  // NOLINT(google-explicit-constructor)
      : ParameterValue(Word(Name(value))) {}
  ParameterValue(const ParameterValue& other) { CopyFrom(other); }
  ParameterValue(ParameterValue&& other) noexcept { Swap(other); }
  ParameterValue& operator=(ParameterValue other) noexcept {
    Swap(other);
    return *this;
  }
  ~ParameterValue() {
    if (form_ == Form::kText) delete[] payload_.text;
  }

  // A word of the program's own. REQUIRES: `text` lives as long as the program.
  static ParameterValue Word(absl::string_view text) {
    ParameterValue value(Form::kWord, static_cast<uint32_t>(text.size()));
    value.payload_.text = text.data();
    return value;
  }
  static ParameterValue Number(int64_t number) { return Digits(number, 1); }
  static ParameterValue Of(OccupationCode code) { return Digits(code.number(), 5); }
  static ParameterValue Of(DistrictCode district) { return Digits(district.number(), 5); }
  static ParameterValue Of(AreaCode area) {
    return Digits(area.number(), area.number() < 100 ? 2 : 5);
  }
  static ParameterValue Of(Date day);
  static ParameterValue Of(const WeeklyHours& hours);  // "35-40"
  static ParameterValue TimeOfDay(int32_t minute);     // after midnight: "05:59"
  // The names of the enumerators whose bits are set, joined by commas.
  template <class E>
  static ParameterValue SetOf(uint32_t bits) {
    ParameterValue value(Form::kSet, bits);
    value.payload_.names = EnumNames<E>::kNames;
    return value;
  }
  // Any text is a value: never fails.
  static absl::StatusOr<ParameterValue> Parse(absl::string_view text) {
    return ParameterValue(text);
  }

  std::string ToString() const;
  bool empty() const { return form_ == Form::kShort && small_ == 0; }

  // Values are equal if their texts are.
  friend bool operator==(const ParameterValue& a, const ParameterValue& b);

 private:
  enum class Form : uint8_t {
    kShort,   // small_: length; bytes
    kText,    // small_: length; owned text
    kWord,    // small_: length; text not owned
    kSet,     // small_: bits; names
    kDigits,  // small_: least number of digits; number
    kHours,   // small_: least; number: most
    kDay,     // number: days since 1970-01-01
    kTime,    // number: minutes after midnight
  };
  union Payload {
    int64_t number = 0;
    const char* text;
    const absl::string_view* names;
    char bytes[8];
  };

  ParameterValue(Form form, uint32_t small) : form_(form), small_(small) {}
  static ParameterValue Digits(int64_t number, uint32_t least) {
    ParameterValue value(Form::kDigits, least);
    value.payload_.number = number;
    return value;
  }
  void CopyFrom(const ParameterValue& other);
  void Swap(ParameterValue& other) noexcept {
    std::swap(form_, other.form_);
    std::swap(small_, other.small_);
    std::swap(payload_, other.payload_);
  }

  Form form_ = Form::kShort;
  uint32_t small_ = 0;
  Payload payload_;
};

// A value that a reason speaks of, under a name that the texts use: {need, "B2"}.
struct ReasonParameter {
  ParameterName name = ParameterName::kNeed;
  ParameterValue value;
  friend bool operator==(const ReasonParameter&, const ReasonParameter&) = default;
};

// Each name at most once. Most reasons have up to four, which need no memory of their own.
using ReasonParameters = absl::InlinedVector<ReasonParameter, 4>;

}  // namespace passung

#endif  // PASSUNG_REASON_PARAMETER_H_
