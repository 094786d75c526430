#include "benchmarks/support/figures.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <numeric>
#include <thread>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"

namespace passung::bench {
namespace {

// The rest of the first line of a file that begins with `key`, behind the colon.
std::string FieldOf(const char* path, absl::string_view key) {
  std::ifstream file(path);
  std::string line;
  while (std::getline(file, line)) {
    if (!absl::StartsWith(line, key)) continue;
    const size_t colon = line.find(':');
    if (colon != std::string::npos) {
      return std::string(absl::StripAsciiWhitespace(absl::string_view(line).substr(colon + 1)));
    }
  }
  return "";
}

int64_t MebibytesOf(const char* path, absl::string_view key) {
  const std::string text = FieldOf(path, key);  // "12345 kB"
  const std::pair<absl::string_view, absl::string_view> parts = absl::StrSplit(text, ' ');
  int64_t kibibytes = 0;
  return absl::SimpleAtoi(parts.first, &kibibytes) ? kibibytes / 1024 : 0;
}

}  // namespace

double Percentile(std::vector<double> values, double percent) {
  const auto count = static_cast<double>(values.size());
  const auto rank = static_cast<int64_t>(std::ceil(count * percent / 100.0)) - 1;
  const auto at = values.begin() + std::max<int64_t>(0, rank);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

double Mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

std::string Duration(double microseconds) {
  if (microseconds < 1000) return absl::StrFormat("%.0f µs", microseconds);
  if (microseconds < 1e6) return absl::StrFormat("%.2f ms", microseconds / 1e3);
  return absl::StrFormat("%.2f s", microseconds / 1e6);
}

std::string Machine() {
  std::string machine = FieldOf("/proc/cpuinfo", "model name");
  if (machine.empty()) machine = "unknown processor";
  absl::StrAppend(&machine, ", ", std::thread::hardware_concurrency(), " threads, compiler ",
                  __VERSION__);
#ifndef __OPTIMIZE__
  absl::StrAppend(&machine, "\nWARNING: built without optimisation; the figures say nothing");
#endif
  return machine;
}

int64_t ResidentMebibytes() { return MebibytesOf("/proc/self/status", "VmRSS"); }
int64_t PeakMebibytes() { return MebibytesOf("/proc/self/status", "VmHWM"); }
int64_t AvailableMebibytes() { return MebibytesOf("/proc/meminfo", "MemAvailable"); }

std::string Load() {
  std::ifstream file("/proc/loadavg");
  std::string load;
  file >> load;
  return load;
}

}  // namespace passung::bench
