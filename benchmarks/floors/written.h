// What programs of this folder leave for one another: JSON files.
#ifndef PASSUNG_BENCHMARKS_FLOORS_WRITTEN_H_
#define PASSUNG_BENCHMARKS_FLOORS_WRITTEN_H_

#include <string>

#include "absl/status/status.h"
#include "benchmarks/floors/measure.h"

namespace passung::bench {

// Sets the floors that `./dev bench peers` measured, as it wrote them to `path`. Where there is no
// such file they stay unmeasured, with a note.
absl::Status ReadPeers(const std::string& path, FloorReport& report);

absl::Status WriteJson(const std::string& path, const Findings& findings);

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_FLOORS_WRITTEN_H_
