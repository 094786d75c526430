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
#include "engine/index/base_records.h"
#include "engine/index/dictionary.h"

namespace passung {

// A number for each id that rises with it, or stays: most ids are told apart by their numbers, which
// lie together in memory, as ids themselves do not.
class IdNumbers {
 public:
  IdNumbers() = default;
  // For ids of which most lie between these two.
  IdNumbers(absl::string_view first, absl::string_view last) {
    const auto differ = std::mismatch(first.begin(), first.end(), last.begin(), last.end());
    common_.assign(first.begin(), differ.first);
  }

  // Of ids that begin as most do the eight bytes behind that, of others their first eight; before
  // these, which of the two it is.
  uint64_t Of(absl::string_view id) const {
    const int order = id.substr(0, common_.size()).compare(common_);
    uint64_t number = order < 0 ? 0 : (order == 0 ? 1 : 2);
    const absl::string_view rest = order == 0 ? id.substr(common_.size()) : id;
    for (size_t i = 0; i < kBytes; ++i) {
      const auto byte = i < rest.size() ? static_cast<uint8_t>(rest[i]) : uint8_t{0};
      number = number << kByteBits | std::min(byte, kLastByte);
    }
    return number;
  }

 private:
  static constexpr size_t kBytes = 8;
  static constexpr int kByteBits = 7;         // all that ids have need no more
  static constexpr uint8_t kLastByte = 0x7f;  // nor has any record one that does

  std::string common_;
};

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
  explicit RecordStore(BaseRecords<Record> sorted) : base_(std::move(sorted)) {
    if (base_.empty()) return;
    numbers_ = IdNumbers(base_.IdOf(0), base_.IdOf(base_.size() - 1));
    for (size_t slot = 0; slot < base_.size(); slot += kNumberedSlots) {
      numbers_of_base_.push_back(numbers_.Of(base_.IdOf(slot)));
    }
  }

  uint32_t base_size() const { return base_.size(); }
  uint32_t size() const { return base_size() + later_.size(); }
  const Record& operator[](uint32_t slot) const {
    return slot < base_.size() ? base_[slot] : later_[slot - base_size()].record;
  }
  // As BaseRecords has them.
  void MoveToLargePages() const { base_.MoveToLargePages(); }
  Record CopyOf(uint32_t slot) const {
    return slot < base_.size() ? base_.CopyOf(slot) : later_[slot - base_size()].record;
  }
  std::string EncodedAt(uint32_t slot) const {
    return slot < base_.size() ? base_.EncodedAt(slot)
                               : EncodeCanonical(later_[slot - base_size()].record);
  }
  absl::string_view IdOf(uint32_t slot) const {
    return slot < base_.size() ? base_.IdOf(slot)
                               : absl::string_view(later_[slot - base_size()].record.id.value);
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
    return InBase(id);
  }

  // Where the appending thread found an id, before it appends anything.
  class Sought {
   public:
    // The last version of its record.
    std::optional<uint32_t> newest() const { return newest_; }

   private:
    friend class RecordStore;
    std::optional<uint32_t> later_;  // its code in later_ids_
    uint64_t place_ = 0;             // else: its slot in base_, or that of the next id
    std::optional<uint32_t> newest_;
  };
  Sought Seek(absl::string_view id) const {
    Sought sought;
    sought.later_ = later_ids_.Find(id);
    if (sought.later_) {
      sought.newest_ = newest_[*sought.later_].load(std::memory_order_relaxed);
      return sought;
    }
    const uint32_t at = LowerBound(id);
    sought.place_ = at;
    if (at < base_.size() && base_.IdOf(at) == id) sought.newest_ = at;
    return sought;
  }

