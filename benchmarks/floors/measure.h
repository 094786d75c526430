#ifndef PASSUNG_BENCHMARKS_FLOORS_MEASURE_H_
#define PASSUNG_BENCHMARKS_FLOORS_MEASURE_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "benchmarks/support/floors.h"

namespace passung::bench {

struct Settings {
  int64_t vacancies = 1'000'000;
  int64_t mentees = 10'000;  // asked in one pass
  int64_t compared = 200;    // of these compared with the column scan at full size
  double seconds = 60;       // at most for one pass; what was cut off counts as short
  bool is_long = false;      // 10 000 000 vacancies too
  std::string only;          // "mirror", "updates" or "nation": nothing else; empty: everything
};

// Mean time of a search by the number of vacancies, in microseconds.
using Growth = std::vector<std::pair<int64_t, double>>;

struct Findings {
  FloorReport report;
  std::string command;
  std::string load;
  std::string difficulty;
  bool difficult_enough = false;
  Growth heart;
  Growth full;
  Growth heart_scan;  // the column scan's, on the mentees it was timed with
  Growth full_scan;
};

// Makes the worlds, compares, measures, and prints what it does.
absl::Status MeasureAll(const Settings& settings, Findings& findings);

// The mirror: a market of people, ranked for one vacancy after the other.
absl::StatusOr<Figure> MeasureMirror(const Settings& settings);

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_FLOORS_MEASURE_H_
