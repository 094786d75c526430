#ifndef PASSUNG_ENGINE_CRITERIA_STEPS_H_
#define PASSUNG_ENGINE_CRITERIA_STEPS_H_

#include <cstdint>
#include <vector>

#include "passung/profile.h"

namespace passung {

// The points of the first step that `value / unit` does not exceed; 0 beyond the last.
inline int32_t PointsAt(const std::vector<PointsStep>& steps, int64_t value, int32_t unit = 1) {
  for (const PointsStep& step : steps) {
    if (value <= int64_t{step.at_most} * unit) return step.points;
  }
  return 0;
}

}  // namespace passung

#endif  // PASSUNG_ENGINE_CRITERIA_STEPS_H_
