#ifndef PASSUNG_BENCHMARKS_SUPPORT_WORLD_H_
#define PASSUNG_BENCHMARKS_SUPPORT_WORLD_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "benchmarks/baseline/column_scan.h"
#include "passung/engine.h"
#include "passung/market.h"

namespace passung::bench {

struct WorldOptions {
  int64_t vacancies = 0;
  int64_t mentees = 0;
  bool market_stats = false;  // costs seconds at 1 000 000
  bool scan = true;
  int build_threads = 2;
};

// The made-up market (seed 1, 15 February 2026) in the engine and in the column scan.
struct World {
  std::vector<Mentee> mentees;  // in the order of drawing
  Engine engine;                // holds the vacancies only
  std::unique_ptr<baseline::ColumnScan> scan;
  SnapshotStats stats;
  MarketStats market_stats;
  double build_microseconds = 0;  // of the snapshot, from vacancies in memory; wall time
  double index_bytes = 0;         // on the heap beside the vacancies themselves
};

Date BenchDay();

// ResourceExhausted where the machine has too little memory left for it.
absl::StatusOr<std::unique_ptr<World>> MakeWorld(const WorldOptions& options);

}  // namespace passung::bench

#endif  // PASSUNG_BENCHMARKS_SUPPORT_WORLD_H_
