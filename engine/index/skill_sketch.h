#ifndef PASSUNG_ENGINE_INDEX_SKILL_SKETCH_H_
#define PASSUNG_ENGINE_INDEX_SKILL_SKETCH_H_

#include <algorithm>
#include <cstdint>

#include "engine/index/keys.h"

namespace passung {

// What a vacancy names in skills, school and licences, in one word: enough to bound what it is worth
// to somebody without reading the key, which lies elsewhere in memory. Several skills may share a
// bit (of 27 each for required and desirable ones, by number), so that more may look met than is.
class SkillSketch {
 public:
  // Named weights above this one are not told apart.
  static constexpr int32_t kMostNamed = 255;

  SkillSketch() = default;
  explicit SkillSketch(const SkillsKey& key) {
    int32_t named = 0;
    for (const SkillItem& item : key.skills) {
      named += ItemWeight(item.required);
      word_ |= BitOf(item.number) << (item.required ? 0 : kBits);
    }
    if (key.school) named += ItemWeight(key.school->required);
    for (const auto& [kind, required] : key.licences) named += ItemWeight(required);
    if (key.school || !key.licences.empty()) word_ |= kOthersBit;
    word_ |= static_cast<uint64_t>(std::min(named, kMostNamed)) << kNamedShift;
  }

  // The bit of a skill among kBits, for required as for desirable ones.
  static uint64_t BitOf(uint32_t number) { return uint64_t{1} << (number % kBits); }

  // Both bits of a skill.
  static uint64_t BitsOf(uint32_t number) { return BitOf(number) | BitOf(number) << kBits; }

  // The weights of all that is named; 0 where nothing is.
  int32_t named() const { return static_cast<int32_t>(word_ >> kNamedShift); }
  // Whether something beside skills is named.
  bool names_others() const { return (word_ & kOthersBit) != 0; }
  bool names_skills() const { return (word_ & kSkillMask) != 0; }
  // The weights of the named skills without a bit in `has`, of BitsOf, or less.
  int32_t MissingOf(uint64_t has) const {
    const uint64_t missing = word_ & kSkillMask & ~has;
    // Both halves count an item of the lower weight, the required ones once more.
    static_assert(ItemWeight(true) == 2 && ItemWeight(false) == 1);
    return CountBits(missing) + CountBits(missing & kRequiredMask);
  }

 private:
  static constexpr int kBits = 27;
  static constexpr uint64_t kRequiredMask = (uint64_t{1} << kBits) - 1;
  static constexpr uint64_t kSkillMask = (uint64_t{1} << (2 * kBits)) - 1;
  static constexpr uint64_t kOthersBit = uint64_t{1} << (2 * kBits);
  static constexpr int kNamedShift = 56;

  // Without the instruction for it, which not every machine has, and without a branch.
  static int32_t CountBits(uint64_t word) {
    word -= word >> 1 & 0x5555555555555555U;
    word = (word & 0x3333333333333333U) + (word >> 2 & 0x3333333333333333U);
    word = (word + (word >> 4)) & 0x0F0F0F0F0F0F0F0FU;
    return static_cast<int32_t>(word * 0x0101010101010101U >> 56);
  }

  uint64_t word_ = 0;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_SKILL_SKETCH_H_
