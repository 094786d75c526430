#ifndef PASSUNG_ENGINE_INDEX_DICTIONARY_H_
#define PASSUNG_ENGINE_INDEX_DICTIONARY_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/container/flat_hash_map.h"

namespace passung {

// Distinct values and their codes 0, 1, 2 … in the order of first use. Codes never leave the
// engine, so their order is of no consequence for any answer.
template <class Key>
class Dictionary {
 public:
  uint32_t Code(const Key& key) {
    const auto [at, is_new] = codes_.try_emplace(key, static_cast<uint32_t>(values_.size()));
    if (is_new) values_.push_back(key);
    return at->second;
  }
  // Absent where the value has no code.
  template <class Like>
  std::optional<uint32_t> Find(const Like& key) const {
    const auto at = codes_.find(key);
    return at == codes_.end() ? std::nullopt : std::optional(at->second);
  }
  const Key& operator[](uint32_t code) const { return values_[code]; }
  uint32_t size() const { return static_cast<uint32_t>(values_.size()); }

 private:
  absl::flat_hash_map<Key, uint32_t> codes_;
  std::vector<Key> values_;
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_INDEX_DICTIONARY_H_
