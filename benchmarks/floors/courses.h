// A plan of courses for a cohort.
#ifndef PASSUNG_BENCHMARKS_FLOORS_COURSES_H_
#define PASSUNG_BENCHMARKS_FLOORS_COURSES_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "benchmarks/support/floors.h"
#include "benchmarks/support/world.h"

namespace passung::bench {

// Time on the wall of PlanCourses on all cores for everybody of the world, in seconds, with the profile
// `default`, no offers and new courses in all districts. Before it is timed, what the best course
// brings `compared` of them is counted anew by a scan of all columns.
absl::StatusOr<Figure> MeasureCoursePlan(const World& world, int64_t compared);

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_FLOORS_COURSES_H_
