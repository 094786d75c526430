#ifndef PASSUNG_ENGINE_CRITERIA_SKILLS_FIT_H_
#define PASSUNG_ENGINE_CRITERIA_SKILLS_FIT_H_

#include <cstdint>

#include "engine/index/query.h"
#include "engine/index/skill_sketch.h"
#include "engine/vocabulary/day_facts.h"

namespace passung {

// What skills_fit gives one person at most, by the sketch of a key: no less than the points of every
// key with that sketch. Costs some nanoseconds and reads no key.
class SkillsCeiling {
 public:
  // REQUIRES: `facts.skill_numbers` are filled in.
  SkillsCeiling(const Query& query, const DayFacts& facts);

  int32_t Of(SkillSketch sketch) const;

 private:
  int32_t none_named_ = 0;
  int32_t unknown_ = 0;
  bool skills_known_ = false;
  bool others_known_ = false;  // whether no certificate or licence can be undecided
  uint64_t has_ = 0;           // bits of the person's skills
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_CRITERIA_SKILLS_FIT_H_
