#ifndef PASSUNG_ENGINE_INDEX_MENTEE_PARTS_H_
#define PASSUNG_ENGINE_INDEX_MENTEE_PARTS_H_

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "engine/vocabulary/day_facts.h"
#include "passung/mentee.h"

namespace passung {

// Facts that criteria and rules look at together, with their dates. Few mentees have a part for
// themselves, so that a question about one vacancy works most things out once per distinct part.
enum class MenteePart : uint8_t {
  kHome,
  kGerman,
  kLanguages,
  kHours,
  kStart,
  kSchool,
  kLicences,
  kQualifications,  // and whether anything else is claimed
  kExclusions,
  kMovement,
  kObligations,  // and homes
};
inline constexpr size_t kMenteePartCount = 11;

// Levels of German as a number below kLevelsKeys.
inline constexpr int kLevelBits = 3;  // a level, or that it is unknown
inline constexpr uint32_t kLevelsKeys = uint32_t{1} << (4 * kLevelBits);
inline uint32_t LevelsKey(const SkillLevels& levels) {
  uint32_t key = 0;
  for (const auto& level : levels) {
    key = key << kLevelBits | (level ? static_cast<uint32_t>(*level) + 1 : 0);
  }
  return key;
}
inline SkillLevels LevelsOfKey(uint32_t key) {
  SkillLevels levels;
  for (size_t skill = levels.size(); skill-- > 0; key >>= kLevelBits) {
    const uint32_t level = key & ((1U << kLevelBits) - 1);
    if (level > 0) levels[skill] = static_cast<LanguageLevel>(level - 1);
  }
  return levels;
}

// The distinct parts of many mentees and their numbers 0, 1, 2 … in the order of first use.
class MenteeParts {
 public:
  // The number of a mentee's part. Not while others read. The mentee must outlive this.
  uint32_t Number(const Mentee& mentee, MenteePart part);
  // No more numbers will be given.
  void Close() {
    numbers_ = {};
    numbers_of_ever_ = {};
  }

  uint32_t size(MenteePart part) const { return static_cast<uint32_t>(parts_[Index(part)].size()); }
  // The first mentee who has a part: what is judged by it alone comes out the same for everybody who
  // has it, on every day. Other facts are their own.
  const Mentee& SomebodyWith(MenteePart part, uint32_t number) const {
    return *parts_[Index(part)][number];
  }

  // Levels of German on a day, as LevelsKey has them.
  uint32_t GermanKeyOn(uint32_t number, Date day) const {
    return On(german_, german_begin_, number, day).key;
  }
  // What levels of German somebody has on one day or another: many plans come to few such sets, which
  // have numbers of their own.
  uint32_t GermanEver(uint32_t number) const { return german_ever_[number]; }
  // Keys, rising. `ever`: as GermanEver has it.
  const std::vector<uint32_t>& KeysOfEver(uint32_t ever) const { return ever_[ever]; }
  uint32_t ever_size() const { return static_cast<uint32_t>(ever_.size()); }
  // Qualifications on a day.
  std::span<const DayFacts::Qualified> QualificationsOn(uint32_t number, Date day) const {
    const Qualified& on = On(qualifications_, qualifications_begin_, number, day);
    return std::span(qualified_).subspan(on.first, on.count);
  }
  // Whether a part is the same on every day.
  bool IsSteady(MenteePart part, uint32_t number) const { return steady_[Index(part)][number]; }
  // Whether anything is claimed; meaningful for those who claim the same on every day.
  bool ClaimsKnown(uint32_t number) const { return claims_known_[number]; }

  struct Hours {
    std::optional<WeeklyHours> hours;
    std::optional<std::vector<TimeWindow>> windows;  // merged
  };
  // Null: it depends on the day.
  const Hours* SteadyHours(uint32_t number) const {
    return IsSteady(MenteePart::kHours, number) ? &hours_[number] : nullptr;
  }
  std::optional<Date> AvailableFrom(uint32_t number) const { return available_from_[number]; }
  // In a district, wherever; null: unknown.
  const Home* HomeOn(uint32_t number, Date day) const {
    if (IsSteady(MenteePart::kHome, number)) [[likely]]
      return homes_[number];
    return LatestOn(SomebodyWith(MenteePart::kHome, number).facts.homes, day);
  }

 private:
  // What something is from a day on, until the next one listed.
  struct German {
    int32_t from;
    uint32_t key;
  };
  struct Qualified {
    int32_t from;
    uint32_t first;
    uint32_t count;
  };

  template <class T>
  static const T& On(const std::vector<T>& changes, const std::vector<uint32_t>& begin,
                     uint32_t number, Date day) {
    uint32_t last = begin[number + 1] - 1;
    while (last > begin[number] && changes[last].from > day.days()) --last;
    return changes[last];
  }
  void AddGerman(const std::vector<GermanFact>& facts);
  void AddQualifications(const MenteeFacts& facts);
  void AddHours(const std::vector<HoursFact>& facts);
  void AddHome(const std::vector<Home>& homes);

  std::array<std::vector<const Mentee*>, kMenteePartCount> parts_;
  std::array<std::vector<bool>, kMenteePartCount> steady_;
  std::vector<uint32_t> german_begin_{0};  // by number
  std::vector<German> german_;
  std::vector<uint32_t> german_ever_;              // by number
  std::vector<std::vector<uint32_t>> ever_;        // keys
  std::vector<uint32_t> qualifications_begin_{0};  // by number
  std::vector<Qualified> qualifications_;
  std::vector<DayFacts::Qualified> qualified_;
  std::vector<bool> claims_known_;                      // by number of qualifications
  std::vector<Hours> hours_;                            // by number
  std::vector<std::optional<Date>> available_from_;     // by number
  std::vector<const Home*> homes_;                      // by number: the first in the district
  absl::flat_hash_map<int32_t, const Home*> first_in_;  // by number of the district
  std::array<absl::flat_hash_map<std::string, uint32_t>, kMenteePartCount> numbers_;  // by bytes
  absl::flat_hash_map<std::vector<uint32_t>, uint32_t> numbers_of_ever_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_MENTEE_PARTS_H_
