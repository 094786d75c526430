#ifndef PASSUNG_REASON_PARAMETER_H_
#define PASSUNG_REASON_PARAMETER_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

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
  // "0 08:30-14:30,1 08:30-14:30", Monday being 0.
  static ParameterValue Of(const std::vector<TimeWindow>& windows);
  // The skills whose level is known and below what is required: "reading:A2<B1,writing:A1<B1".
  static ParameterValue Missing(const SkillLevels& has, const SkillLevels& required);
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
  friend class ParameterWriter;

  enum class Form : uint8_t {
    kShort,    // small_: length; bytes
    kText,     // small_: length; owned text
    kLent,     // small_: length; text of whoever has the value, copied with it
    kWord,     // small_: length; text not owned
    kSet,      // small_: bits; names
    kDigits,   // small_: least number of digits; number
    kHours,    // small_: least; number: most
    kDay,      // number: days since 1970-01-01
    kTime,     // number: minutes after midnight
    kTimes,    // small_, words: up to three pairs of times, each with its weekdays
    kMissing,  // small_: a byte for each skill, the level it has below the one required
  };
  union Payload {
    int64_t number = 0;
    const char* text;
    const absl::string_view* names;
    char bytes[8];
    uint32_t words[2];
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

// All values that a reason speaks of, each name at most once. Copies share one memory, so that a copy
// costs no more than counting it; so do the reasons of all hits of a question, which have most of
// them in common. Copies on different threads do not disturb one another.
class ReasonParameters {
 public:
  using value_type = ReasonParameter;
  using const_iterator = const ReasonParameter*;
  using iterator = const_iterator;

  ReasonParameters() = default;
  ReasonParameters(std::initializer_list<ReasonParameter> parameters) {
    for (const ReasonParameter& parameter : parameters) push_back(parameter);
  }
  ReasonParameters(const ReasonParameters& other) noexcept
      : ReasonParameters(other.shared_, other.first_, other.size_) {
    if (shared_ != nullptr) shared_->owners.fetch_add(1, std::memory_order_relaxed);
  }
  ReasonParameters(ReasonParameters&& other) noexcept { Swap(other); }
  ReasonParameters& operator=(ReasonParameters other) noexcept {
    Swap(other);
    return *this;
  }
  ~ReasonParameters() {
    if (shared_ != nullptr) Release(shared_, 1);
  }

  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const_iterator begin() const { return shared_ == nullptr ? nullptr : shared_->items() + first_; }
  const_iterator end() const { return begin() + size_; }
  // REQUIRES: i < size().
  const ReasonParameter& operator[](size_t i) const { return begin()[i]; }

  // Copies what is shared with others before.
  void push_back(ReasonParameter parameter);

  friend bool operator==(const ReasonParameters& a, const ReasonParameters& b);

 private:
  friend class ParameterWriter;

  // Before the parameters themselves, which never change.
  struct alignas(ReasonParameter) Shared {
    std::atomic<uint32_t> owners{1};
    uint32_t used = 0;
    uint32_t room = 0;

    ReasonParameter* items() { return reinterpret_cast<ReasonParameter*>(this + 1); }
  };

  ReasonParameters(Shared* shared, uint32_t first, uint32_t size)
      : shared_(shared), first_(first), size_(size) {}
  void Swap(ReasonParameters& other) noexcept {
    std::swap(shared_, other.shared_);
    std::swap(first_, other.first_);
    std::swap(size_, other.size_);
  }
  // Room for so many parameters, and for so many bytes behind them.
  static Shared* Allocate(uint32_t room, size_t bytes);
  static void Release(Shared* shared, uint32_t owners) noexcept;
  bool MayGrow() const;

  Shared* shared_ = nullptr;  // none: empty
  uint32_t first_ = 0;
  uint32_t size_ = 0;
};

}  // namespace passung

#endif  // PASSUNG_REASON_PARAMETER_H_
