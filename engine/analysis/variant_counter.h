#ifndef PASSUNG_ENGINE_ANALYSIS_VARIANT_COUNTER_H_
#define PASSUNG_ENGINE_ANALYSIS_VARIANT_COUNTER_H_

#include <array>
#include <cstdint>

#include "engine/analysis/what_if_tables.h"

namespace passung {

// A count for each variant, kept by bits: plane n has the bit of value 2^n of every count, so that one
// is added to all counts of a set in as many steps as it carries, two on the average.
class VariantCounter {
 public:
  void Add(VariantSet set) {
    for (VariantSet& plane : planes_) {
      if (set == 0) return;
      const VariantSet carried = plane & set;
      plane ^= set;
      set = carried;
    }
  }
  int64_t Of(size_t variant) const {
    int64_t count = 0;
    for (size_t n = 0; n < planes_.size(); ++n) {
      count |= static_cast<int64_t>(planes_[n] >> variant & 1U) << n;
    }
    return count;
  }

 private:
  std::array<VariantSet, 32> planes_{};  // a snapshot has fewer than 2^32 vacancies
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_ANALYSIS_VARIANT_COUNTER_H_
