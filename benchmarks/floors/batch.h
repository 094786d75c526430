#ifndef PASSUNG_BENCHMARKS_FLOORS_BATCH_H_
#define PASSUNG_BENCHMARKS_FLOORS_BATCH_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "benchmarks/support/floors.h"
#include "benchmarks/support/world.h"

namespace passung::bench {

struct BatchFigures {
  Figure seconds;  // all mentees on two threads
  Figure gain;     // two threads over one
};

// All mentees of the world against all its vacancies as one batch, on one thread and on two. The
// answers of both are compared with each other, some of them with those of single questions.
absl::StatusOr<BatchFigures> MeasureBatch(const World& world);

// Mentees of all Germany as they are drawn, none kept, against a million vacancies there; minutes.
absl::StatusOr<Figure> MeasureNation(int64_t mentees, int64_t vacancies);

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_FLOORS_BATCH_H_
