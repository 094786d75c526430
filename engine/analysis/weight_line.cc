#include "engine/analysis/weight_line.h"

#include <cstdlib>
#include <numeric>

namespace passung {
namespace {

// numerator / denominator in lowest terms. REQUIRES: numerator >= 0, denominator > 0.
WeightBound Bound(int64_t numerator, int64_t denominator, bool included) {
  const int64_t common = std::gcd(numerator, denominator);
  return {numerator / common, denominator / common, included};
}

// The later of two beginnings; the stricter of equal ones.
WeightBound LaterFrom(const WeightBound& a, const WeightBound& b) {
  if (IsLess(a, b)) return b;
  if (IsLess(b, a)) return a;
  return a.included ? b : a;
}

}  // namespace

bool IsLess(const WeightBound& a, const WeightBound& b) {
  return a.numerator * b.denominator < b.numerator * a.denominator;
}

void WeightInterval::Intersect(const WeightInterval& other) {
  empty = empty || other.empty;
  if (empty) return;
  from = LaterFrom(from, other.from);
  if (!to || (other.to && IsLess(*other.to, *to))) {
    to = other.to;
  } else if (other.to && !IsLess(*to, *other.to)) {
    to->included = to->included && other.to->included;
  }
  if (!to) return;
  const bool is_point = !IsLess(from, *to);
  empty = IsLess(*to, from) || (is_point && !(from.included && to->included));
}

bool WeightInterval::LiesAbove(int64_t weight) const {
  return from.numerator >= weight * from.denominator;
}

WeightLine::WeightLine(const WeightsRow& weights, size_t the_criterion)
    : criterion(the_criterion), others(weights) {
  others[criterion] = 0;
  sum = std::accumulate(others.begin(), others.end(), int64_t{0});
}

Rivalry::Rivalry(const WeightLine& line, const PointsRow& first, const PointsRow& second,
                 bool first_wins_ties)
    : wins_ties(first_wins_ties) {
  for (size_t i = 0; i < first.size(); ++i) {
    const int64_t less = int64_t{first[i]} - second[i];
    gap += line.others[i] * less;
    // A weight of 0 stays 0, whatever is rounded.
    if (line.others[i] != 0 || i == line.criterion) difference += std::abs(less);
    if (i == line.criterion) slope = less;
  }
}

// gap + weight × slope is negative, or zero where a tie is lost.
WeightInterval Rivalry::Lost() const {
  const bool at_zero = !wins_ties;
  WeightInterval lost;
  if (slope == 0) {
    lost.empty = gap > 0 || (gap == 0 && !at_zero);
  } else if (slope < 0) {
    lost.from = gap < 0 ? WeightBound{} : Bound(gap, -slope, at_zero);
  } else {
    lost.empty = gap > 0 || (gap == 0 && !at_zero);
    if (!lost.empty) lost.to = Bound(-gap, slope, at_zero);
  }
  return lost;
}

// Each of the applied weights is less than 1 away from its share of 10 000, so that the score moves
// by less than the sum of all differences. Only where the exact gap, brought to the same sum, is
// smaller than that, can rounding decide.
Range Rivalry::MayBeLostByRounding(const WeightLine& line, int64_t most) const {
  // Equal in everything: with every weight a tie.
  if (difference == 0) return wins_ties ? Range{} : Range{0, most};
  // 10 000 × (gap + weight × slope) < difference × (sum + weight)
  return Below(kWeightSum * gap - difference * line.sum, kWeightSum * slope - difference, most);
}

}  // namespace passung
