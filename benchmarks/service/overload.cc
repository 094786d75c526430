#include "benchmarks/service/overload.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "benchmarks/service/arrivals.h"
#include "benchmarks/service/load_client.h"
#include "benchmarks/support/figures.h"
#include "engine/base/status_macros.h"

namespace passung::bench {
namespace {

constexpr double kUseful = 500'000;      // µs: who asked has not given up yet
constexpr double kTailAllowed = 60'000;  // µs, or three times the unloaded tail
constexpr double kFlood = 4;
constexpr double kCalm = 0.5;
constexpr double kQuarter = 0.25;          // s: what is looked at as one in the time after
constexpr double kNormal = 2;              // times the worst quarter before
constexpr std::chrono::seconds kAfter(4);  // looked at

ServiceLoad LoadOf(const ServiceStack& stack, std::vector<Stretch> stretches) {
  return {.server = stack.full(),
          .path = kRankPath,
          .requests = stack.requests(),
          .stretches = std::move(stretches)};
}

double TailOf(const std::vector<double>& microseconds) {
  return microseconds.empty() ? 0 : Percentile(microseconds, 99);
}

double MedianOf(const std::vector<double>& microseconds) {
  return microseconds.empty() ? 0 : Median(microseconds);
}

// What was due from `begin` to `end` seconds.
Ends Between(const Ends& ends, double begin, double end) {
  Ends part;
  for (size_t i = 0; i < ends.due.size(); ++i) {
    if (ends.due[i] < begin || ends.due[i] >= end) continue;
    part.due.push_back(ends.due[i]);
    part.microseconds.push_back(ends.microseconds[i]);
  }
  return part;
}

double UsefulPerSecond(const Ends& answered, double seconds) {
  const auto useful = std::count_if(answered.microseconds.begin(), answered.microseconds.end(),
                                    [](double waited) { return waited <= kUseful; });
  return static_cast<double>(useful) / seconds;
}

void PrintLoad(double times, double rate, double seconds, const ServiceFigures& figures) {
  const int64_t all = figures.answered.count() + figures.refused.count() + figures.other;
  absl::PrintF(
      "overload %.1f×: %.0f/s asked, %.0f/s answered (p50 %s, p99 %s), %.1f %% refused (p50 %s, "
      "p99 %s), %d otherwise\n",
      times, rate, UsefulPerSecond(figures.answered, seconds),
      Duration(MedianOf(figures.answered.microseconds)),
      Duration(TailOf(figures.answered.microseconds)),
      100 * static_cast<double>(figures.refused.count()) / static_cast<double>(all),
      Duration(MedianOf(figures.refused.microseconds)),
      Duration(TailOf(figures.refused.microseconds)), figures.other);
}

// The most resident memory from its making to Stop.
class MemoryWatch {
 public:
  MemoryWatch() : watcher_([this] { Watch(); }) {}
  ~MemoryWatch() { Stop(); }
  MemoryWatch(const MemoryWatch&) = delete;
  MemoryWatch& operator=(const MemoryWatch&) = delete;

  int64_t Stop() {
    over_ = true;
    if (watcher_.joinable()) watcher_.join();
    return most_;
  }

 private:
  void Watch() {
    constexpr std::chrono::milliseconds kGlance(20);
    while (!over_) {
      most_ = std::max(most_, ResidentMebibytes());
      std::this_thread::sleep_for(kGlance);
    }
  }

