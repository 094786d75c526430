#ifndef PASSUNG_MARKET_H_
#define PASSUNG_MARKET_H_

#include <array>
#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "passung/date.h"
#include "passung/mentee.h"
#include "passung/vacancy.h"

namespace passung {

struct MarketOptions {
  int64_t mentees = 1000;     // 0 … 100 000
  int64_t vacancies = 40000;  // 0 … 1 000 000
  uint64_t seed = 1;
  // Vacancies are published before and start around it. Required: 2000-01-01 … 2100-12-31.
  Date today;
};

struct Market {
  std::vector<Mentee> mentees;
  std::vector<Vacancy> vacancies;
};

// A made-up Saxon labour market, marked as test data: byte-identical for equal options on every
// machine. engine/market/README.md names the source of each distribution. Each record depends only
// on seed, day and its position, so a smaller market is the beginning of a larger one. O(n), one
// thread, about 3 µs and 1.5 KB a vacancy. InvalidArgument where a count or the day is out of range.
absl::StatusOr<Market> MakeMarket(const MarketOptions& options);

// How hard a market is; with SnapshotStats what `passung market` prints.
struct MarketStats {
  int64_t mentees = 0;
  int64_t vacancies = 0;
  int64_t rows = 0;  // combinations (vacancy, occupation, place), without self-employment
  // Vacancies that do not state …
  int64_t unknown_german = 0;  // a level in any skill
  int64_t unknown_hours = 0;
  int64_t unknown_start = 0;
  int64_t unknown_support = 0;
  int64_t unknown_shifts = 0;
  // Mentees by the number of distinct occupations among their claims; the last one: 4 or more.
  std::array<int64_t, 5> mentees_by_occupations{};
  int64_t employers = 0;         // distinct ids
  int64_t biggest_employer = 0;  // vacancies of the one with most
  int64_t ten_biggest_employers = 0;
  int64_t repeated_offers = 0;  // vacancies equal to an earlier one in everything but the id
  friend bool operator==(const MarketStats&, const MarketStats&) = default;
};
MarketStats ComputeStats(const Market& market);

}  // namespace passung

#endif  // PASSUNG_MARKET_H_
