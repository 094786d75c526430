#ifndef PASSUNG_ENGINE_SEARCH_BOUNDS_H_
#define PASSUNG_ENGINE_SEARCH_BOUNDS_H_

#include <array>
#include <cstdint>
#include <vector>

#include "engine/index/bins.h"
#include "engine/search/judge.h"

namespace passung {

// The most that one criterion gives any row of a set, by the bins that occur in it.
class ColumnBound {
 public:
  ColumnBound(const Judge& judge, const Judge::Weighted& of, const Bins& bins);

  int32_t Of(uint64_t present) const {
    for (size_t i = 0; i + 1 < size_; ++i) {
      if ((present & masks_[i]) != 0) return values_[i];
    }
    return values_[size_ - 1];
  }
  // The most of each bin.
  const std::array<int32_t, kBinCount>& by_bin() const { return by_bin_; }

 private:
  std::array<int32_t, kBinCount> by_bin_{};
  // Values falling, each with the bins that have it.
  size_t size_ = 0;
  std::array<int32_t, kBinCount> values_;
  std::array<uint64_t, kBinCount> masks_;
};

// Whether an enforced rule may let some row of a set pass. Bins are looked at when first asked for.
class ColumnGate {
 public:
  ColumnGate(const Judge& judge, const Judge::Enforced& of, const Bins& bins)
      : judge_(&judge), of_(&of), bins_(&bins), passing_(bins.unbounded) {}

  const Judge::Enforced& rule() const { return *of_; }

  bool MayPass(uint64_t present) {
    if ((present & passing_) != 0) return true;
    return LookAt(present & ~failing_);
  }
  // Whether it lets every row of a set pass for certain.
  bool AllPass(uint64_t present);

 private:
  bool LookAt(uint64_t unseen);

  const Judge* judge_;
  const Judge::Enforced* of_;
  const Bins* bins_;
  uint64_t passing_;
  uint64_t failing_ = 0;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_BOUNDS_H_
