#ifndef PASSUNG_ENGINE_INDEX_KEYS_H_
#define PASSUNG_ENGINE_INDEX_KEYS_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "passung/date.h"
#include "passung/vacancy.h"
#include "passung/vocabulary.h"

// What rules and criteria may know of a combination (vacancy, occupation, place): one small key per
// column of the index. Combinations that a rule or criterion cannot tell apart share a key, so that
// all thinking is done once per distinct value. A key holds no text for display; evidence is read
// from the vacancy itself, for hits only.

namespace passung {

// One bit of knowledge on the vacancy's side.
enum class Known : int8_t { kNo, kYes, kUnknown };
inline Known KnownOf(const std::optional<bool>& value) {
  if (!value) return Known::kUnknown;
  return *value ? Known::kYes : Known::kNo;
}

// Debian's abseil hashes its own optional, not the one of the standard.
template <class H, class T>
H CombineOptional(H h, const std::optional<T>& value) {
  h = H::combine(std::move(h), value.has_value());
  return value ? H::combine(std::move(h), *value) : std::move(h);
}

// Hashes of keys are taken over a few words that hold all small fields: a building looks up some
// thirty keys for each vacancy. Most keys are such a word: no two that valid vacancies have are
// the same in HashBits(), so that a CodeMemory need not look at the key itself.
class HashWord {
 public:
  // Numbers that need no more than `bits`, with an optional's one more for that it is there.
  template <class T>
  HashWord& Add(T value, int bits) {
    word_ = (word_ << bits) ^ static_cast<uint64_t>(value);
    return *this;
  }
  template <class T>
  HashWord& Add(const std::optional<T>& value, int bits) {
    return value ? Add(NumberOf(*value) << 1 | 1, bits) : Add(0, bits);
  }
  uint64_t word() const { return word_; }

 private:
  static int64_t NumberOf(OccupationCode code) { return code.number(); }
  static int64_t NumberOf(DistrictCode district) { return district.number(); }
  static int64_t NumberOf(int32_t number) { return number; }
  static int64_t NumberOf(uint32_t number) { return number; }
  template <class E>
  requires std::is_enum_v<E>
  static int64_t NumberOf(E value) { return static_cast<int64_t>(value); }

  uint64_t word_ = 0;
};

// Work, training and bridge kinds as one word; `kUnknown` where the kind is.
enum class KindClass : uint8_t { kWork, kTraining, kBridge, kUnknown };

struct JobKey {
  std::optional<OccupationCode> code;
  Column column = Column::k1;
  bool adaptation = false;  // kind adaptation

  uint64_t HashBits() const {
    return HashWord().Add(code, 18).Add(column, 3).Add(adaptation, 1).word();
  }
  friend bool operator==(const JobKey&, const JobKey&) = default;
  template <class H>
  friend H AbslHashValue(H h, const JobKey& k) {
    return H::combine(std::move(h), k.HashBits());
  }
};

struct LanguageKey {
  SkillLevels stated;
  RequirementStrength strength =
      RequirementStrength::kRequired;          // kRequired where nothing is stated
  std::vector<std::string> working_languages;  // sorted
  Column column = Column::k1;
  // If it is work and a regulated row may demand a level by law for it: the first of all occupations of
  // which the law demands the same (RegulatedOccupations::LikeInGerman).
  std::optional<OccupationCode> law_code;
  friend bool operator==(const LanguageKey&, const LanguageKey&) = default;

  // Says everything where no working language is named.
  uint64_t HashBits() const {
    HashWord word;
    for (const auto& level : stated) word.Add(level, 5);
    return word.Add(strength, 3)
        .Add(column, 3)
        .Add(law_code, 18)
        .Add(working_languages.size(), 7)
        .word();
  }
  template <class H>
  friend H AbslHashValue(H h, const LanguageKey& k) {
    h = H::combine(std::move(h), k.HashBits());
    for (const std::string& language : k.working_languages) h = H::combine(std::move(h), language);
    return h;
  }
};

// What an item of SkillsKey counts: engine/SCORING.md section 4, skills_fit.
constexpr int32_t ItemWeight(bool required) { return required ? 2 : 1; }

struct SkillItem {
  uint32_t number = 0;  // in Dictionaries::skill_ids
  bool required = true;

