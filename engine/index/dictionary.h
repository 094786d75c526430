#ifndef PASSUNG_ENGINE_INDEX_DICTIONARY_H_
#define PASSUNG_ENGINE_INDEX_DICTIONARY_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "absl/hash/hash.h"
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

  uint32_t Code(const Key& key) { return CodeOf(key); }
  // The same; takes the value where it is new.
  uint32_t Code(Key&& key) { return CodeOf(std::move(key)); }
  // Absent where the value has no code.
  template <class Like>
  std::optional<uint32_t> Find(const Like& key) const {
    return FindHashed(HashOf(key), key);
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
  static constexpr uint32_t kNone = UINT32_MAX;
  static constexpr uint32_t kFewest = 16;

  // A value whose hash differs is another one: most are told apart without looking at them.
  struct Link {
    uint32_t hash;
    uint32_t next;
  };
  // Codes by hash, in chains. Readers see a chain grow at its head only.
  struct Table {
    explicit Table(uint32_t count)
        : buckets(count), heads(new std::atomic<uint32_t>[count]), links(new Link[count]) {
      for (uint32_t i = 0; i < count; ++i) heads[i].store(kNone, std::memory_order_relaxed);
    }
    std::atomic<uint32_t>& HeadOf(uint32_t hash) const { return heads[hash & (buckets - 1)]; }
    void Add(uint32_t hash, uint32_t code) {
      std::atomic<uint32_t>& head = HeadOf(hash);
      links[code] = {.hash = hash, .next = head.load(std::memory_order_relaxed)};
      head.store(code, std::memory_order_release);
    }
    uint32_t buckets;  // a power of two, and the most codes it can hold
    std::unique_ptr<std::atomic<uint32_t>[]> heads;
    std::unique_ptr<Link[]> links;  // by code
  };

  template <class Like>
  static uint32_t HashOf(const Like& key) {
    return static_cast<uint32_t>(absl::Hash<Like>()(key));
  }

  template <class Like>
  uint32_t CodeOf(Like&& key) {
    const uint32_t hash = HashOf<Key>(key);
    if (const auto code = FindHashed(hash, key)) return *code;
    const uint32_t code = values_.size();
    Table* table = table_.load(std::memory_order_relaxed);
    if (table == nullptr || code >= table->buckets) table = Grow();
    values_.Append(std::forward<Like>(key));
    table->Add(hash, code);
    return code;
  }

  template <class Like>
  std::optional<uint32_t> FindHashed(uint32_t hash, const Like& key) const {
    const Table* table = table_.load(std::memory_order_acquire);
    if (table == nullptr) return std::nullopt;
    uint32_t code = table->HeadOf(hash).load(std::memory_order_acquire);
    while (code != kNone) {
      const Link& link = table->links[code];
      if (link.hash == hash && values_[code] == key) return code;
      code = link.next;
    }
    return std::nullopt;
  }

  // A table twice as large. Those before it stay, because somebody may be reading them; together
  // they are no larger than the last.
  Table* Grow() {
    const Table* old = table_.load(std::memory_order_relaxed);
    tables_.push_back(std::make_unique<Table>(old == nullptr ? kFewest : old->buckets * 2));
    Table* table = tables_.back().get();
    for (uint32_t code = 0; code < values_.size(); ++code) table->Add(old->links[code].hash, code);
    table_.store(table, std::memory_order_release);
    return table;
  }

  base::StableVector<Key> values_;
  std::vector<std::unique_ptr<Table>> tables_;
  std::atomic<Table*> table_{nullptr};
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_DICTIONARY_H_
