#include "engine/search/bounds.h"

#include <algorithm>
#include <bit>
#include <optional>
#include <tuple>

namespace passung {

ColumnBound::ColumnBound(const Judge& judge, const Judge::Weighted& of, const Bins& bins,
                         std::vector<int32_t>& points) {
  points.resize(bins.in_a_row.size());
  of.criterion->Rate(judge.query(), judge.person().today, bins.in_a_row, points);
  const int32_t* next = points.data();
  for (size_t bin = 0; bin < kBinCount; ++bin) {
    const uint64_t bit = uint64_t{1} << bin;
    const int32_t* const first = next;
    next += bins.representatives[bin].size();
    if ((bins.unbounded & bit) != 0) {
      Add(of.weight * kMaxPoints, bin);
      continue;
    }
    if (first == next) continue;
    const auto [least, best] = std::minmax_element(first, next);
    Add(of.weight * *best, bin);
    if (*least == *best) exact_ |= bins.complete & bit;
  }
  Close();
}

// A column without codes has no values: no row asks.
void ColumnBound::Close() {
  if (size_ == 0) values_[size_++] = 0;
  const size_t last = size_ - 1;
  for (size_t at = 1; at < size_; ++at) up_to_[at] |= up_to_[at - 1];
  for (; !std::has_single_bit(size_); ++size_) values_[size_] = values_[last];
  for (size_t at = last; at < size_; ++at) up_to_[at] = ~uint64_t{0};
  first_step_ = size_ / 2;
}

// Values are few, so that looking for one's place beats sorting.
void ColumnBound::Add(int32_t value, size_t bin) {
  by_bin_[bin] = value;
  size_t at = size_;
  while (at > 0 && values_[at - 1] < value) --at;
  if (at == 0 || values_[at - 1] != value) {
    for (size_t i = size_++; i > at; --i) {
      values_[i] = values_[i - 1];
      up_to_[i] = up_to_[i - 1];
    }
    values_[at] = value;
    up_to_[at] = 0;
    ++at;
  }
  up_to_[at - 1] |= uint64_t{1} << bin;
}

const ColumnBound& RowBounds::BoundOf(const Judge& judge, const Judge::Weighted& of,
                                      const Bins& bins, KeptBounds& kept,
                                      std::vector<int32_t>& points) {
  const CriterionKey key = of.criterion->key();
  const std::optional<Likeness> likeness =
      of.criterion->LikenessOf(judge.query(), judge.person().today, bins.in_a_row);
  if (likeness) {
    if (const ColumnBound* known = kept.Find(key, bins.number, *likeness)) return *known;
  }
  const ColumnBound& own = own_.emplace_back(judge, of, bins, points);
  const ColumnBound* const copy = likeness ? kept.Keep(key, *likeness, own) : nullptr;
  return copy == nullptr ? own : *copy;
}

RowBounds::RowBounds(const Judge& judge, const AllBins& bins, KeptBounds& kept)
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
  std::vector<int32_t> points;
  kept.BeginQuestion(judge.query());
  parts_.reserve(wanted.size());
  own_.reserve(wanted.size());  // they stay where they are
  for (const auto& [of, binned] : wanted) {
    const ColumnBound& bound = BoundOf(judge, *of, bins[Index(of->column)], kept, points);
    parts_.push_back({of, binned, &bound});
    of_any_ += bound.Of(~uint64_t{0});
    if (of->column != ColumnId::kSkills) continue;
    skills_ = of;
    skills_weight_ = of->weight;
  }
}

// Rows that lie together are alike, so that in many strips a criterion gives every row the same.
RowBounds::OfStrip RowBounds::WithoutSkills(const Strip& strip, const StripPresence& presence,
                                            int32_t job_part, int32_t least,
                                            StripParts& parts) const {
  OfStrip of;
  int32_t same = job_part;
  for (size_t i = 0; i < parts_.size(); ++i) {
    const Part& part = parts_[i];
    if (part.binned == kScoredSkills) continue;
    const uint64_t present = presence.bins[part.binned];
    if ((present & ~part.bound->exact()) != 0) of.inexact |= PartSet{1} << i;
    const auto& by_bin = part.bound->by_bin();
    if ((present & (present - 1)) == 0 && present != 0) {
      same += by_bin[static_cast<size_t>(std::countr_zero(present))];
    } else {
      parts.Add({strip.bins[part.binned].data(), by_bin.data()});
    }
  }
  of.enough = SumStrip(parts.all(), same, least, of.sums);
  return of;
}

}  // namespace passung