  uint64_t HashBits() const { return HashWord().Add(number, 32).Add(required, 1).word(); }
  friend auto operator<=>(const SkillItem&, const SkillItem&) = default;
  template <class H>
  friend H AbslHashValue(H h, const SkillItem& k) {
    return H::combine(std::move(h), k.HashBits());
  }
};

struct SchoolItem {
  SchoolCertificate certificate = SchoolCertificate::kNone;
  bool required = true;
  std::optional<int32_t> or_years;

  uint64_t HashBits() const {
    return HashWord().Add(certificate, 4).Add(required, 1).Add(or_years, 7).word();
  }
  friend bool operator==(const SchoolItem&, const SchoolItem&) = default;
  template <class H>
  friend H AbslHashValue(H h, const SchoolItem& k) {
    return H::combine(std::move(h), k.HashBits());
  }
};

struct SkillsKey {
  std::vector<SkillItem> skills;  // sorted
  std::optional<SchoolItem> school;
  std::vector<std::pair<LicenceKind, bool>> licences;  // not by law; kind, required; sorted
  friend bool operator==(const SkillsKey&, const SkillsKey&) = default;
  template <class H>
  friend H AbslHashValue(H h, const SkillsKey& k) {
    const uint64_t school = k.school ? k.school->HashBits() + 1 : 0;
    HashWord word;
    for (const auto& [kind, required] : k.licences) word.Add(kind, 6).Add(required, 1);
    word.Add(school, 13).Add(k.licences.size(), 4).Add(k.skills.size(), 8);
    h = H::combine(std::move(h), word.word());
    for (const SkillItem& item : k.skills) h = H::combine(std::move(h), item.HashBits());
    return h;
  }
};

struct PlaceKey {
  std::optional<DistrictCode> district;
  std::string postal_code;

  uint64_t HashBits() const { return BitsOf(district, postal_code); }
  static uint64_t BitsOf(std::optional<DistrictCode> district, const std::string& postal_code) {
    HashWord word;
    for (const char digit : postal_code) word.Add(digit & 0xf, 4);
    return word.Add(postal_code.size(), 3).Add(district, 18).word();
  }
  friend bool operator==(const PlaceKey&, const PlaceKey&) = default;
  template <class H>
  friend H AbslHashValue(H h, const PlaceKey& k) {
    return H::combine(std::move(h), k.HashBits());
  }
};

struct ReachKey {
  PlaceKey place;
  bool odd_hours = false;  // a shift at times when hardly a bus runs, or at unknown times

  uint64_t HashBits() const { return BitsOf(place.HashBits(), odd_hours); }
  static uint64_t BitsOf(uint64_t place, bool odd_hours) {
    return place << 1U | uint64_t{odd_hours};
  }
  friend bool operator==(const ReachKey&, const ReachKey&) = default;
  template <class H>
  friend H AbslHashValue(H h, const ReachKey& k) {
    return H::combine(std::move(h), k.HashBits());
  }
};

struct HoursKey {
  std::optional<WeeklyHours> hours;
  std::optional<std::vector<TimeWindow>> shifts;  // merged
  friend bool operator==(const HoursKey&, const HoursKey&) = default;

  // Says everything where no shifts are stated.
  uint64_t HashBits() const {
    HashWord word;
    if (hours) word.Add(hours->min, 6).Add(hours->max, 6);
    return word.Add(hours.has_value(), 1).Add(shifts.has_value(), 1).word();
  }
  template <class H>
  friend H AbslHashValue(H h, const HoursKey& k) {
    h = H::combine(std::move(h), k.HashBits());
    if (!k.shifts) return h;
    for (const TimeWindow& w : *k.shifts) {
      const HashWord window =
          HashWord().Add(w.weekday, 3).Add(w.from_minute, 11).Add(w.to_minute, 11);
      h = H::combine(std::move(h), window.word());
    }
    return h;
  }
};

struct StartKey {
  std::optional<int32_t> start_day;  // days since 1970-01-01
  bool training = false;

  uint64_t HashBits() const { return HashWord().Add(start_day, 34).Add(training, 1).word(); }
  friend bool operator==(const StartKey&, const StartKey&) = default;
  template <class H>
  friend H AbslHashValue(H h, const StartKey& k) {
    return H::combine(std::move(h), k.HashBits());
  }
};

struct SupportKey {
  std::optional<uint32_t> items;  // bits in the order of SupportItem

  uint64_t HashBits() const { return HashWord().Add(items, 33).word(); }
  friend bool operator==(const SupportKey&, const SupportKey&) = default;
  template <class H>
  friend H AbslHashValue(H h, const SupportKey& k) {
    return H::combine(std::move(h), k.HashBits());
  }
};

struct AccessKey {
  std::optional<VacancyKind> kind;
  Known agency = Known::kUnknown;
  Known helper = Known::kUnknown;  // requirement level 1
  Known over_twenty = Known::kNo;  // only more than 20 hours a week

