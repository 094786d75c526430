#ifndef PASSUNG_ENGINE_BASE_SORT_UNIQUE_H_
#define PASSUNG_ENGINE_BASE_SORT_UNIQUE_H_

#include <algorithm>

namespace passung::base {

// Makes a list a set: rising, without repetition.
template <class List>
void SortUnique(List& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

}  // namespace passung::base

#endif  // PASSUNG_ENGINE_BASE_SORT_UNIQUE_H_
