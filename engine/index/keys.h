#ifndef PASSUNG_ENGINE_INDEX_KEYS_H_
#define PASSUNG_ENGINE_INDEX_KEYS_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
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

// Work, training and bridge kinds as one word; `kUnknown` where the kind is.
enum class KindClass : uint8_t { kWork, kTraining, kBridge, kUnknown };

struct JobKey {
  std::optional<OccupationCode> code;
  Column column = Column::k1;
  bool adaptation = false;  // kind adaptation
  friend bool operator==(const JobKey&, const JobKey&) = default;
  template <class H>
  friend H AbslHashValue(H h, const JobKey& k) {
    return CombineOptional(H::combine(std::move(h), k.column, k.adaptation), k.code);
  }
};

struct LanguageKey {
  SkillLevels stated;
  RequirementStrength strength =
      RequirementStrength::kRequired;          // kRequired where nothing is stated
  std::vector<std::string> working_languages;  // sorted
  Column column = Column::k1;
  // The occupation if it is work and a regulated row may demand a level by law for it.
  std::optional<OccupationCode> law_code;
  friend bool operator==(const LanguageKey&, const LanguageKey&) = default;
  template <class H>
  friend H AbslHashValue(H h, const LanguageKey& k) {
    for (const auto& level : k.stated) h = CombineOptional(std::move(h), level);
    h = H::combine(std::move(h), k.strength, k.working_languages, k.column);
    return CombineOptional(std::move(h), k.law_code);
  }
};

// What an item of SkillsKey counts: engine/SCORING.md section 4, skills_fit.
constexpr int32_t ItemWeight(bool required) { return required ? 2 : 1; }

struct SkillItem {
  uint32_t number = 0;  // in Dictionaries::skill_ids
  bool required = true;
  friend auto operator<=>(const SkillItem&, const SkillItem&) = default;
  template <class H>
  friend H AbslHashValue(H h, const SkillItem& k) {
    return H::combine(std::move(h), k.number, k.required);
  }
};

struct SchoolItem {
  SchoolCertificate certificate = SchoolCertificate::kNone;
  bool required = true;
  std::optional<int32_t> or_years;
  friend bool operator==(const SchoolItem&, const SchoolItem&) = default;
  template <class H>
  friend H AbslHashValue(H h, const SchoolItem& k) {
    return CombineOptional(H::combine(std::move(h), k.certificate, k.required), k.or_years);
  }
};

struct SkillsKey {
  std::vector<SkillItem> skills;  // sorted
  std::optional<SchoolItem> school;
  std::vector<std::pair<LicenceKind, bool>> licences;  // not by law; kind, required; sorted
  friend bool operator==(const SkillsKey&, const SkillsKey&) = default;
  template <class H>
  friend H AbslHashValue(H h, const SkillsKey& k) {
    return CombineOptional(H::combine(std::move(h), k.skills, k.licences), k.school);
  }
};

struct PlaceKey {
  std::optional<DistrictCode> district;
  std::string postal_code;
  friend bool operator==(const PlaceKey&, const PlaceKey&) = default;
  template <class H>
  friend H AbslHashValue(H h, const PlaceKey& k) {
    return CombineOptional(H::combine(std::move(h), k.postal_code), k.district);
  }
};

struct ReachKey {
  PlaceKey place;
  bool odd_hours = false;  // a shift at times when hardly a bus runs, or at unknown times
  friend bool operator==(const ReachKey&, const ReachKey&) = default;
  template <class H>
  friend H AbslHashValue(H h, const ReachKey& k) {
    return H::combine(std::move(h), k.place, k.odd_hours);
  }
};

struct HoursKey {
  std::optional<WeeklyHours> hours;
  std::optional<std::vector<TimeWindow>> shifts;  // merged
  friend bool operator==(const HoursKey&, const HoursKey&) = default;
  template <class H>
  friend H AbslHashValue(H h, const HoursKey& k) {
    h = H::combine(std::move(h), k.hours.has_value(), k.shifts.has_value());
    if (k.hours) h = H::combine(std::move(h), k.hours->min, k.hours->max);
    if (!k.shifts) return h;
    for (const TimeWindow& w : *k.shifts) {
      h = H::combine(std::move(h), w.weekday, w.from_minute, w.to_minute);
    }
    return h;
  }
};

