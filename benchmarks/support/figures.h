#ifndef PASSUNG_BENCHMARKS_SUPPORT_FIGURES_H_
#define PASSUNG_BENCHMARKS_SUPPORT_FIGURES_H_

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace passung::bench {

// Wall time of one thing done once, in microseconds.
template <class F>
double Microseconds(F&& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  const auto end = std::chrono::steady_clock::now();
  return std::chrono::duration<double, std::micro>(end - begin).count();
}

// The smallest value that at least `percent` of 100 do not exceed. REQUIRES: not empty.
double Percentile(std::vector<double> values, double percent);
inline double Median(const std::vector<double>& values) { return Percentile(values, 50); }

// "12 µs", "3.4 ms", "1.25 s".
std::string Duration(double microseconds);

// Processor, threads, compiler, and a warning in a build without optimisation.
std::string Machine();

// Resident memory of this process in MiB: now, and at most so far. 0 where /proc is missing.
int64_t ResidentMebibytes();
int64_t PeakMebibytes();

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_SUPPORT_FIGURES_H_
