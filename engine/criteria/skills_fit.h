#ifndef PASSUNG_ENGINE_CRITERIA_SKILLS_FIT_H_
#define PASSUNG_ENGINE_CRITERIA_SKILLS_FIT_H_

#include <algorithm>
#include <array>
#include <cstdint>

#include "engine/index/query.h"
#include "engine/index/skill_sketch.h"
#include "engine/vocabulary/day_facts.h"
#include "passung/profile.h"

namespace passung {

// kMaxPoints × part / whole, rounded down, by a multiplication. REQUIRES: 0 <= part <= whole, which is at
// most kMostNamed; 0 for a whole of 0. The product is less than 2^22, so that the error of the
// reciprocal is too small to reach the next number.
class SkillShare {
 public:
  static int32_t Points(int32_t part, int32_t whole) {
    const auto product = static_cast<uint64_t>(kMaxPoints) * static_cast<uint64_t>(part);
    return static_cast<int32_t>(product * kReciprocals[static_cast<size_t>(whole)] >> kShift);
  }

 private:
  static constexpr int kShift = 40;
  static constexpr auto kReciprocals = [] {
    std::array<uint64_t, SkillSketch::kMostNamed + 1> reciprocals{};
    for (uint64_t whole = 1; whole < reciprocals.size(); ++whole) {
      reciprocals[whole] = ((uint64_t{1} << kShift) + whole - 1) / whole;
    }
    return reciprocals;
  }();
};

// What skills_fit gives one person at most, by the sketch of a key: no less than the points of every
// key with that sketch. Costs some nanoseconds and reads no key.
class SkillsCeiling {
 public:
  // REQUIRES: `facts.skill_numbers` are filled in.
  SkillsCeiling(const Query& query, const DayFacts& facts);

  // Without a branch where skills are known: hardly two vacancies beside each other name alike.
  int32_t Of(SkillSketch sketch) const {
    const int32_t named = sketch.named();
    const int32_t nothing_met = sketch.names_skills() ? unknown_ : kMaxPoints;
    const int32_t counted =
        skills_known_ ? SkillShare::Points(named - sketch.MissingOf(has_), named) : nothing_met;
    const bool undecided = skills_known_ && sketch.names_others() && !others_known_;
    const int32_t points = undecided ? std::max(counted, unknown_) : counted;
    const int32_t of_some = named == SkillSketch::kMostNamed ? kMaxPoints : points;
    return named == 0 ? none_named_ : of_some;
  }

 private:
  int32_t none_named_ = 0;
  int32_t unknown_ = 0;
  bool skills_known_ = false;
  bool others_known_ = false;  // whether no certificate or licence can be undecided
  uint64_t has_ = 0;           // bits of the person's skills
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_CRITERIA_SKILLS_FIT_H_