  uint64_t HashBits() const {
    return HashWord().Add(kind, 6).Add(agency, 2).Add(helper, 2).Add(over_twenty, 2).word();
  }
  friend bool operator==(const AccessKey&, const AccessKey&) = default;
  template <class H>
  friend H AbslHashValue(H h, const AccessKey& k) {
    return H::combine(std::move(h), k.HashBits());
  }
};

struct RegulatedKey {
  KindClass kind = KindClass::kWork;
  bool code_known = true;
  std::optional<OccupationCode> code;  // only where some regulated row has it
  int32_t land = 0;                    // 0: place unknown

  uint64_t HashBits() const {
    return HashWord().Add(kind, 2).Add(code_known, 1).Add(land, 5).Add(code, 18).word();
  }
  friend bool operator==(const RegulatedKey&, const RegulatedKey&) = default;
  template <class H>
  friend H AbslHashValue(H h, const RegulatedKey& k) {
    return H::combine(std::move(h), k.HashBits());
  }
};

struct SchoolKey {
  std::optional<SchoolItem> by_law;

  uint64_t HashBits() const { return by_law ? by_law->HashBits() + 1 : 0; }
  friend bool operator==(const SchoolKey&, const SchoolKey&) = default;
  template <class H>
  friend H AbslHashValue(H h, const SchoolKey& k) {
    return H::combine(std::move(h), k.HashBits());
  }
};

struct LicenceKey {
  uint32_t by_law = 0;  // LicenceBit of each kind
  // The occupation where some regulated row may demand guard instruction for it.
  std::optional<OccupationCode> guard_code;
  Known security_firm = Known::kUnknown;  // kUnknown without a guard_code

  uint64_t HashBits() const {
    return HashWord().Add(by_law, 32).Add(security_firm, 2).Add(guard_code, 18).word();
  }
  friend bool operator==(const LicenceKey&, const LicenceKey&) = default;
  template <class H>
  friend H AbslHashValue(H h, const LicenceKey& k) {
    return H::combine(std::move(h), k.HashBits());
  }
};

struct TrackKey {
  std::optional<VacancyKind> kind;
  JobKey job;
  bool unpaid = false;

  uint64_t HashBits() const {
    return HashWord().Add(job.HashBits(), 22).Add(unpaid, 1).Add(kind, 6).word();
  }
  friend bool operator==(const TrackKey&, const TrackKey&) = default;
  template <class H>
  friend H AbslHashValue(H h, const TrackKey& k) {
    return H::combine(std::move(h), k.HashBits());
  }
};

struct ObligationKey {
  std::optional<DistrictCode> district;
  bool training = false;
  Known fifteen_hours = Known::kUnknown;  // at least 15 hours a week

  uint64_t HashBits() const {
    return HashWord().Add(training, 1).Add(fifteen_hours, 2).Add(district, 18).word();
  }
  friend bool operator==(const ObligationKey&, const ObligationKey&) = default;
  template <class H>
  friend H AbslHashValue(H h, const ObligationKey& k) {
    return H::combine(std::move(h), k.HashBits());
  }
};

struct ExclusionKey {
  std::optional<OccupationCode> code;
  std::array<Known, 5> conditions{};  // order of Condition

  uint64_t HashBits() const {
    HashWord word;
    for (const Known condition : conditions) word.Add(condition, 2);
    return word.Add(code, 18).word();
  }
  friend bool operator==(const ExclusionKey&, const ExclusionKey&) = default;
  template <class H>
  friend H AbslHashValue(H h, const ExclusionKey& k) {
    return H::combine(std::move(h), k.HashBits());
  }
};

struct OpenKey {
  std::optional<int32_t> open_from_day;
  std::optional<int32_t> apply_until_day;
  bool closed = false;

  // Days lie within some 100 000 of 1970-01-01.
  uint64_t HashBits() const {
    return HashWord().Add(open_from_day, 31).Add(apply_until_day, 31).Add(closed, 1).word();
  }
  friend bool operator==(const OpenKey&, const OpenKey&) = default;
  template <class H>
  friend H AbslHashValue(H h, const OpenKey& k) {
    return H::combine(std::move(h), k.HashBits());
  }
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_KEYS_H_
