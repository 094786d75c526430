#ifndef PASSUNG_ENGINE_SEARCH_KEPT_TABLES_H_
#define PASSUNG_ENGINE_SEARCH_KEPT_TABLES_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"

namespace passung {

// Tables of points by the keys of a column, kept from one question to the next: vacancies name few
// different hours, days of start, levels of a language and places. Below 0: not asked yet. One thread.
template <class Key>
class KeptTables {
 public:
  // So many keys and so many values of all of them are kept at most: then all are forgotten. Where everybody's hours
  // are others, one table has as many values as there are people.
  static constexpr size_t kMostKeys = 512;
  static constexpr size_t kMostValues = size_t{1} << 20U;

  void Forget() {
    tables_.clear();
    values_ = 0;
  }
  // Before the tables of a question are asked for.
  void BeginQuestion() {
    if (tables_.size() >= kMostKeys || values_ >= kMostValues) Forget();
  }
  // That of a key, with so many values as long as the tables are kept: valid until the next question.
  std::vector<int32_t>& Of(const Key& key, size_t values) {
    std::vector<int32_t>& table = tables_[key];
    if (table.empty()) {
      table.assign(values, -1);
      values_ += values;
    }
    return table;
  }

 private:
  absl::flat_hash_map<Key, std::vector<int32_t>> tables_;
  size_t values_ = 0;  // of all tables
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_KEPT_TABLES_H_
