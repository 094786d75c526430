#ifndef PASSUNG_ENGINE_WATCH_THRESHOLDS_H_
#define PASSUNG_ENGINE_WATCH_THRESHOLDS_H_

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "engine/base/large_memory.h"
#include "engine/base/prefetch.h"
#include "engine/index/mentee_index.h"

namespace passung {

// What a vacancy must score at least to enter somebody's list, beside the entries of the mentee index: of
// each group in rising order, so that whoever compares a vacancy with many mentees reads those alone whom
// the most that it can be to anybody in the group may reach.
class Thresholds {
 public:
  static constexpr int32_t kNever = std::numeric_limits<int32_t>::max();

  // Of the first `slots` mentees, whom the index was made of and outlives; nobody's list can be entered.
  Thresholds(const MenteeIndex& index, uint32_t slots);

  void Set(uint32_t slot, int32_t needed);
  // Have brought nearer what Set looks at, the second what it finds by what the first has brought.
  void PrefetchPlaces(uint32_t slot) const;
  void PrefetchEntries(uint32_t slot) const;

  int32_t Of(uint32_t slot) const { return of_slot_[slot]; }
  int32_t OfEntry(uint32_t position) const { return of_entry_[position]; }
  // No one in a group of the occupation needs less. May be lower than it is after some have risen, until
  // somebody who has looked at all of its groups says so.
  int32_t LeastOfOccupation(size_t occupation) const { return of_occupation_[occupation]; }
  void SetLeastOfOccupation(size_t occupation, int32_t least) {
    of_occupation_[occupation] = least;
  }

  // kNever for a group of nobody.
  int32_t LeastOfGroup(size_t occupation, size_t home) const {
    return of_group_[occupation * homes_ + home];
  }

  struct Needed {
    int32_t score;
    uint32_t entry;  // position
    MenteeIndex::Claims
        claims;  // of the entry: most are bounded by them alone, and entries lie anywhere
  };
  // Have the first ones of a group, or an entry, brought nearer, which will be asked about soon.
  void PrefetchEntry(uint32_t position) const { base::Prefetch(&of_entry_[position]); }
  void Prefetch(size_t occupation, size_t home) const {
    base::Prefetch(&needed_[begin_[occupation * homes_ + home]]);
  }
  // Of a group, by score.
  std::span<const Needed> OfGroup(size_t occupation, size_t home) const {
    const size_t group = occupation * homes_ + home;
    return std::span(needed_).subspan(begin_[group], begin_[group + 1] - begin_[group]);
  }

 private:
  template <class T>
  using LargeVector = std::vector<T, base::LargeAllocator<T>>;
  struct Place {
    uint32_t entry;  // position
    uint32_t group;
  };

  void Move(const Place& place, int32_t from, int32_t to);

  size_t homes_;
  LargeVector<int32_t> of_slot_;
  LargeVector<int32_t> of_entry_;
  std::vector<int32_t> of_group_;  // the least
  LargeVector<Needed> needed_;     // group by group
  std::vector<uint32_t> begin_;    // by group, and one at the end
  std::vector<int32_t> of_occupation_;
  std::vector<uint32_t> first_place_;  // by slot, and one at the end
  LargeVector<Place> places_;          // by slot
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_WATCH_THRESHOLDS_H_
