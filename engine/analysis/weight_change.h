#ifndef PASSUNG_ENGINE_ANALYSIS_WEIGHT_CHANGE_H_
#define PASSUNG_ENGINE_ANALYSIS_WEIGHT_CHANGE_H_

#include <cstdint>
#include <vector>

#include "engine/analysis/market_points.h"
#include "passung/why_not.h"

namespace passung {

// Which other weights bring a vacancy among the first k? engine/SCORING.md section 14 defines what is
// smallest.
struct WeightQuestion {
  WeightsRow weights{};           // not negative, of any sum: that stays as it is
  std::vector<PointsRow> target;  // combinations of the vacancy; at least one
  // Every other vacancy of the list: its combinations lie together in `rivals`, and `ends` has one
  // after the last of each.
  std::vector<PointsRow> rivals;
  std::vector<uint32_t> ends;
  std::vector<uint8_t> wins_ties;  // by vacancy: whether its id comes before the target's
  int32_t places = 1;              // k, at least 1
  // Looks at combinations that the search for three weights may take; that for two takes no more
  // than combinations × 72 and is never cut short.
  int64_t most_looks = 0;
};

struct WeightFinding {
  WeightOutcome outcome = WeightOutcome::kNone;
  WeightsRow weights{};  // where found
};

// REQUIRES: the vacancy is not among the first k with `weights`.
WeightFinding SmallestWeightChange(const WeightQuestion& question);

// How many vacancies come before the target.
int64_t CountBetter(const WeightQuestion& question, const WeightsRow& weights);

}  // namespace passung

#endif  // PASSUNG_ENGINE_ANALYSIS_WEIGHT_CHANGE_H_
