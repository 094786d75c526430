#ifndef PASSUNG_ENGINE_INDEX_MENTEE_PARTS_H_
#define PASSUNG_ENGINE_INDEX_MENTEE_PARTS_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "engine/vocabulary/day_facts.h"
#include "passung/mentee.h"

namespace passung {

// Facts that criteria and rules look at together, with their dates. Few mentees have a part for
// themselves, so that a question about one vacancy works most things out once per distinct part.
enum class MenteePart : uint8_t { kHome, kGerman, kLanguages, kHours, kStart, kSchool, kLicences };
inline constexpr size_t kMenteePartCount = 7;

// The distinct parts of many mentees and their numbers 0, 1, 2 … in the order of first use.
class MenteeParts {
 public:
  // The number of a mentee's part. Not while others read.
  uint32_t Number(const Mentee& mentee, MenteePart part);
  // No more numbers will be given.
  void Close() { numbers_ = {}; }

  uint32_t size(MenteePart part) const { return static_cast<uint32_t>(parts_[Index(part)].size()); }
  // A mentee of whom nothing is known but this part: what is judged by it alone comes out the same
  // for everybody who has it, on every day.
  const Mentee& Get(MenteePart part, uint32_t number) const { return parts_[Index(part)][number]; }
  // The levels of German that a part has on every day; null where they depend on the day.
  const SkillLevels* SteadyGerman(uint32_t number) const {
    return steady_german_[number].is_steady ? &steady_german_[number].levels : nullptr;
  }

 private:
  struct German {
    SkillLevels levels;
    bool is_steady = true;
  };

  std::array<std::vector<Mentee>, kMenteePartCount> parts_;
  std::vector<German> steady_german_;
  std::array<absl::flat_hash_map<std::string, uint32_t>, kMenteePartCount> numbers_;  // by bytes
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_MENTEE_PARTS_H_
