#ifndef PASSUNG_MARKET_ARRIVALS_H_
#define PASSUNG_MARKET_ARRIVALS_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "passung/date.h"
#include "passung/presence.h"

namespace passung {

inline constexpr int32_t kMostArrivalDays = 3000;

struct ArrivalOptions {
  uint64_t seed = 1;
  // First day on which a mentee may come. Required: 2000-01-01 … 2100-12-31.
  Date first;
  int32_t days = 120;  // on which somebody may come: 1 … kMostArrivalDays
};

// When the mentees and vacancies of a made-up market come and go, position by position as MarketMaker has
// them: a market that changes by the day. Like its records, each stay depends only on the options and its
// position, and is the same on every machine. engine/market/README.md says how they are spread.
//
// Any number of threads may call it; a draw takes nanoseconds.
class ArrivalMaker {
 public:
  // InvalidArgument where a day or a number is out of range.
  static absl::StatusOr<ArrivalMaker> Create(const ArrivalOptions& options);

  // Comes on a weekday from `first` on and waits two to six weeks. REQUIRES: position >= 0.
  Presence MenteeAt(int64_t position) const;
  // Opens on any day from 60 before `first` on, so that there is a stock when the first mentee comes, and
  // closes 7 to 60 days later. REQUIRES: position >= 0.
  Presence VacancyAt(int64_t position) const;

 private:
  explicit ArrivalMaker(const ArrivalOptions& options) : options_(options) {}

  ArrivalOptions options_;
};

}  // namespace passung

#endif  // PASSUNG_MARKET_ARRIVALS_H_
