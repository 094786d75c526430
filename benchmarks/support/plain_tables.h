#ifndef PASSUNG_BENCHMARKS_SUPPORT_PLAIN_TABLES_H_
#define PASSUNG_BENCHMARKS_SUPPORT_PLAIN_TABLES_H_

#include <array>
#include <cstdint>
#include <fstream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "engine/index/columns.h"
#include "engine/search/plan.h"

// The engine's tables as plain arrays, for peers that are asked the same things.

namespace passung::bench {

inline constexpr std::array<const char*, kColumnIdCount> kColumnNames = {
    "job",    "language",  "skills", "place",   "reach", "hours",      "start",     "support",
    "access", "regulated", "school", "licence", "track", "obligation", "exclusion", "open"};

// By column and code: weighted points, or -1 where a rule drops it.
std::array<std::vector<int64_t>, kColumnIdCount> PlainTables(const Columns& columns,
                                                             const QueryPlan& plan);

// As they lie in memory. Unavailable where the file cannot be written.
template <class T>
absl::Status WriteNumbers(const std::string& path, const std::vector<T>& values) {
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(values.data()),
             static_cast<std::streamsize>(values.size() * sizeof(T)));
  if (file.flush()) return absl::OkStatus();
  return absl::UnavailableError(absl::StrCat(path, ": could not be written"));
}

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_SUPPORT_PLAIN_TABLES_H_
