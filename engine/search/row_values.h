#ifndef PASSUNG_ENGINE_SEARCH_ROW_VALUES_H_
#define PASSUNG_ENGINE_SEARCH_ROW_VALUES_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/base/prefetch.h"

namespace passung {

// One value for each row of a vacancy, by the number of something that mentees have in common;
// worked out when first asked for. Begun anew for every question without touching its memory, of
// which it needs as much as has been asked for.
template <class T>
class RowValues {
 public:
  // Forgets everything; numbers 0 … `numbers` - 1 may then be asked for.
  void Begin(size_t numbers, size_t rows) {
    rows_ = rows;
    next_ = 0;
    if (numbers > entries_.size()) entries_.resize(numbers);
    if (++question_ != 0) [[likely]]
      return;
    // After 2^32 questions their numbers begin again.
    std::fill(entries_.begin(), entries_.end(), Entry());
    question_ = 1;
  }
  // Has brought nearer what is known of a number that will be asked for soon.
  void Prefetch(size_t number) const { base::Prefetch(&entries_[number]); }
  // Calls `work_out(values)` where nobody has asked yet, which must not ask itself. `rows` values,
  // valid until Begin.
  template <class F>
  const T* Get(size_t number, F&& work_out) {
    Entry& entry = entries_[number];
    if (entry.question == question_) [[likely]]
      return At(entry.position);
    entry = {question_, next_++};
    Reserve(entry.position / kInBlock);
    T* values = At(entry.position);
    work_out(values);
    return values;
  }

 private:
  static constexpr uint32_t kInBlock = 128;
  struct Entry {
    uint32_t question = 0;
    uint32_t position = 0;  // in the order of asking
  };

  T* At(uint32_t position) {
    return blocks_[position / kInBlock].data() + position % kInBlock * rows_;
  }
  void Reserve(size_t block) {
    if (block == blocks_.size()) blocks_.emplace_back();
    if (blocks_[block].size() < kInBlock * rows_) blocks_[block].resize(kInBlock * rows_);
  }

  size_t rows_ = 0;
  uint32_t question_ = 0;
  uint32_t next_ = 0;
  std::vector<Entry> entries_;          // by number
  std::vector<std::vector<T>> blocks_;  // which stay where they are
};

}  // namespace passung

#endif  // PASSUNG_ENGINE_SEARCH_ROW_VALUES_H_
