// One weight changes, the others stay: when does one combination no longer come before another?
#ifndef PASSUNG_ENGINE_ANALYSIS_WEIGHT_LINE_H_
#define PASSUNG_ENGINE_ANALYSIS_WEIGHT_LINE_H_

#include <cstdint>
#include <optional>

#include "engine/analysis/amounts.h"
#include "engine/analysis/market_points.h"
#include "passung/stability.h"

namespace passung {

// Weights >= 0 between two exact fractions; empty where nothing lies between.
struct WeightInterval {
  WeightBound from;
  std::optional<WeightBound> to;  // absent: no end
  bool empty = false;

  void Intersect(const WeightInterval& other);
  // REQUIRES: not empty.
  bool LiesAbove(int64_t weight) const;
};

// a < b, exactly.
bool IsLess(const WeightBound& a, const WeightBound& b);

// A criterion, and all weights with that of the criterion left out.
struct WeightLine {
  size_t criterion = 0;
  WeightsRow others{};  // 0 for the criterion
  int64_t sum = 0;      // of the others

  WeightLine(const WeightsRow& weights, size_t the_criterion);
};

// Two combinations, the first of which comes first now.
struct Rivalry {
  int64_t gap = 0;         // of the other weights' scores, first less second
  int64_t slope = 0;       // of the points in the criterion, likewise
  int64_t difference = 0;  // sum of those of all points with a weight: what rounding can be worth
  bool wins_ties = false;

  Rivalry(const WeightLine& line, const PointsRow& first, const PointsRow& second,
          bool first_wins_ties);

  // The weights with which the first no longer comes first.
  WeightInterval Lost() const;
  // Integers 0 … most that hold every one with which rounded weights may make it come second.
  Range MayBeLostByRounding(const WeightLine& line, int64_t most) const;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_ANALYSIS_WEIGHT_LINE_H_