  // Takes a record up and returns its slot; absent where no place is left between its neighbours in
  // the order of ids, which takes thousands of insertions at one spot: the store has to be made anew.
  std::optional<uint32_t> Append(Record record) {
    const Sought sought = Seek(record.id.value);
    return Append(std::move(record), sought);
  }
  // The same, its id having been sought.
  std::optional<uint32_t> Append(Record record, const Sought& sought) {
    if (sought.later_) {
      return AppendVersion(std::move(record), *sought.later_, OrderOf(*sought.newest_));
    }
    const bool is_in_base = sought.newest_.has_value();
    const std::optional<uint64_t> order = is_in_base
                                              ? OrderInBase(sought.place_)
                                              : OrderBetweenOthers(record.id.value, sought.place_);
    if (!order) return std::nullopt;
    // Whoever finds the id's code finds its newest slot, too.
    newest_.Append(kNone);
    const uint32_t code = later_ids_.Code(record.id.value);
    if (!is_in_base) by_id_.emplace(KeyOf(later_ids_[code]), *order);
    return AppendVersion(std::move(record), code, *order);
  }

 private:
  static constexpr uint32_t kNone = UINT32_MAX;
  static constexpr int kGapLog = 32;
  // Of the room that is left, the share that an id takes which follows the last one put.
  static constexpr uint64_t kStepShare = 1024;
  static constexpr uint32_t kNumberedSlots = 16;

  struct Later {
    Record record;
    uint64_t order;
    uint32_t before;  // the slot of the version before it among these; kNone: none
  };

  // In the order of ids.
  using LaterKey = std::pair<uint64_t, absl::string_view>;
  LaterKey KeyOf(absl::string_view id) const { return {numbers_.Of(id), id}; }

  static uint64_t OrderInBase(uint64_t slot) { return (slot + 1) << kGapLog; }
  // The first slot of the base whose id is not lower.
  uint32_t LowerBound(absl::string_view id) const {
    const uint64_t number = numbers_.Of(id);
    const auto end = numbers_of_base_.end();
    const auto from = std::lower_bound(numbers_of_base_.begin(), end, number);
    const auto to = from != end && *from == number ? std::upper_bound(from, end, number) : from;
    // Before the last slot whose number is lower there is no such id, nor from the first one on
    // whose number is higher.
    const auto slot_of = [this](auto at) {
      return static_cast<uint32_t>(at - numbers_of_base_.begin()) * kNumberedSlots;
    };
    uint32_t first = from == numbers_of_base_.begin() ? 0 : slot_of(from - 1) + 1;
    uint32_t count = std::min(slot_of(to), base_.size()) - first;
    // To wait for all of them once takes less than for one after the other that is compared.
    for (uint32_t i = 0; i < std::min(count, kNumberedSlots); ++i) base_.PrefetchId(first + i);
    while (count > 0) {
      const uint32_t half = count / 2;
      const bool lower = base_.IdOf(first + half) < id;
      first += lower ? half + 1 : 0;
      count = lower ? count - half - 1 : half;
    }
    return first;
  }

  std::optional<uint32_t> InBase(absl::string_view id) const {
    const uint32_t at = LowerBound(id);
    if (at == base_.size() || base_.IdOf(at) != id) return std::nullopt;
    return at;
  }

  uint32_t AppendVersion(Record record, uint32_t code, uint64_t order) {
    const uint32_t slot = size();
    std::atomic<uint32_t>& newest = newest_.Mutable(code);
    later_.Append(Later{std::move(record), order, newest.load(std::memory_order_relaxed)});
    newest.store(slot, std::memory_order_release);
    last_order_ = order;
    return slot;
  }

  // Of an id that no record has had, before the slot `place` of the base.
  std::optional<uint64_t> OrderBetweenOthers(absl::string_view id, uint64_t place) const {
    uint64_t below = place == 0 ? 0 : OrderInBase(place - 1);
    uint64_t above = place == base_.size() ? UINT64_MAX : OrderInBase(place);
    const auto later = by_id_.lower_bound(KeyOf(id));
    if (later != by_id_.end()) above = std::min(above, later->second);
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

  BaseRecords<Record> base_;
  IdNumbers numbers_;
  std::vector<uint64_t> numbers_of_base_;  // of every kNumberedSlots-th slot
  base::StableVector<Later> later_;
  Dictionary<std::string> later_ids_;
  base::StableVector<std::atomic<uint32_t>> newest_;  // slot, by code of later_ids_
  // Orders of the later ids that are not in `base_`. Only for the appending thread.
  absl::btree_map<LaterKey, uint64_t> by_id_;
  uint64_t last_order_ = 0;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_RECORD_STORE_H_
