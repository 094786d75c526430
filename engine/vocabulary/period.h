#ifndef PASSUNG_ENGINE_VOCABULARY_PERIOD_H_
#define PASSUNG_ENGINE_VOCABULARY_PERIOD_H_

#include <cstdint>

#include "passung/date.h"

namespace passung {

inline constexpr int32_t kDaysAWeek = 7;

// Some day lies in both.
inline bool Overlap(const Validity& a, const Validity& b) {
  const bool a_ends_before = a.until && b.from && *a.until < *b.from;
  const bool b_ends_before = b.until && a.from && *b.until < *a.from;
  return !a_ends_before && !b_ends_before;
}

}  // namespace passung

#endif  // PASSUNG_ENGINE_VOCABULARY_PERIOD_H_
