#ifndef PASSUNG_BENCHMARKS_BASELINE_HIT_H_
#define PASSUNG_BENCHMARKS_BASELINE_HIT_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "passung/judgement.h"

namespace passung::baseline {

// What a rival finds: as much of a Match as is compared.
struct RivalHit {
  absl::string_view vacancy;
  int32_t score = 0;
  HitClass hit_class = HitClass::kOpen;
  int32_t occupation_index = 0;
  int32_t place_index = 0;
};

// By score falling, then by id.
inline bool IsBetter(const RivalHit& a, const RivalHit& b) {
  return a.score != b.score ? a.score > b.score : a.vacancy < b.vacancy;
}

}  // namespace passung::baseline

#endif  // PASSUNG_BENCHMARKS_BASELINE_HIT_H_