  std::atomic<bool> over_{false};
  int64_t most_ = 0;
  std::thread watcher_;  // last: it uses the others
};

absl::StatusOr<ServiceFigures> PutAtRate(const ServiceStack& stack, double capacity, double times,
                                         std::chrono::milliseconds length) {
  PASSUNG_ASSIGN_OR_RETURN(
      ServiceFigures figures,
      PutArrivals(LoadOf(stack, {{.rate = times * capacity, .length = length}})));
  PrintLoad(times, times * capacity, std::chrono::duration<double>(length).count(), figures);
  return figures;
}

// Calls `visit(at, answered)` for each quarter of so many seconds from `begin` on, `at` its begin behind that.
template <class F>
void ForEachQuarter(const ServiceFigures& figures, double begin, double seconds, F&& visit) {
  for (double at = 0; at + kQuarter <= seconds; at += kQuarter) {
    visit(at, Between(figures.answered, begin + at, begin + at + kQuarter));
  }
}

double WorstQuarter(const ServiceFigures& figures, double seconds) {
  double worst = 0;
  ForEachQuarter(figures, 0, seconds, [&](double /*at*/, const Ends& answered) {
    worst = std::max(worst, TailOf(answered.microseconds));
  });
  return worst;
}

// Seconds from `begin` to the end of the last quarter whose p99 is not normal, or in which a call was
// refused. Quarters are compared with quarters: the tail of all calls together is far below that of some quarter of
// quiet seconds, and 2 × of it was once called not normal after nothing at all.
double NormalAfter(const ServiceFigures& figures, double begin, double normal_tail) {
  double last = 0;
  const double end = std::chrono::duration<double>(kAfter).count();
  ForEachQuarter(figures, begin, end, [&](double at, const Ends& answered) {
    const double from = begin + at;
    const bool calm = TailOf(answered.microseconds) <= kNormal * normal_tail &&
                      Between(figures.refused, from, from + kQuarter).count() == 0;
    if (!calm) last = at + kQuarter;
  });
  return last;
}

}  // namespace

absl::StatusOr<double> CapacityOf(const ServiceStack& stack) {
  std::vector<double> rates;
  for (int i = 0; i < 3; ++i) {
    PASSUNG_ASSIGN_OR_RETURN(const ServiceFigures figures, PutArrivals(LoadOf(stack, {})));
    rates.push_back(figures.per_second);
  }
  return Median(rates);
}

absl::StatusOr<OverloadFigures> MeasureOverload(const ServiceStack& stack, double capacity,
                                                int64_t seconds) {
  const std::chrono::milliseconds full(1'000 * seconds);
  PASSUNG_ASSIGN_OR_RETURN(const auto unloaded, PutAtRate(stack, capacity, 0.1, full / 2));
  PASSUNG_ASSIGN_OR_RETURN(const auto calm, PutAtRate(stack, capacity, kCalm, full / 2));
  PASSUNG_RETURN_IF_ERROR(PutAtRate(stack, capacity, 1, full / 2).status());
  PASSUNG_RETURN_IF_ERROR(PutAtRate(stack, capacity, 2, full / 2).status());
  const double worst_quarter = WorstQuarter(calm, static_cast<double>(seconds) / 2);

  const int64_t before = ResidentMebibytes();
  MemoryWatch memory;
  PASSUNG_ASSIGN_OR_RETURN(
      const ServiceFigures all,
      PutArrivals(LoadOf(stack, {{.rate = kFlood * capacity, .length = full},
                                 {.rate = kCalm * capacity, .length = kAfter}})));
  const int64_t most = memory.Stop();
  const auto flooded = static_cast<double>(seconds);
  const ServiceFigures flood{.answered = Between(all.answered, 0, flooded),
                             .refused = Between(all.refused, 0, flooded),
                             .other = all.other};
  PrintLoad(kFlood, kFlood * capacity, flooded, flood);
  const double unloaded_tail = TailOf(unloaded.answered.microseconds);
  const OverloadFigures figures{
      .goodput = UsefulPerSecond(flood.answered, flooded) / capacity,
      .tail = TailOf(flood.answered.microseconds) / std::max(kTailAllowed, 3 * unloaded_tail),
      .refusal_tail = TailOf(flood.refused.microseconds) / 1'000,
      .other = all.other,
      .memory = static_cast<double>(most - before),
      .normal_after = NormalAfter(all, flooded, worst_quarter)};
  absl::PrintF(
      "overload: memory %d to %d MiB; p99 before %s (of the worst quarter of a second %s), at the "
      "end %s; normal after %.2f s\n",
      before, most, Duration(TailOf(calm.answered.microseconds)), Duration(worst_quarter),
      Duration(TailOf(Between(all.answered, flooded + 2, 1e9).microseconds)), figures.normal_after);
  return figures;
}

}  // namespace passung::bench
