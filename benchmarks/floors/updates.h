#ifndef PASSUNG_BENCHMARKS_FLOORS_UPDATES_H_
#define PASSUNG_BENCHMARKS_FLOORS_UPDATES_H_

#include "absl/status/statusor.h"
#include "benchmarks/floors/measure.h"
#include "benchmarks/support/floors.h"

namespace passung::bench {

struct UpdateFigures {
  Figure published;    // median time of one change until the next question sees it, in µs
  Figure reader_loss;  // of one reader's questions, with 1 000 changes a second, in percent
};

// Random changes of a market one by one: vacancies that are new, that change, that go, that come
// back. Afterwards answers are compared with a column scan of the vacancies that are left.
absl::StatusOr<UpdateFigures> MeasureUpdates(const Settings& settings);

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_FLOORS_UPDATES_H_
