// People by where they live: the rows of a table.
#ifndef PASSUNG_ENGINE_REPORTS_DISTRICT_ROWS_H_
#define PASSUNG_ENGINE_REPORTS_DISTRICT_ROWS_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "passung/vocabulary.h"

namespace passung {

// Districts rising, unknown first.
class DistrictRows {
 public:
  using Home = std::optional<DistrictCode>;

  // Of people that have a member `district`.
  template <class Person>
  explicit DistrictRows(std::span<const Person> people) {
    std::map<Home, size_t> numbers;
    for (const Person& one : people) numbers.emplace(one.district, 0);
    for (auto& [home, number] : numbers) {
      number = homes_.size();
      homes_.push_back(home);
    }
    for (const Person& one : people) rows_.push_back(numbers.at(one.district));
  }

  size_t size() const { return homes_.size(); }
  const Home& home(size_t row) const { return homes_[row]; }
  // Of a person by their place.
  size_t RowOf(size_t person) const { return rows_[person]; }
  // How many live in each, as a table of one column.
  std::vector<std::vector<int64_t>> Counts() const {
    std::vector<std::vector<int64_t>> counts(size(), std::vector<int64_t>(1));
    for (const size_t row : rows_) ++counts[row][0];
    return counts;
  }

 private:
  std::vector<Home> homes_;
  std::vector<size_t> rows_;
};

inline std::optional<int64_t> Shown(bool hidden, int64_t count) {
  if (hidden) return std::nullopt;
  return count;
}

}  // namespace passung

#endif  // PASSUNG_ENGINE_REPORTS_DISTRICT_ROWS_H_
