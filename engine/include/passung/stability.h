#ifndef PASSUNG_STABILITY_H_
#define PASSUNG_STABILITY_H_

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "passung/ids.h"
#include "passung/judgement.h"
#include "passung/match.h"

// How far can the weight of a criterion be changed before the first k change? The first k are an
// ordered list of vacancies; which combination of a vacancy counts may change. engine/SCORING.md
// section 15.

namespace passung {

// A weight as an exact fraction, numerator >= 0, denominator >= 1, in lowest terms.
struct WeightBound {
  int64_t numerator = 0;
  int64_t denominator = 1;
  bool included = true;  // whether the list is still the same there
  friend bool operator==(const WeightBound&, const WeightBound&) = default;
};

// Two neighbours of the list that change places, or the last of the list and one that takes its
// place.
struct WeightSwap {
  VacancyId up;
  VacancyId down;
  friend bool operator==(const WeightSwap&, const WeightSwap&) = default;
};

// The weight of one criterion, the other applied weights staying as they are in proportion.
struct WeightStability {
  CriterionKey criterion = CriterionKey::kOccupationFit;
  int32_t weight = 0;  // as applied, 0 … 10 000
  // Without rounding: the list is the same for every weight between the two, and for none a little
  // beyond. No `to`: for every greater one.
  WeightBound from;
  std::optional<WeightBound> to;
  // As overrides are applied, with largest remainders: the list is the same with every integer
  // `least` … `most` as override of this weight, the other applied weights being overridden by
  // themselves; with `least` - 1 and `most` + 1 it is another. `most` ends at kMostWeight.
  int64_t least = 0;
  int64_t most = 0;
  std::optional<WeightSwap> below;  // what changes first at `least` - 1
  std::optional<WeightSwap> above;  // at `most` + 1
};

struct StabilityResult {
  static constexpr int64_t kMostWeight = 100'000;  // beside 10 000 in all: eleven twelfths and more

  std::vector<VacancyId> list;                            // the first k, best first
  std::array<WeightStability, kCriterionCount> criteria;  // in the order of CriterionKey
  // The criterion of which the least change makes the first k change, and whether by less or by more
  // weight; absent where none does. Of equal ones the first, less before more.
  std::optional<CriterionKey> nearest;
  bool nearest_is_above = false;
  VersionsUsed versions;
};

}  // namespace passung

#endif  // PASSUNG_STABILITY_H_
