#ifndef PASSUNG_ENGINE_WATCH_THRESHOLDS_H_
#define PASSUNG_ENGINE_WATCH_THRESHOLDS_H_

#include <cstdint>
#include <limits>
#include <vector>

#include "engine/base/large_memory.h"
#include "engine/index/mentee_index.h"

namespace passung {

// What a vacancy must score at least to enter somebody's list, beside the entries of the mentee index,
// and the least of a group and of all groups of an occupation: whoever compares a vacancy with many
// mentees passes over groups in which nobody can be reached. The least of several may be lower than it is
// after some of them have risen, until somebody who reads all of them says so.
class Thresholds {
 public:
  static constexpr int32_t kNever = std::numeric_limits<int32_t>::max();

  // Of the first `slots` mentees, whom the index was made of and outlives; nobody's list can be entered.
  Thresholds(const MenteeIndex& index, uint32_t slots);

  void Set(uint32_t slot, int32_t needed);

  int32_t Of(uint32_t slot) const { return of_slot_[slot]; }
  int32_t OfEntry(uint32_t position) const { return of_entry_[position]; }
  int32_t LeastOfGroup(size_t occupation, size_t home) const {
    return of_group_[occupation * homes_ + home];
  }
  int32_t LeastOfOccupation(size_t occupation) const { return of_occupation_[occupation]; }
  // Somebody has read all entries of a group, or LeastOfGroup of all homes.
  void SetLeastOfGroup(size_t occupation, size_t home, int32_t least) {
    of_group_[occupation * homes_ + home] = least;
  }
  void SetLeastOfOccupation(size_t occupation, int32_t least) {
    of_occupation_[occupation] = least;
  }

 private:
  template <class T>
  using LargeVector = std::vector<T, base::LargeAllocator<T>>;
  struct Place {
    uint32_t entry;  // position
    uint32_t group;
  };

  size_t homes_;
  LargeVector<int32_t> of_slot_;
  LargeVector<int32_t> of_entry_;
  std::vector<int32_t> of_group_;
  std::vector<int32_t> of_occupation_;
  std::vector<uint32_t> first_place_;  // by slot, and one at the end
  LargeVector<Place> places_;          // by slot
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_WATCH_THRESHOLDS_H_
