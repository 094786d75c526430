#ifndef PASSUNG_ENGINE_INDEX_DICTIONARY_H_
#define PASSUNG_ENGINE_INDEX_DICTIONARY_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "absl/hash/hash.h"
#include "engine/base/prefetch.h"
#include "engine/base/stable_vector.h"

namespace passung {

// Distinct values and their codes 0, 1, 2 … in the order of first use. Codes never leave the
// engine, so their order is of no consequence for any answer.
//
// One thread gives codes while any number of others read and look up; nobody waits. A code once
// given stays.
template <class Key>
class Dictionary {
 public:
  Dictionary() = default;
  // Not while others read.
  Dictionary(Dictionary&& other) noexcept
      : values_(std::move(other.values_)),
        tables_(std::move(other.tables_)),
        table_(other.table_.exchange(nullptr)) {}
  Dictionary& operator=(Dictionary&& other) noexcept {
    values_ = std::move(other.values_);
    tables_ = std::move(other.tables_);
    table_ = other.table_.exchange(nullptr);
    return *this;
  }

  uint32_t Code(const Key& key) { return CodeOfHashed(HashOf(key), key); }
  // The same; takes the value where it is new.
  uint32_t Code(Key&& key) { return CodeOfHashed(HashOf(key), std::move(key)); }
  // The same of a value whose hash is known.
  uint32_t Code(uint32_t hash, const Key& key) { return CodeOfHashed(hash, key); }
  // Absent where the value has no code.
  template <class Like>
  std::optional<uint32_t> Find(const Like& key) const {
    return FindHashed(HashOf(key), key);
  }

  template <class Like>
  static uint32_t HashOf(const Like& key) {
    return static_cast<uint32_t>(absl::Hash<Like>()(key));
  }
  // Ask the processor to fetch what a look-up reads first; what it reads then, once that is there.
  void Prefetch(uint32_t hash) const {
    const Table* table = table_.load(std::memory_order_acquire);
    if (table != nullptr) base::Prefetch(&table->slots[hash & table->mask]);
  }
  void PrefetchValue(uint32_t hash) const {
    FindSlot(hash, [&](uint32_t code) {
      base::Prefetch(&values_[code]);
      return true;
    });
  }
  // The value that a look-up compares first; null where there is none.
  const Key* FirstCompared(uint32_t hash) const {
    const auto code = FindSlot(hash, [](uint32_t) { return true; });
    return code ? &values_[*code] : nullptr;
  }

  // Gives back what readers of an earlier size might still look at. Not while others read.
  void ForgetReaders() {
    if (tables_.size() > 1) tables_.erase(tables_.begin(), tables_.end() - 1);
  }
  const Key& operator[](uint32_t code) const { return values_[code]; }
  // Takes a value out; nobody asks for it afterwards.
  Key Take(uint32_t code) { return std::move(values_.Mutable(code)); }
  uint32_t size() const { return values_.size(); }

 private:
  static constexpr uint32_t kFewest = 16;

  // Codes by hash, in the first free slot from that of the hash on: a look-up reads one line of
  // memory, and another one for the value. A value whose hash differs is another one. Readers see
  // free slots fill.
  struct Table {
    explicit Table(uint32_t count) : mask(count - 1), slots(new std::atomic<uint64_t>[count]()) {}
    bool HasRoomFor(uint32_t codes) const { return codes <= mask - mask / 8; }
    void Add(uint64_t slot) {
      uint32_t at = HashIn(slot) & mask;
      while (slots[at].load(std::memory_order_relaxed) != kFree) at = (at + 1) & mask;
      slots[at].store(slot, std::memory_order_release);
    }
    uint32_t mask;  // of a power of two
    std::unique_ptr<std::atomic<uint64_t>[]> slots;
  };
  // The hash above, the code below, which is counted from 1.
  static constexpr uint64_t kFree = 0;
  static uint64_t SlotOf(uint32_t hash, uint32_t code) {
    return uint64_t{hash} << 32U | (uint64_t{code} + 1);
  }
  static uint32_t HashIn(uint64_t slot) { return static_cast<uint32_t>(slot >> 32U); }
  static uint32_t CodeIn(uint64_t slot) { return static_cast<uint32_t>(slot) - 1; }

  template <class Like>
  uint32_t CodeOfHashed(uint32_t hash, Like&& key) {
    if (const auto code = FindHashed(hash, key)) return *code;
    const uint32_t code = values_.size();
    Table* table = table_.load(std::memory_order_relaxed);
    if (table == nullptr || !table->HasRoomFor(code + 1)) table = Grow();
    values_.Append(std::forward<Like>(key));
    table->Add(SlotOf(hash, code));
    return code;
  }

  template <class Like>
  std::optional<uint32_t> FindHashed(uint32_t hash, const Like& key) const {
    return FindSlot(hash, [&](uint32_t code) { return values_[code] == key; });
  }

  // The first code of this hash that `is_it`.
  template <class F>
  std::optional<uint32_t> FindSlot(uint32_t hash, F&& is_it) const {
    const Table* table = table_.load(std::memory_order_acquire);
    if (table == nullptr) return std::nullopt;
    for (uint32_t at = hash & table->mask;; at = (at + 1) & table->mask) {
      const uint64_t slot = table->slots[at].load(std::memory_order_acquire);
      if (slot == kFree) return std::nullopt;
      if (HashIn(slot) == hash && is_it(CodeIn(slot))) return CodeIn(slot);
    }
  }

  // A table twice as large. Those before it stay, because somebody may be reading them; together
  // they are no larger than the last.
  Table* Grow() {
    const Table* old = table_.load(std::memory_order_relaxed);
    const uint32_t before = old == nullptr ? kFewest / 2 : old->mask + 1;
    tables_.push_back(std::make_unique<Table>(before * 2));
    Table* table = tables_.back().get();
    for (uint32_t at = 0; old != nullptr && at < before; ++at) {
      const uint64_t slot = old->slots[at].load(std::memory_order_relaxed);
      if (slot != kFree) table->Add(slot);
    }
    table_.store(table, std::memory_order_release);
    return table;
  }

  base::StableVector<Key> values_;
  std::vector<std::unique_ptr<Table>> tables_;
  std::atomic<Table*> table_{nullptr};
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_DICTIONARY_H_
