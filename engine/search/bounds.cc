#include "engine/search/bounds.h"

#include <algorithm>
#include <bit>
#include <tuple>

namespace passung {

ColumnBound::ColumnBound(const Judge& judge, const Judge::Weighted& of, const Bins& bins) {
  for (size_t bin = 0; bin < kBinCount; ++bin) {
    const uint64_t bit = uint64_t{1} << bin;
    if ((bins.unbounded & bit) != 0) {
      Add(of.weight * kMaxPoints, bin);
      continue;
    }
    if (bins.representatives[bin].empty()) continue;
    int32_t best = 0;
    for (const uint32_t code : bins.representatives[bin]) {
      best = std::max(best, judge.Contribution(of, code));
    }
    Add(best, bin);
  }
  if (size_ > 0) return;
  // A column without codes: no row asks.
  values_[0] = 0;
  masks_[0] = ~uint64_t{0};
  size_ = 1;
}

// Values are few, so that looking for one's place beats sorting.
void ColumnBound::Add(int32_t value, size_t bin) {
  by_bin_[bin] = value;
  size_t at = size_;
  while (at > 0 && values_[at - 1] < value) --at;
  if (at == 0 || values_[at - 1] != value) {
    for (size_t i = size_++; i > at; --i) {
      values_[i] = values_[i - 1];
      masks_[i] = masks_[i - 1];
    }
    values_[at] = value;
    masks_[at] = 0;
    ++at;
  }
  masks_[at - 1] |= uint64_t{1} << bin;
}

RowBounds::RowBounds(const Judge& judge, const AllBins& bins)
    : ceiling_(judge.query(), judge.person().today) {
  struct Wanted {
    const Judge::Weighted* of;
    size_t binned;
  };
  std::vector<Wanted> wanted;
  wanted.reserve(judge.other_criteria().size());
  for (const Judge::Weighted& of : judge.other_criteria()) {
    const auto binned = std::find(kBinnedColumns.begin(), kBinnedColumns.end(), of.column);
    wanted.push_back({&of, static_cast<size_t>(binned - kBinnedColumns.begin())});
  }
  std::sort(wanted.begin(), wanted.end(), [](const Wanted& a, const Wanted& b) {
    const auto key = [](const Wanted& part) {
      return std::tuple(part.binned == kScoredSkills, -part.of->weight, part.binned);
    };
    return key(a) < key(b);
  });
  // In their order from the beginning: a bound is too large to be moved about.
  parts_.reserve(wanted.size());
  for (const auto& [of, binned] : wanted) {
    parts_.push_back({of, binned, ColumnBound(judge, *of, bins[Index(of->column)])});
    of_any_ += parts_.back().bound.Of(~uint64_t{0});
    if (of->column == ColumnId::kSkills) skills_weight_ = of->weight;
  }
}

void RowBounds::AddWithoutSkills(const Strip& strip, std::array<int32_t, kStripRows>& sums) const {
  for (const Part& part : parts_) {
    if (part.binned == kScoredSkills) continue;
    const auto& by_bin = part.bound.by_bin();
    const auto& bins = strip.bins[part.binned];
    for (size_t i = 0; i < kStripRows; ++i) sums[i] += by_bin[bins[i]];
  }
}

bool ColumnGate::LookForDoubt(uint64_t unseen) {
  for (; unseen != 0; unseen &= unseen - 1) {
    const auto bin = static_cast<size_t>(std::countr_zero(unseen));
    const std::vector<uint32_t>& codes = bins_->representatives[bin];
    const bool fails = std::any_of(codes.begin(), codes.end(),
                                   [this](uint32_t code) { return judge_->Fails(*of_, code); });
    (fails ? doubtful_ : sure_) |= uint64_t{1} << bin;
    if (fails) return false;
  }
  return true;
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
