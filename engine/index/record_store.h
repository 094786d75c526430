#ifndef PASSUNG_ENGINE_INDEX_RECORD_STORE_H_
#define PASSUNG_ENGINE_INDEX_RECORD_STORE_H_

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/strings/string_view.h"
#include "engine/base/stable_vector.h"
#include "engine/index/dictionary.h"

namespace passung {

// The mentees or vacancies of a snapshot and of those made from it by changes: each version of a
// record has a slot of its own, which never changes. First those it was made of, in the order of
// their ids; then, one by one, what was put later. Which slots a snapshot has, it says itself.
//
// One thread appends while any number of others read the slots that they have been told of.
template <class Record>
class RecordStore {
 public:
  RecordStore() = default;
  // REQUIRES: sorted by id, no id twice; fewer than 2^32 - 1.
  explicit RecordStore(std::vector<Record> sorted) : base_(std::move(sorted)) {}

  uint32_t base_size() const { return static_cast<uint32_t>(base_.size()); }
  uint32_t size() const { return base_size() + later_.size(); }
  const Record& operator[](uint32_t slot) const {
    return slot < base_.size() ? base_[slot] : later_[slot - base_size()].record;
  }
  // Rises with the id; all versions of a record have the same.
  uint64_t OrderOf(uint32_t slot) const {
    return slot < base_.size() ? OrderInBase(slot) : later_[slot - base_size()].order;
  }
  // The last version of a record among the first `slots`. O(log n).
  std::optional<uint32_t> Find(absl::string_view id, uint32_t slots) const {
    if (const auto code = later_ids_.Find(id)) {
      uint32_t slot = newest_[*code].load(std::memory_order_acquire);
      while (slot != kNone && slot >= slots) slot = later_[slot - base_size()].before;
      if (slot != kNone) return slot;
    }
    const auto at = LowerBound(id);
    if (at == base_.end() || at->id.value != id) return std::nullopt;
    return static_cast<uint32_t>(at - base_.begin());
  }

  // Takes a record up and returns its slot; absent where no place is left between its neighbours in
  // the order of ids, which takes thousands of insertions at one spot: the store has to be made anew.
  std::optional<uint32_t> Append(Record record) {
    const std::optional<uint64_t> order = OrderFor(record.id.value);
    if (!order) return std::nullopt;
    const uint32_t slot = size();
    // Whoever finds the id's code finds its newest slot, too.
    if (!later_ids_.Find(record.id.value)) newest_.Append(kNone);
    const uint32_t code = later_ids_.Code(record.id.value);
    std::atomic<uint32_t>& newest = newest_.Mutable(code);
    later_.Append(Later{std::move(record), *order, newest.load(std::memory_order_relaxed)});
    newest.store(slot, std::memory_order_release);
    by_id_.insert_or_assign(absl::string_view(later_ids_[code]), *order);
    last_order_ = *order;
    return slot;
  }

 private:
  static constexpr uint32_t kNone = UINT32_MAX;
  static constexpr int kGapLog = 32;
  // Of the room that is left, the share that an id takes which follows the last one put.
  static constexpr uint64_t kStepShare = 1024;

  struct Later {
    Record record;
    uint64_t order;
    uint32_t before;  // the slot of the version before it among these; kNone: none
  };

  static uint64_t OrderInBase(uint64_t slot) { return (slot + 1) << kGapLog; }
  auto LowerBound(absl::string_view id) const {
    return std::lower_bound(
        base_.begin(), base_.end(), id,
        [](const Record& record, absl::string_view wanted) { return record.id.value < wanted; });
  }

  std::optional<uint64_t> OrderFor(absl::string_view id) const {
    const auto base = LowerBound(id);
    const auto index = static_cast<uint64_t>(base - base_.begin());
    if (base != base_.end() && base->id.value == id) return OrderInBase(index);
    uint64_t below = index == 0 ? 0 : OrderInBase(index - 1);
    uint64_t above = base == base_.end() ? UINT64_MAX : OrderInBase(index);
    const auto later = by_id_.lower_bound(id);
    if (later != by_id_.end()) {
      if (later->first == id) return later->second;
      above = std::min(above, later->second);
    }
    if (later != by_id_.begin()) below = std::max(below, std::prev(later)->second);
    return Between(below, above);
  }

  // In the middle, but close to the last one put where it is a neighbour: ids often come in order,
  // and halving the room each time would use it up.
  std::optional<uint64_t> Between(uint64_t below, uint64_t above) const {
    const uint64_t room = above - below;
    if (room < 2) return std::nullopt;
    const uint64_t step = std::max<uint64_t>(1, room / kStepShare);
    if (below == last_order_) return below + step;
    if (above == last_order_) return above - step;
    return below + room / 2;
  }

  std::vector<Record> base_;
  base::StableVector<Later> later_;
  Dictionary<std::string> later_ids_;
  base::StableVector<std::atomic<uint32_t>> newest_;  // slot, by code of later_ids_
  // Only for the appending thread.
  absl::btree_map<absl::string_view, uint64_t> by_id_;
  uint64_t last_order_ = 0;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_RECORD_STORE_H_
