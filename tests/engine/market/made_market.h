#ifndef PASSUNG_TESTS_ENGINE_MARKET_MADE_MARKET_H_
#define PASSUNG_TESTS_ENGINE_MARKET_MADE_MARKET_H_

#include <cstdint>
#include <utility>

#include "passung/market.h"
#include "tests/support/status_matchers.h"

namespace passung {

inline Market MadeMarket(const MarketOptions& options) {
  absl::StatusOr<Market> market = MakeMarket(options);
  EXPECT_OK(market);
  return market.ok() ? *std::move(market) : Market();
}

// Of 1 000; 0 of nothing.
inline int64_t PerMille(int64_t part, int64_t whole) {
  return whole == 0 ? 0 : part * 1000 / whole;
}

}  // namespace passung

#endif  // PASSUNG_TESTS_ENGINE_MARKET_MADE_MARKET_H_