struct StartKey {
  std::optional<int32_t> start_day;  // days since 1970-01-01
  bool training = false;
  friend bool operator==(const StartKey&, const StartKey&) = default;
  template <class H>
  friend H AbslHashValue(H h, const StartKey& k) {
    return CombineOptional(H::combine(std::move(h), k.training), k.start_day);
  }
};

struct SupportKey {
  std::optional<uint32_t> items;  // bits in the order of SupportItem
  friend bool operator==(const SupportKey&, const SupportKey&) = default;
  template <class H>
  friend H AbslHashValue(H h, const SupportKey& k) {
    return CombineOptional(std::move(h), k.items);
  }
};

struct AccessKey {
  std::optional<VacancyKind> kind;
  Known agency = Known::kUnknown;
  Known helper = Known::kUnknown;  // requirement level 1
  Known over_twenty = Known::kNo;  // only more than 20 hours a week
  friend bool operator==(const AccessKey&, const AccessKey&) = default;
  template <class H>
  friend H AbslHashValue(H h, const AccessKey& k) {
    return CombineOptional(H::combine(std::move(h), k.agency, k.helper, k.over_twenty), k.kind);
  }
};

struct RegulatedKey {
  KindClass kind = KindClass::kWork;
  bool code_known = true;
  std::optional<OccupationCode> code;  // only where some regulated row has it
  int32_t land = 0;                    // 0: place unknown
  friend bool operator==(const RegulatedKey&, const RegulatedKey&) = default;
  template <class H>
  friend H AbslHashValue(H h, const RegulatedKey& k) {
    return CombineOptional(H::combine(std::move(h), k.kind, k.code_known, k.land), k.code);
  }
};

struct SchoolKey {
  std::optional<SchoolItem> by_law;
  friend bool operator==(const SchoolKey&, const SchoolKey&) = default;
  template <class H>
  friend H AbslHashValue(H h, const SchoolKey& k) {
    return CombineOptional(std::move(h), k.by_law);
  }
};

struct LicenceKey {
  uint32_t by_law = 0;  // LicenceBit of each kind
  // The occupation where some regulated row may demand guard instruction for it.
  std::optional<OccupationCode> guard_code;
  Known security_firm = Known::kUnknown;  // kUnknown without a guard_code
  friend bool operator==(const LicenceKey&, const LicenceKey&) = default;
  template <class H>
  friend H AbslHashValue(H h, const LicenceKey& k) {
    return CombineOptional(H::combine(std::move(h), k.by_law, k.security_firm), k.guard_code);
  }
};

struct TrackKey {
  std::optional<VacancyKind> kind;
  JobKey job;
  bool unpaid = false;
  friend bool operator==(const TrackKey&, const TrackKey&) = default;
  template <class H>
  friend H AbslHashValue(H h, const TrackKey& k) {
    return CombineOptional(H::combine(std::move(h), k.job, k.unpaid), k.kind);
  }
};

struct ObligationKey {
  std::optional<DistrictCode> district;
  bool training = false;
  Known fifteen_hours = Known::kUnknown;  // at least 15 hours a week
  friend bool operator==(const ObligationKey&, const ObligationKey&) = default;
  template <class H>
  friend H AbslHashValue(H h, const ObligationKey& k) {
    return CombineOptional(H::combine(std::move(h), k.training, k.fifteen_hours), k.district);
  }
};

struct ExclusionKey {
  std::optional<OccupationCode> code;
  std::array<Known, 5> conditions{};  // order of Condition
  friend bool operator==(const ExclusionKey&, const ExclusionKey&) = default;
  template <class H>
  friend H AbslHashValue(H h, const ExclusionKey& k) {
    return CombineOptional(H::combine(std::move(h), k.conditions), k.code);
  }
};

struct OpenKey {
  std::optional<int32_t> open_from_day;
  std::optional<int32_t> apply_until_day;
  bool closed = false;
  friend bool operator==(const OpenKey&, const OpenKey&) = default;
  template <class H>
  friend H AbslHashValue(H h, const OpenKey& k) {
    h = CombineOptional(H::combine(std::move(h), k.closed), k.open_from_day);
    return CombineOptional(std::move(h), k.apply_until_day);
  }
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_KEYS_H_
