#ifndef PASSUNG_CPU_PATH_H_
#define PASSUNG_CPU_PATH_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

// Which instructions the search uses for its innermost loop. It takes the best that the machine has by
// itself; all give the same answers, byte by byte. To force one is for tests and measurements.

namespace passung {

// Those of this machine: "plain", which every machine has, then from the oldest to the newest.
std::vector<absl::string_view> CpuPaths();

// The one in use.
absl::string_view CpuPath();

// Uses this one from the next question on; empty: the best. InvalidArgument naming those there are for
// one that this machine does not have. Safe to call while questions run: each strip of rows is added up
// on one path or the other.
absl::Status ForceCpuPath(absl::string_view name);

}  // namespace passung

#endif  // PASSUNG_CPU_PATH_H_
