#ifndef PASSUNG_BENCHMARKS_SUPPORT_FIGURES_H_
#define PASSUNG_BENCHMARKS_SUPPORT_FIGURES_H_

#include <time.h>

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

// Processor time by a clock of the system, in microseconds. Asking for it costs about a microsecond.
template <class F>
double MicrosecondsBy(clockid_t clock, F&& work) {
  const auto now = [&] {
    timespec time{};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
  };
  const double begin = now();
  work();
  return now() - begin;
}

// Of the calling thread: what a busy neighbour does not lengthen.
template <class F>
double CpuMicroseconds(F&& work) {
  return MicrosecondsBy(CLOCK_THREAD_CPUTIME_ID, work);
}

// Of all threads of the process together.
template <class F>
double AllCpuMicroseconds(F&& work) {
  return MicrosecondsBy(CLOCK_PROCESS_CPUTIME_ID, work);
}

// The smallest value that at least `percent` of 100 do not exceed. REQUIRES: not empty.
double Percentile(std::vector<double> values, double percent);
double Mean(const std::vector<double>& values);
inline double Median(const std::vector<double>& values) { return Percentile(values, 50); }

// "12 µs", "3.4 ms", "1.25 s".
std::string Duration(double microseconds);

// Processor, threads, compiler, and a warning in a build without optimisation.
std::string Machine();

// Resident memory of this process in MiB: now, and at most so far. 0 where /proc is missing.
int64_t ResidentMebibytes();
int64_t PeakMebibytes();
// What the machine can still give, in MiB; 0 where /proc is missing.
int64_t AvailableMebibytes();
// Runnable processes, averaged over the last minute: "0.42"; empty where /proc is missing.
std::string Load();

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_SUPPORT_FIGURES_H_
