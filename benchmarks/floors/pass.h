// Comparing and timing one kind of question on one world.
#ifndef PASSUNG_BENCHMARKS_FLOORS_PASS_H_
#define PASSUNG_BENCHMARKS_FLOORS_PASS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "benchmarks/support/questions.h"
#include "benchmarks/support/world.h"

namespace passung::bench {

struct Compared {
  int64_t answers = 0;
  int64_t mismatches = 0;
  std::string first;  // the first difference, for a person to read
};
// The first `count` questions, asked of the engine's public interface and of the column scan; of the
// engine on each path of the machine (passung/cpu_path.h), unless one was forced. An answer that
// differs on several paths is one mismatch.
absl::StatusOr<Compared> CompareWithScan(const World& world, const Questions& questions,
                                         int64_t count);

// Processor time of one thread, in microseconds, of each question in turn; stops after `seconds`.
struct Pass {
  std::vector<double> search;
  std::vector<double> explain;  // of the same questions, where asked for
  int64_t asked_for = 0;
  bool complete() const { return static_cast<int64_t>(search.size()) == asked_for; }
  // Empty where it is complete.
  std::string Note() const;
};
enum class Explain { kNo, kYes };
Pass TimeSearch(const World& world, const Questions& questions, double seconds,
                Explain explain = Explain::kNo);

// Engine and column scan on the same questions, in turn for some twenty questions each: whoever has
// asked one is likely to ask the next, and finds in the caches what the last one left there. A scan
// leaves nothing of the engine's.
struct Duel {
  std::vector<double> ratio;  // scan over engine, of one question
  std::vector<double> engine;
  std::vector<double> scan;     // plan and scan
  double scan_alone = 0;        // median, without making the plan
  double ratio_after_scan = 0;  // median of the engine's first question after each turn of the scan
};
Duel TimeAgainstScan(const World& world, const Questions& questions, int64_t count, double seconds);

// Of the `count` questions with the longest search in `pass`: the highest median of five searches
// over the median of five column scans.
double WorstAgainstScan(const World& world, const Questions& questions, const Pass& pass,
                        size_t count);

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_FLOORS_PASS_H_
