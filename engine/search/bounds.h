#ifndef PASSUNG_ENGINE_SEARCH_BOUNDS_H_
#define PASSUNG_ENGINE_SEARCH_BOUNDS_H_

#include <array>
#include <cstdint>
#include <vector>

#include "engine/criteria/skills_fit.h"
#include "engine/index/chunk.h"
#include "engine/search/judge.h"
#include "engine/search/kept_bounds.h"
#include "engine/search/strip_sums.h"

namespace passung {

// The most that one criterion gives any row of a set, by the bins that occur in it.
class ColumnBound {
 public:
  // Uses the memory of `points`.
  ColumnBound(const Judge& judge, const Judge::Weighted& of, const Bins& bins,
              std::vector<int32_t>& points);

  // Halves what is left without a branch: which way to go nobody could guess.
  int32_t Of(uint64_t present) const {
    size_t at = 0;
    for (size_t step = first_step_; step > 0; step /= 2) {
      at += (present & up_to_[at + step - 1]) == 0 ? step : 0;
    }
    return values_[at];
  }
  // The most of each bin.
  const std::array<int32_t, kBinCount>& by_bin() const { return by_bin_; }
  // The bins all of whose codes are worth just that.
  uint64_t exact() const { return exact_; }

 private:
  void Add(int32_t value, size_t bin);
  void Close();

  std::array<int32_t, kBinCount> by_bin_{};
  uint64_t exact_ = 0;
  // Values falling, each with the bins that have it or more.
  size_t size_ = 0;
  size_t first_step_ = 0;  // half of the number of values, which is filled up to a power of two
  std::array<int32_t, kBinCount> values_;
  std::array<uint64_t, kBinCount> up_to_;
};

// The most that the criteria beside the job's give together, for sets of rows and for one.
class RowBounds {
 public:
  // A bit for each of parts().
  using PartSet = uint32_t;
  // One criterion and its bound; `binned` is the column's place in kBinnedColumns.
  struct Part {
    const Judge::Weighted* of;
    size_t binned;
    const ColumnBound* bound;
  };

  // What `kept` has need not be worked out, and it gets what may be of use to others. No other question may begin on it
  // as long as these bounds live.
  RowBounds(const Judge& judge, const AllBins& bins, KeptBounds& kept);
  RowBounds(const RowBounds&) = delete;
  RowBounds& operator=(const RowBounds&) = delete;

  // The weightiest first: it rules out most. Skills last: they are the dearest to work out.
  const std::vector<Part>& parts() const { return parts_; }
  int32_t OfAny() const { return of_any_; }
  int32_t Of(const Presence& presence) const {
    int32_t sum = 0;
    for (const Part& part : parts_) sum += part.bound->Of(presence.bins[Index(part.of->column)]);
    return sum;
  }
  int32_t Of(const StripPresence& presence) const {
    int32_t sum = 0;
    for (const Part& part : parts_) sum += part.bound->Of(presence.bins[part.binned]);
    return sum;
  }
  // What the job and the criteria without skills give each row of a strip: no less than they are worth
  // together, and the parts that some row may be worth less in.
  struct OfStrip {
    StripSums sums;
    uint32_t enough = 0;  // rows with a sum of at least `least`, a bit each
    PartSet inexact = 0;
  };
  // What is in `parts` already, and may rule rows out, is added up with it.
  OfStrip WithoutSkills(const Strip& strip, const StripPresence& presence, int32_t job_part,
                        int32_t least, StripParts& parts) const;
  // What skills give any row, and the one at this place of a strip.
  int32_t OfAnySkills() const { return skills_weight_ * kMaxPoints; }
  const Judge::Weighted* skills() const { return skills_; }  // nullptr: without weight
  int32_t OfSkills(const Strip& strip, size_t at) const {
    return skills_weight_ == 0 ? 0 : skills_weight_ * ceiling_.Of(strip.skills[at]);
  }

 private:
  const ColumnBound& BoundOf(const Judge& judge, const Judge::Weighted& of, const Bins& bins,
                             KeptBounds& kept, std::vector<int32_t>& points);

  std::vector<Part> parts_;
  std::vector<ColumnBound> own_;  // that nobody had kept
  int32_t of_any_ = 0;
  const Judge::Weighted* skills_ = nullptr;
  int32_t skills_weight_ = 0;
  SkillsCeiling ceiling_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_BOUNDS_H_
