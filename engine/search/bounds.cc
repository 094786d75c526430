#include "engine/search/bounds.h"

#include <algorithm>
#include <bit>

namespace passung {

ColumnBound::ColumnBound(const Judge& judge, const Judge::Weighted& of, const Bins& bins) {
  std::array<std::pair<int32_t, uint64_t>, kBinCount> entries;
  size_t count = 0;
  if (bins.unbounded != 0) {
    entries[count++] = {of.weight * kMaxPoints, bins.unbounded};
    for (uint64_t left = bins.unbounded; left != 0; left &= left - 1) {
      by_bin_[static_cast<size_t>(std::countr_zero(left))] = of.weight * kMaxPoints;
    }
  }
  for (size_t bin = 0; bin < kBinCount; ++bin) {
    if (bins.representatives[bin].empty()) continue;
    int32_t best = 0;
    for (const uint32_t code : bins.representatives[bin]) {
      best = std::max(best, judge.Contribution(of, code));
    }
    by_bin_[bin] = best;
    entries[count++] = {best, uint64_t{1} << bin};
  }
  std::sort(entries.begin(), entries.begin() + count,
            [](const auto& a, const auto& b) { return a.first > b.first; });
  for (size_t i = 0; i < count; ++i) {
    if (size_ == 0 || values_[size_ - 1] != entries[i].first) {
      values_[size_] = entries[i].first;
      masks_[size_++] = 0;
    }
    masks_[size_ - 1] |= entries[i].second;
  }
  if (size_ > 0) return;
  // A column without codes: no row asks.
  values_[0] = 0;
  masks_[0] = ~uint64_t{0};
  size_ = 1;
}

bool ColumnGate::AllPass(uint64_t present) {
  if ((present & ~bins_->exact) != 0) return false;
  for (uint64_t unseen = present & ~(passing_ | failing_); unseen != 0; unseen &= unseen - 1) {
    LookAt(unseen & (~unseen + 1));
  }
  return (present & failing_) == 0;
}

bool ColumnGate::LookAt(uint64_t unseen) {
  for (; unseen != 0; unseen &= unseen - 1) {
    const auto bin = static_cast<size_t>(std::countr_zero(unseen));
    const std::vector<uint32_t>& codes = bins_->representatives[bin];
    const bool fails = std::all_of(codes.begin(), codes.end(),
                                   [this](uint32_t code) { return judge_->Fails(*of_, code); });
    if (!fails) {
      passing_ |= uint64_t{1} << bin;
      return true;
    }
    failing_ |= uint64_t{1} << bin;
  }
  return false;
}

}  // namespace passung
