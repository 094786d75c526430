#ifndef PASSUNG_MARKET_H_
#define PASSUNG_MARKET_H_

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
  Date today;  // vacancies are published before and start around it
};

struct Market {
  std::vector<Mentee> mentees;
  std::vector<Vacancy> vacancies;
};

// A made-up Saxon labour market, marked as test data: byte-identical for equal options on every
// machine. engine/market/README.md names the source of each distribution.
absl::StatusOr<Market> MakeMarket(const MarketOptions& options);

}  // namespace passung

#endif  // PASSUNG_MARKET_H_
