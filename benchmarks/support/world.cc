#include "benchmarks/support/world.h"

#include <malloc.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "benchmarks/support/figures.h"
#include "engine/base/large_memory.h"
#include "engine/base/status_macros.h"

namespace passung::bench {
namespace {

// A vacancy of the market, its part of the snapshot and of the column scan, while they are built.
constexpr int64_t kBytesPerVacancy = 2200;

double HeapBytes() {
  const struct mallinfo2 heap = mallinfo2();
  return static_cast<double>(heap.uordblks) + static_cast<double>(heap.hblkhd) +
         static_cast<double>(base::LargeBytesInUse());
}

absl::Status CheckMemory(int64_t vacancies) {
  const int64_t needed = vacancies * kBytesPerVacancy / (1024 * 1024);
  const int64_t available = AvailableMebibytes();
  if (available == 0 || needed <= available) return absl::OkStatus();
  return absl::ResourceExhaustedError(
      absl::StrCat(vacancies, " vacancies need ", needed, " MiB, ", available, " are available"));
}

}  // namespace

Date BenchDay() { return *Date::FromCivil(2026, 2, 15); }

absl::StatusOr<std::unique_ptr<World>> MakeWorld(const WorldOptions& options) {
  PASSUNG_RETURN_IF_ERROR(CheckMemory(options.vacancies));
  PASSUNG_ASSIGN_OR_RETURN(Market market, MakeMarket({.mentees = options.mentees,
                                                      .vacancies = options.vacancies,
                                                      .seed = 1,
                                                      .today = BenchDay()}));
  auto world = std::make_unique<World>();
  if (options.market_stats) world->market_stats = ComputeStats(market);
  if (options.scan) {
    world->scan = std::make_unique<baseline::ColumnScan>(Knowledge::BuiltIn(), market.vacancies);
  }
  world->mentees = std::move(market.mentees);
  SnapshotInput input;
  input.knowledge = Knowledge::BuiltIn();
  input.vacancies = std::move(market.vacancies);
  input.threads = options.build_threads;
  malloc_trim(0);
  const double before = HeapBytes();
  absl::StatusOr<std::shared_ptr<const Snapshot>> snapshot = absl::UnknownError("not built yet");
  world->build_microseconds = Microseconds([&] { snapshot = BuildSnapshot(std::move(input)); });
  PASSUNG_RETURN_IF_ERROR(snapshot.status());
  world->index_bytes = HeapBytes() - before;
  world->engine.Publish(*std::move(snapshot));
  return world;
}

}  // namespace passung::bench
