#ifndef PASSUNG_ENGINE_SEARCH_BOUNDS_H_
#define PASSUNG_ENGINE_SEARCH_BOUNDS_H_

#include <array>
#include <cstdint>
#include <vector>

#include "engine/criteria/skills_fit.h"
#include "engine/index/chunk.h"
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
  void Add(int32_t value, size_t bin);

  std::array<int32_t, kBinCount> by_bin_{};
  // Values falling, each with the bins that have it.
  size_t size_ = 0;
  std::array<int32_t, kBinCount> values_;
  std::array<uint64_t, kBinCount> masks_;
};

// The most that the criteria beside the job's give together, for sets of rows and for one.
class RowBounds {
 public:
  // One criterion and its bound; `binned` is the column's place in kBinnedColumns.
  struct Part {
    const Judge::Weighted* of;
    size_t binned;
    ColumnBound bound;
  };

  RowBounds(const Judge& judge, const AllBins& bins);

  // The weightiest first: it rules out most. Skills last: they are the dearest to work out.
  const std::vector<Part>& parts() const { return parts_; }
  int32_t OfAny() const { return of_any_; }
  int32_t Of(const Presence& presence) const {
    int32_t sum = 0;
    for (const Part& part : parts_) sum += part.bound.Of(presence.bins[Index(part.of->column)]);
    return sum;
  }
  int32_t Of(const StripPresence& presence) const {
    int32_t sum = 0;
    for (const Part& part : parts_) sum += part.bound.Of(presence.bins[part.binned]);
    return sum;
  }
  // Adds to `sums` what the criteria without skills give each row of a strip.
  void AddWithoutSkills(const Strip& strip, std::array<int32_t, kStripRows>& sums) const;
  // What skills give any row, and the one at this place of a strip.
  int32_t OfAnySkills() const { return skills_weight_ * kMaxPoints; }
  int32_t OfSkills(const Strip& strip, size_t at) const {
    return skills_weight_ == 0 ? 0 : skills_weight_ * ceiling_.Of(strip.skills[at]);
  }
  // What one part gives the row at this place of a strip.
  int32_t OfPart(const Part& part, const Strip& strip, size_t at) const {
    return part.binned == kScoredSkills ? OfSkills(strip, at)
                                        : part.bound.by_bin()[strip.bins[part.binned][at]];
  }

 private:
  std::vector<Part> parts_;
  int32_t of_any_ = 0;
  int32_t skills_weight_ = 0;
  SkillsCeiling ceiling_;
};

// Whether an enforced rule may let some row of a set pass. Bins are looked at when first asked for.
class ColumnGate {
 public:
  ColumnGate(const Judge& judge, const Judge::Enforced& of, const Bins& bins)
      : judge_(&judge),
        of_(&of),
        bins_(&bins),
        passing_(bins.unbounded),
        doubtful_(~bins.complete) {}

  const Judge::Enforced& rule() const { return *of_; }

  bool MayPass(uint64_t present) {
    if ((present & passing_) != 0) return true;
    return LookAt(present & ~failing_);
  }
  // Whether it lets every row of a set pass for certain.
  bool AllPass(uint64_t present) {
    if ((present & doubtful_) != 0) return false;
    const uint64_t unseen = present & ~sure_;
    return unseen == 0 || LookForDoubt(unseen);
  }

 private:
  bool LookAt(uint64_t unseen);
  bool LookForDoubt(uint64_t unseen);

  const Judge* judge_;
  const Judge::Enforced* of_;
  const Bins* bins_;
  // Bins of which some code may pass, and of which none does.
  uint64_t passing_;
  uint64_t failing_ = 0;
  // Bins of which every code passes, and of which that is not certain.
  uint64_t sure_ = 0;
  uint64_t doubtful_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_BOUNDS_H_
