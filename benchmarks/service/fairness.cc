#include "benchmarks/service/fairness.h"

#include <chrono>
#include <future>
#include <thread>

#include "absl/strings/str_format.h"
#include "benchmarks/service/arrivals.h"
#include "benchmarks/support/figures.h"
#include "engine/base/status_macros.h"

namespace passung::bench {
namespace {

constexpr double kFloodTimes = 4;
constexpr double kOthersRate = 10;
constexpr std::chrono::seconds kHead(1);  // by which the flood is there before the other
constexpr size_t kFlooder = 0;
constexpr size_t kOther = 1;

absl::StatusOr<ServiceFigures> PutAs(const ServiceStack& stack, size_t person, Stretch stretch) {
  return PutArrivals({.server = stack.full_of(person),
                      .path = kRankPath,
                      .requests = stack.requests(),
                      .stretches = {stretch}});
}

double TailOfAnswers(const ServiceFigures& figures) {
  return figures.answered.count() == 0 ? 0 : Percentile(figures.answered.microseconds, 99);
}

}  // namespace

absl::StatusOr<FairnessFigures> MeasureFairness(const ServiceStack& stack, double capacity,
                                                int64_t seconds) {
  const Stretch half{.rate = kOthersRate, .length = std::chrono::milliseconds(500 * seconds)};
  const Stretch now_and_then{.rate = kOthersRate, .length = 2 * half.length};
  const Stretch all_the_time{.rate = kFloodTimes * capacity,
                             .length = std::chrono::seconds(seconds) + 2 * kHead};
  PASSUNG_ASSIGN_OR_RETURN(auto alone, PutAs(stack, kOther, half));
  auto flooding =
      std::async(std::launch::async, [&] { return PutAs(stack, kFlooder, all_the_time); });
  std::this_thread::sleep_for(kHead);
  PASSUNG_ASSIGN_OR_RETURN(const auto beside, PutAs(stack, kOther, now_and_then));
  PASSUNG_ASSIGN_OR_RETURN(const auto flood, flooding.get());
  PASSUNG_ASSIGN_OR_RETURN(const auto after, PutAs(stack, kOther, half));
  alone.answered.Add(after.answered);
  const int64_t failed = beside.refused.count() + beside.other;
  absl::PrintF(
      "flood of one: %.0f/s of another answered (%.0f/s asked); the other alone p99 %s, beside it "
      "p50 %s, p99 %s, %d of %d not answered\n",
      flood.per_second, all_the_time.rate, Duration(TailOfAnswers(alone)),
      Duration(Percentile(beside.answered.microseconds, 50)), Duration(TailOfAnswers(beside)),
      failed, failed + beside.answered.count());
  return FairnessFigures{.not_answered = failed,
                         .tail = TailOfAnswers(beside) / TailOfAnswers(alone)};
}

}  // namespace passung::bench
