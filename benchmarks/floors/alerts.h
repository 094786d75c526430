#ifndef PASSUNG_BENCHMARKS_FLOORS_ALERTS_H_
#define PASSUNG_BENCHMARKS_FLOORS_ALERTS_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "benchmarks/support/floors.h"
#include "passung/vacancy.h"

namespace passung::bench {

struct AlertSettings {
  int64_t mentees = 227'906;   // watched; as many as stored queries in Elasticsearch issue 25278
  int64_t vacancies = 40'000;  // that there are
  int64_t fresh = 1'000;       // that come, one by one, timed
  int64_t events = 100'000;    // of every kind, on a small market
};

// Vacancies of another market, under ids between those that there are.
absl::StatusOr<std::vector<Vacancy>> FreshVacancies(int64_t count);

// One new vacancy against the lists of everybody, on all cores, in milliseconds that whoever waits for it
// waits: the median of many. Compared are all lists afterwards with asking anew.
absl::StatusOr<Figure> MeasureNewVacancy(const AlertSettings& settings);

// Events of every kind after which the lists of a listener who is told of changes alone are those that
// asking anew gives, as they were after each thousandth.
absl::StatusOr<Figure> CountEventsTold(const AlertSettings& settings);

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_FLOORS_ALERTS_H_
