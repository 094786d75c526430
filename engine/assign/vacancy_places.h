#ifndef PASSUNG_ENGINE_ASSIGN_VACANCY_PLACES_H_
#define PASSUNG_ENGINE_ASSIGN_VACANCY_PLACES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace passung::assign {

// Where a vacancy stands in a list, one list after the other: each takes as long as it is long, however
// many vacancies there are, and a look takes one step.
class VacancyPlaces {
 public:
  explicit VacancyPlaces(size_t vacancies) : entries_(vacancies) {}

  // Forgets the list before.
  void Begin() { ++list_; }
  // REQUIRES: the vacancy is one.
  void Set(int32_t vacancy, size_t place) {
    entries_[static_cast<size_t>(vacancy)] = {.list = list_, .place = place};
  }
  // Nothing for what is not in the list, or no vacancy at all.
  std::optional<size_t> Find(int32_t vacancy) const {
    if (vacancy < 0 || static_cast<size_t>(vacancy) >= entries_.size()) return std::nullopt;
    const Entry& entry = entries_[static_cast<size_t>(vacancy)];
    if (entry.list != list_) return std::nullopt;
    return entry.place;
  }

 private:
  struct Entry {
    size_t list = 0;
    size_t place = 0;
  };
  size_t list_ = 1;
  std::vector<Entry> entries_;
};

}  // namespace passung::assign

#endif  // PASSUNG_ENGINE_ASSIGN_VACANCY_PLACES_H_
