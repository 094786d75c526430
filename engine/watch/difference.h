#ifndef PASSUNG_ENGINE_WATCH_DIFFERENCE_H_
#define PASSUNG_ENGINE_WATCH_DIFFERENCE_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/index/snapshot_internal.h"

namespace passung {

// What two snapshots do not have in common of one kind of records. A record that changed is gone as
// what it was, and comes as what it is.
struct SlotChanges {
  static constexpr uint32_t kGone = UINT32_MAX;

  std::vector<uint32_t> gone;  // slots of the first snapshot, rising
  std::vector<uint32_t> come;  // slots of the second, rising
  // Where the slots of the two have nothing to do with each other: the slot in the second by the slot in
  // the first, or kGone. Else absent: slots stay.
  std::optional<std::vector<uint32_t>> moved;

  uint32_t SlotNow(uint32_t slot) const { return moved ? (*moved)[slot] : slot; }
};

struct SnapshotDifference {
  bool same_storage = true;
  SlotChanges mentees;
  SlotChanges vacancies;
};

// O(changes) from a snapshot to one that a writer made from it without building anew; else O(n).
SnapshotDifference DifferenceOf(const SnapshotImpl& from, const SnapshotImpl& to);

}  // namespace passung

#endif  // PASSUNG_ENGINE_WATCH_DIFFERENCE_H_
